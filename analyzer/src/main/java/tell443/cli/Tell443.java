package tell443.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import tell443.capture.CaptureException;
import tell443.capture.FilterException;
import tell443.report.OutputException;

/** The program, without the process around it: arguments in, exit status out. */
public final class Tell443 {

    public static final int DONE = 0;
    /** Something could not be read or written; what could be analysed was reported. */
    public static final int WORLD_WRONG = 1;
    /** The command line was wrong. */
    public static final int USAGE_WRONG = 2;

    private static final List<String> COMMANDS = List.of("read", "live", "interfaces", "score", "schema");

    private final OutputStream out;
    private final Notes notes;
    private final InputStream in;
    private final Environment environment;
    private final Wiring wiring;
    private final Stopping stopping = new Stopping();

    public Tell443(OutputStream out, OutputStream err, InputStream in, Environment environment) {
        this(out, err, in, environment, new Rooms());
    }

    Tell443(OutputStream out, OutputStream err, InputStream in, Environment environment, Wiring wiring) {
        this.out = out;
        notes = new Notes(err);
        this.in = in;
        this.environment = environment;
        this.wiring = wiring;
    }

    /** From any thread: a run in progress ends with what it has read. */
    public void stop() {
        stopping.stop();
        if (stopping.needsTerminal()) {
            return; // its input is wanted to bring it back to what it was
        }
        try {
            in.close();
        } catch (IOException e) {
            // nothing more is read from it
        }
    }

    /** From any thread: the process is about to end without waiting for the run. */
    public void abandon() {
        stopping.abandon();
    }

    public int run(String... args) {
        try {
            return command(args);
        } catch (UsageException e) {
            notes.line(e.getMessage());
            return USAGE_WRONG;
        } catch (FilterException e) {
            notes.line("--filter: " + e.getMessage());
            return USAGE_WRONG;
        } catch (CaptureException e) {
            notes.line(e.getMessage());
            return WORLD_WRONG;
        } catch (OutputException e) {
            if (e.readerGone()) {
                return DONE; // as every program before "| head" ends: it has done all that was wanted
            }
            notes.line(e.getMessage());
            return WORLD_WRONG;
        } catch (IOException e) {
            return DONE; // help that nobody reads
        } catch (OutOfMemoryError e) {
            notes.line("out of memory; lower --max-flows, or give the program more: TELL443_HEAP=4g");
            return WORLD_WRONG;
        } catch (RuntimeException | Error e) {
            fault(e);
            return WORLD_WRONG;
        }
    }

    /** Says that this program is at fault. */
    void fault(Throwable fault) {
        notes.line("internal error: " + fault + "; please report it, with what TELL443_DEBUG=1 adds");
        if (!environment.variable("TELL443_DEBUG").isEmpty()) {
            StringWriter trace = new StringWriter();
            fault.printStackTrace(new PrintWriter(trace));
            for (String line : trace.toString().split("\n")) {
                notes.line(line.replace('\t', ' '));
            }
        }
    }

    private int command(String[] args) throws UsageException, CaptureException, OutputException, IOException {
        if (args.length == 0) {
            notes.raw(Help.general());
            return USAGE_WRONG;
        }
        String[] rest = Arrays.copyOfRange(args, 1, args.length);
        return switch (args[0]) {
            case "read" -> read(rest);
            case "live" -> live(rest);
            case "interfaces" -> interfaces(rest);
            case "score" -> score(rest);
            case "schema" -> schema(rest);
            case "-h", "--help", "help" -> print(Help.general());
            case "--version" -> print(Help.version());
            default -> throw new UsageException("there is no command \"" + args[0] + "\"" + Values.meant(args[0], COMMANDS)
                    + "; there are " + String.join(", ", COMMANDS));
        };
    }

    private int read(String[] args) throws UsageException, CaptureException, OutputException, IOException {
        if (wantsHelp(args)) {
            return print(Help.read());
        }
        CommandLine line = Commands.parse("read", ReadOptions.ALL, args);
        ReadOptions options = ReadOptions.of(line, environment);
        return new ReadCommand(options, environment, wiring, notes, stopping).run(out, in);
    }

    private int live(String[] args) throws UsageException, CaptureException, OutputException, IOException {
        if (wantsHelp(args)) {
            return print(Help.live());
        }
        LiveOptions options = LiveOptions.of(Commands.parse("live", LiveOptions.ALL, args), environment);
        return new LiveCommand(options, environment, wiring, notes, stopping).run(out);
    }

    private int interfaces(String[] args) throws UsageException, CaptureException, OutputException, IOException {
        if (wantsHelp(args)) {
            return print(Help.interfaces());
        }
        return InterfacesCommand.run(Commands.parse("interfaces", InterfacesCommand.ALL, args), wiring, out);
    }

    private int score(String[] args) throws UsageException, CaptureException, OutputException, IOException {
        if (wantsHelp(args)) {
            return print(Help.score());
        }
        ScoreOptions options = ScoreOptions.of(Commands.parse("score", ScoreOptions.ALL, args), environment);
        return new ScoreCommand(options, wiring, notes, stopping::isStopped).run(out, in);
    }

    private int schema(String[] args) throws UsageException, OutputException, IOException {
        if (wantsHelp(args)) {
            return print(Help.schema());
        }
        Options options = SchemaCommand.ALL;
        return SchemaCommand.run(Commands.parse("schema", options, args), out, wiring.vocabulary());
    }

    /** Help is given however wrong the rest of the line is. */
    private static boolean wantsHelp(String[] args) {
        List<String> words = Arrays.asList(args);
        int end = words.contains("--") ? words.indexOf("--") : words.size();
        return words.subList(0, end).contains("--help") || words.subList(0, end).contains("-h");
    }

    private int print(byte[] text) throws IOException {
        out.write(text);
        out.flush();
        return DONE;
    }
}
