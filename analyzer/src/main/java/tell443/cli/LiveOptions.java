package tell443.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import tell443.capture.LiveSettings;
import tell443.net.PacketDecoder;

/**
 * The command line of {@code live} as values: where to capture, and how to analyse it.
 *
 * @param user who to be once the interfaces are open, if this is root
 * @param statsNanos between two lines about the run; {@link Long#MAX_VALUE}: none
 */
record LiveOptions(LiveSettings capture, String user, boolean userGiven, long statsNanos, AnalysisOptions analysis) {

    private static final Option INTERFACE = Commands.option("i", "interface", "NAME",
            "capture on this interface; any is all of them; give -i again for more");
    private static final Option SNAPLEN = Commands.option("s", "snaplen", "N", "bytes of each packet to capture (default 65535)");
    private static final Option BUFFER = Commands.option("", "buffer-size", "SIZE",
            "memory of the kernel for packets that wait, for each interface: 512k, 64M, 1G (default 64M)");
    private static final Option NO_PROMISCUOUS = Commands.flag("p", "no-promiscuous", "do not ask for packets for other machines");
    private static final Option USER = Commands.option("", "user", "NAME",
            "started as root: be this user as soon as the interfaces are open (default: who called sudo, else nobody)");
    private static final Option STATS = Commands.option("", "stats-interval", "TIME",
            "every so often write a line about packets, losses and flows to standard error");
    private static final Option PORTABLE = Commands.flag("", "portable", Commands.HIDDEN);

    static final Options ALL = Commands.all(List.of(INTERFACE, ReplayOptions.COUNT, ReplayOptions.DURATION, SNAPLEN, BUFFER,
            NO_PROMISCUOUS, KernelFilter.OPTION, USER, STATS, PORTABLE),
            withoutSort());

    /** A run that has no end to wait for cannot sort. */
    private static List<Option> withoutSort() {
        return AnalysisOptions.ALL.stream().filter(option -> option != AnalysisOptions.SORT).toList();
    }

    static LiveOptions of(CommandLine line, Environment environment) throws UsageException {
        if (!line.getArgList().isEmpty()) {
            throw new UsageException("live takes no argument: " + line.getArgList().get(0) + "; an interface is named with -i");
        }
        if (!line.hasOption(INTERFACE)) {
            throw new UsageException("live needs an interface: tell443 live -i eth0; tell443 interfaces lists them");
        }
        AnalysisOptions analysis = AnalysisOptions.of(line, environment, true);
        LiveSettings capture = new LiveSettings(interfaces(line), KernelFilter.of(line, analysis),
                (int) Values.count("--snaplen", line.getOptionValue(SNAPLEN, "65535"), 64, LiveSettings.LONGEST_SNAPLEN),
                (int) Values.size("--buffer-size", line.getOptionValue(BUFFER, "64M"), 1 << 17, Integer.MAX_VALUE),
                !line.hasOption(NO_PROMISCUOUS),
                line.hasOption(ReplayOptions.COUNT)
                        ? Values.count("--count", line.getOptionValue(ReplayOptions.COUNT), 1, Long.MAX_VALUE) : Long.MAX_VALUE - 1,
                time("--duration", ReplayOptions.DURATION, line), PacketDecoder::supports, line.hasOption(PORTABLE));
        return new LiveOptions(capture, user(line, environment), line.hasOption(USER), time("--stats-interval", STATS, line), analysis);
    }

    private static List<String> interfaces(CommandLine line) throws UsageException {
        List<String> names = List.of(line.getOptionValues(INTERFACE));
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new UsageException("--interface: " + name + " is named twice");
            }
        }
        return names;
    }

    private static long time(String name, Option option, CommandLine line) throws UsageException {
        if (!line.hasOption(option)) {
            return Long.MAX_VALUE;
        }
        long nanos = Values.durationNanos(name, line.getOptionValue(option));
        if (nanos == 0) {
            throw new UsageException(name + ": 0 is no time; give at least 1ms");
        }
        return nanos;
    }

    private static String user(CommandLine line, Environment environment) {
        String caller = environment.variable("SUDO_USER");
        return line.getOptionValue(USER, caller.isEmpty() || caller.equals("root") ? "nobody" : caller);
    }
}
