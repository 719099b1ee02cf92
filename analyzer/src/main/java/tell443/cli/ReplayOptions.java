package tell443.cli;

import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;

/**
 * How much of captures is read and how fast, as values. The options below are also the help text.
 *
 * @param speed 1 is as recorded; 0 is as fast as possible
 * @param packets {@code Long.MAX_VALUE} for all
 * @param nanos of packet time; {@code Long.MAX_VALUE} for all
 */
record ReplayOptions(double speed, long packets, long nanos) {

    static final Option COUNT = Commands.option("c", "count", "N", "end after N packets, of those the filter lets through");
    static final Option DURATION = Commands.option("", "duration", "TIME", "end after this time: 30s, 5m, 2h; of captures in the time"
            + " of their packets");
    private static final Option SPEED = Commands.option("", "replay-speed", "X", "hand packets out as slowly as they were recorded (1),"
            + " X times as fast, or max (default)");

    static final List<Option> ALL = List.of(COUNT, DURATION, SPEED);

    private static final double SLOWEST = 0.001;
    private static final double FASTEST = 1e6;

    static ReplayOptions of(CommandLine line) throws UsageException {
        long nanos = Long.MAX_VALUE;
        if (line.hasOption(DURATION)) {
            nanos = Values.durationNanos("--duration", line.getOptionValue(DURATION));
            if (nanos == 0) {
                throw new UsageException("--duration: 0 reads nothing; give at least 1ms");
            }
        }
        return new ReplayOptions(speed(line.getOptionValue(SPEED, "max")),
                line.hasOption(COUNT) ? Values.count("--count", line.getOptionValue(COUNT), 1, Long.MAX_VALUE) : Long.MAX_VALUE, nanos);
    }

    boolean isLimited() {
        return packets < Long.MAX_VALUE || nanos < Long.MAX_VALUE;
    }

    ReplayOptions asFastAsPossible() {
        return new ReplayOptions(0, packets, nanos);
    }

    private static double speed(String text) throws UsageException {
        if (text.equals("max") || text.equals("0")) {
            return 0;
        }
        if (text.matches("[0-9]{1,7}(\\.[0-9]{1,6})?")) {
            double speed = Double.parseDouble(text);
            if (speed >= SLOWEST && speed <= FASTEST) {
                return speed;
            }
        }
        throw new UsageException("--replay-speed: \"" + text + "\" is no speed; write it like 1, 0.5, 10 or max");
    }
}
