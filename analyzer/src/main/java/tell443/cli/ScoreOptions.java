package tell443.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import tell443.score.FlowsReader;
import tell443.score.Score;
import tell443.score.ScoreFormat;

/**
 * The command line of {@code score} as values. The options below are also the help text: there is no second list.
 *
 * @param truth a file name; empty for the truth.tsv beside captures
 * @param wanted names of tables and lists
 * @param analysis options of {@code read} that were given, as typed
 * @param compareLists analyse a second time without lists
 */
record ScoreOptions(List<String> files, String truth, ScoreFormat format, Set<String> wanted, List<String> analysis,
        boolean compareLists, Environment environment) {

    private static final Option TRUTH = Commands.option("", "truth", "TRUTH",
            "what the flows truly are (for captures default: truth.tsv in their folder or in one above)");
    private static final Option FORMAT = Commands.option("", "format", "FORMAT", "table (default), json or csv");
    private static final Option TABLES = Commands.option("", "tables", "LIST",
            "print these tables only: " + String.join(", ", Score.TABLES) + " (default: all but sources)");
    private static final Option COMPARE = Commands.flag("", "compare-lists",
            "analyse captures a second time without lists; the table lists shows both side by side");
    private static final Option LIST = Commands.option("", "list", "LIST",
            "also list single flows: missing (in the truth only), unlabelled (in the flows only), wrong (in their class), swapped"
            + " (client and server)");

    static final Options ALL = Commands.all(TRUTH, FORMAT, TABLES, LIST, COMPARE, AnalysisOptions.PORTS,
            AnalysisOptions.LISTS, AnalysisOptions.NO_LISTS,
            AnalysisOptions.THREADS);

    private static final List<Option> ANALYSIS = List.of(AnalysisOptions.PORTS, AnalysisOptions.LISTS, AnalysisOptions.NO_LISTS,
            AnalysisOptions.THREADS);

    static ScoreOptions of(CommandLine line, Environment environment) throws UsageException {
        if (line.getArgList().isEmpty()) {
            throw new UsageException("score needs flows or captures: tell443 score --truth truth.tsv flows.csv");
        }
        Set<String> wanted = names("--tables", "table", line.getOptionValue(TABLES, String.join(",", Score.USUAL)), Score.TABLES);
        if (line.hasOption(LIST)) {
            wanted.addAll(names("--list", "list", line.getOptionValue(LIST), Score.LISTS));
        }
        List<String> analysis = new ArrayList<>();
        for (Option option : ANALYSIS) {
            if (line.hasOption(option)) {
                analysis.add("--" + option.getLongOpt());
                if (option.hasArg()) {
                    analysis.add(line.getOptionValue(option));
                }
            }
        }
        if (line.hasOption(COMPARE) && line.hasOption(AnalysisOptions.NO_LISTS)) {
            throw new UsageException("--compare-lists analyses with lists and without; leave out --no-lists");
        }
        ScoreOptions options = new ScoreOptions(List.copyOf(line.getArgList()), line.getOptionValue(TRUTH, ""),
                format(line.getOptionValue(FORMAT, "table")), wanted, analysis, line.hasOption(COMPARE), environment);
        options.reading("-", List.of()); // says now what is wrong with them
        return options;
    }

    /** How {@code read} would analyse this capture, with further options. */
    ReadOptions reading(String capture, List<String> further) throws UsageException {
        List<String> args = new ArrayList<>(List.of("-q", "--format", "csv", "--columns", FlowsReader.COLUMNS));
        args.addAll(analysis);
        args.addAll(further);
        args.addAll(List.of("--", capture));
        return ReadOptions.of(Commands.parse("score", ReadOptions.ALL, args.toArray(new String[0])), environment);
    }

    private static ScoreFormat format(String text) throws UsageException {
        List<String> labels = new ArrayList<>();
        for (ScoreFormat format : ScoreFormat.values()) {
            labels.add(format.label());
            if (format.label().equals(text)) {
                return format;
            }
        }
        throw new UsageException("--format: there is no format \"" + text + "\"; there are " + String.join(", ", labels));
    }

    private static Set<String> names(String option, String kind, String text, List<String> all) throws UsageException {
        Set<String> names = new LinkedHashSet<>();
        for (String name : Values.items(text)) {
            if (!all.contains(name)) {
                throw new UsageException(option + ": there is no " + kind + " \"" + name + "\"" + Values.meant(name, all) + "; there are "
                        + String.join(", ", all));
            }
            names.add(name);
        }
        return names;
    }
}
