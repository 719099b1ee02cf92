package tell443.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/** How options are made and command lines are read; every command has {@code --help}. */
final class Commands {

    /** Description of an option that the help does not show. */
    static final String HIDDEN = "";

    private static final Set<String> REPEATABLE = Set.of("interface");

    private Commands() {}

    static Option option(String letter, String name, String value, String description) {
        return Option.builder(letter.isEmpty() ? null : letter).longOpt(name).hasArg().argName(value).desc(description).get();
    }

    static Option flag(String letter, String name, String description) {
        return Option.builder(letter.isEmpty() ? null : letter).longOpt(name).desc(description).get();
    }

    /** The lists one behind the other. */
    @SafeVarargs
    static List<Option> join(List<Option>... lists) {
        List<Option> all = new ArrayList<>();
        for (List<Option> list : lists) {
            all.addAll(list);
        }
        return List.copyOf(all);
    }

    static Options all(Option... options) {
        return all(List.of(options), List.of());
    }

    static Options all(List<Option> first, List<Option> then) {
        Options all = new Options();
        first.forEach(all::addOption);
        then.forEach(all::addOption);
        return all.addOption(flag("h", "help", "print this help"));
    }

    static CommandLine parse(String command, Options options, String[] args) throws UsageException {
        try {
            DefaultParser parser = DefaultParser.builder().setAllowPartialMatching(false).setStripLeadingAndTrailingQuotes(false).get();
            CommandLine line = parser.parse(options, args);
            Set<String> seen = new HashSet<>();
            for (Option option : line.getOptions()) {
                if (!seen.add(option.getLongOpt()) && !REPEATABLE.contains(option.getLongOpt())) {
                    throw new UsageException("give --" + option.getLongOpt() + " once");
                }
            }
            return line;
        } catch (UnrecognizedOptionException e) {
            throw new UsageException(command + " has no option " + e.getOption() + suggestion(e.getOption(), options)
                    + "; tell443 " + command + " --help lists them");
        } catch (MissingArgumentException e) {
            Option option = e.getOption();
            throw new UsageException("--" + option.getLongOpt() + " needs a value: --" + option.getLongOpt() + ' ' + option.getArgName());
        } catch (ParseException e) {
            throw new UsageException(e.getMessage() + "; see tell443 " + command + " --help");
        }
    }

    private static String suggestion(String typed, Options options) {
        List<String> names = new ArrayList<>();
        for (Option option : options.getOptions()) {
            names.add("--" + option.getLongOpt());
        }
        int value = typed.indexOf('=');
        return Values.meant(value < 0 ? typed : typed.substring(0, value), names);
    }
}
