package tell443.cli;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import tell443.report.Format;

/**
 * How a run is watched while it goes on.
 *
 * @param updates rows of flows that go on are written, too
 * @param screen a screen is shown
 * @param metrics where numbers are to be had
 */
record ViewOptions(boolean updates, boolean screen, Optional<InetSocketAddress> metrics) {

    private static final Option UPDATES = Commands.flag("", "updates", "also write a row of a flow that goes on (end_reason open) when"
            + " its class is first known and when class or protocol change; a later row of the same flow_id and start_time takes its"
            + " place");
    private static final Option SCREEN = Commands.flag("", "screen", "show the flows of the moment on the terminal, by rate, age, class"
            + " or confidence; h says which keys do what (default when live on a terminal, without -o and --format)");
    private static final Option NO_SCREEN = Commands.flag("", "no-screen", "on a terminal, too, lines as flows end");
    private static final Option METRICS = Commands.option("", "metrics", "WHERE", "numbers about the run for Prometheus at"
            + " http://WHERE/metrics, while it lasts: a port of this machine, or ADDRESS:PORT");

    static final List<Option> ALL = List.of(UPDATES, SCREEN, NO_SCREEN, METRICS);

    static ViewOptions of(CommandLine line, Environment environment, Format format, boolean chosenOutput, boolean live)
            throws UsageException {
        if (line.hasOption(SCREEN) && line.hasOption(NO_SCREEN)) {
            throw new UsageException("give either --screen or --no-screen");
        }
        boolean terminal = environment.outIsTerminal() && !environment.variable("TERM").equals("dumb");
        if (line.hasOption(SCREEN) && !terminal) {
            throw new UsageException("--screen needs a terminal; without it rows are written as flows end");
        }
        if (line.hasOption(UPDATES) && format == Format.TABLE) {
            throw new UsageException("--updates: a table has no room for rows that change; add --format csv or jsonl");
        }
        boolean screen = line.hasOption(SCREEN) || live && terminal && !chosenOutput && !line.hasOption(NO_SCREEN);
        return new ViewOptions(line.hasOption(UPDATES), screen,
                line.hasOption(METRICS) ? Optional.of(Values.listener("--metrics", line.getOptionValue(METRICS))) : Optional.empty());
    }

    boolean isAny() {
        return updates || screen || metrics.isPresent();
    }

    static boolean wantsUpdates(CommandLine line) {
        return line.hasOption(UPDATES);
    }
}
