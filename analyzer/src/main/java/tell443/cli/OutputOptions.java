package tell443.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import tell443.classify.FlowClass;
import tell443.report.FileNames;
import tell443.report.Format;
import tell443.report.Rotation;

/**
 * What a run writes beside its rows, and when these begin another file, as values. The options below are also the help text.
 *
 * @param inTurn rows go to several files
 * @param packets a file of packets is wanted
 * @param alerts are wanted
 */
record OutputOptions(Optional<InTurn> inTurn, Optional<Packets> packets, Optional<Alerting> alerts) {

    private static final Option ROTATE = Commands.option("", "rotate", "LIST", "begin another file of rows after such a time, or"
            + " before it grows longer: 1h or 100MB or 1h,100MB (default: whenever the time in its name changes)");
    private static final Option KEEP = Commands.option("", "keep", "N", "keep only the last N files of rows, and of packets, that this run"
            + " wrote in turn");
    private static final Option WRITE = Commands.option("w", "write", "FILE", "write the packets of the flows to FILE as pcapng, each"
            + " flow's verdict as a comment; a name with a time makes several; - is standard output");
    private static final Option WRITE_CLASS = Commands.option("", "write-class", "LIST", "write packets of these classes only (default:"
            + " those of --class)");
    private static final Option WRITE_BUFFER = Commands.option("", "write-buffer", "SIZE", "of what can be read only once, hold so many"
            + " bytes of packets until their flows are judged (default 64M)");
    private static final Option ALERT = Commands.option("", "alert", "LIST", "write a line of JSON as soon as a client is found to use"
            + " one of these classes: doh,vpn");
    private static final Option ALERT_OUTPUT = Commands.option("", "alert-output", "WHERE", "append alerts to a file, or - for standard"
            + " output, or syslog:HOST:PORT (default standard error)");
    private static final Option ALERT_HOLD = Commands.option("", "alert-hold", "TIME", "do not repeat an alert about the same client,"
            + " server and class for this long (default 10m)");

    static final List<Option> ALL = List.of(ROTATE, KEEP, WRITE, WRITE_CLASS, WRITE_BUFFER, ALERT, ALERT_OUTPUT, ALERT_HOLD);

    private static final int LEAST_FILE = 1 << 10;
    private static final int LEAST_BUFFER = 2 << 20; // holds the longest packet
    private static final int MOST_BUFFER = 1 << 30;

    /** As in {@link Rotation}. */
    record InTurn(FileNames names, long periodNanos, long bytes, int keep) {

        /** What can be read again can be written again; files of a stream that is gone are not replaced. */
        Rotation rotation(boolean again) {
            return new Rotation(names, periodNanos, bytes, keep, again);
        }
    }

    /** @param inTurn they go to several files */
    record Packets(String file, Set<FlowClass> classes, int room, Optional<InTurn> inTurn) {}

    /** @param output empty is standard error */
    record Alerting(Set<FlowClass> classes, String output, long holdNanos) {}

    /** @param classes whose rows are written */
    static OutputOptions of(CommandLine line, String output, Format format, boolean sort, boolean live, Set<FlowClass> classes)
            throws UsageException {
        OutputOptions options = new OutputOptions(inTurn(line, output, format, sort, live), packets(line, classes, live), alerts(line));
        boolean keepsPackets = options.packets.flatMap(Packets::inTurn).isPresent();
        if (line.hasOption(KEEP) && options.inTurn.isEmpty() && !keepsPackets) {
            throw new UsageException("--keep is for files; name them: -o flows-%F-%H.csv");
        }
        options.refuseToMix(output);
        return options;
    }

    /** Files that this run would write or append to, beside its rows, under one name each. */
    List<String> further() {
        List<String> files = new ArrayList<>();
        packets.filter(wanted -> wanted.inTurn().isEmpty()).ifPresent(wanted -> files.add(wanted.file()));
        alerts.ifPresent(wanted -> files.add(wanted.output()));
        files.removeIf(name -> !isPath(name));
        return files;
    }

    private static boolean isPath(String name) {
        return !name.isEmpty() && !name.equals("-") && !name.startsWith(AlertOutput.SYSLOG);
    }

    /** Whether files at hand can be completed, and others begun. */
    boolean canBeginOthers() {
        boolean alertsToFile = alerts.filter(wanted -> isPath(wanted.output())).isPresent();
        return inTurn.isPresent() || packets.flatMap(Packets::inTurn).isPresent() || alertsToFile;
    }

    private static Optional<InTurn> inTurn(CommandLine line, String output, Format format, boolean sort, boolean live)
            throws UsageException {
        if (!isFile(output)) {
            if (line.hasOption(ROTATE)) {
                throw new UsageException("--rotate is for files; name them: -o flows-%F-%H.csv");
            }
            return Optional.empty();
        }
        FileNames names = Values.fileNames("--output", output);
        if (!line.hasOption(ROTATE) && !line.hasOption(KEEP) && !names.varies()) {
            boolean onRequest = live && format != Format.TABLE;
            return onRequest || output.contains("%") ? Optional.of(new InTurn(names, 0, 0, 0)) : Optional.empty();
        }
        if (format == Format.TABLE || sort) {
            throw new UsageException("a table, or rows in another order, cannot begin another file; leave out "
                    + (sort ? "--sort" : "--format table") + ", or name one file");
        }
        long period = 0;
        long bytes = 0;
        for (String part : line.hasOption(ROTATE) ? Values.items(line.getOptionValue(ROTATE)) : List.<String>of()) {
            if (part.endsWith("B")) {
                bytes = Values.size("--rotate", part, LEAST_FILE, Long.MAX_VALUE);
            } else {
                period = Values.durationNanos("--rotate", part);
            }
        }
        if (line.hasOption(ROTATE) && period == 0 && bytes == 0) {
            throw new UsageException("--rotate: 0 is no time; write it like 1h or 100MB");
        }
        return Optional.of(new InTurn(names, period, bytes, keep(line)));
    }

    private static int keep(CommandLine line) throws UsageException {
        return line.hasOption(KEEP) ? (int) Values.count("--keep", line.getOptionValue(KEEP), 1, Integer.MAX_VALUE) : 0;
    }

    /** Neither standard output, nor a device such as /dev/null, nor a FIFO. */
    private static boolean isFile(String output) {
        Path path = Path.of(output);
        boolean device = Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path);
        return !output.isEmpty() && !output.equals("-") && !device;
    }

    private static Optional<Packets> packets(CommandLine line, Set<FlowClass> classes, boolean live) throws UsageException {
        if (!line.hasOption(WRITE)) {
            refuse(line, "-w FILE.pcapng", WRITE_CLASS, WRITE_BUFFER);
            return Optional.empty();
        }
        long room = Values.size("--write-buffer", line.getOptionValue(WRITE_BUFFER, "64M"), LEAST_BUFFER, MOST_BUFFER);
        String file = line.getOptionValue(WRITE);
        Optional<InTurn> inTurn = isFile(file) && (live || file.contains("%"))
                ? Optional.of(new InTurn(Values.fileNames("--write", file), 0, 0, keep(line)))
                : Optional.empty();
        return Optional.of(new Packets(file,
                line.hasOption(WRITE_CLASS) ? Values.classes("--write-class", line.getOptionValue(WRITE_CLASS)) : classes, (int) room,
                inTurn));
    }

    private static Optional<Alerting> alerts(CommandLine line) throws UsageException {
        if (!line.hasOption(ALERT)) {
            refuse(line, "--alert doh,vpn", ALERT_OUTPUT, ALERT_HOLD);
            return Optional.empty();
        }
        String output = line.getOptionValue(ALERT_OUTPUT, "");
        AlertOutput.check(output);
        return Optional.of(new Alerting(Values.classes("--alert", line.getOptionValue(ALERT)), output,
                Values.durationNanos("--alert-hold", line.getOptionValue(ALERT_HOLD, "10m"))));
    }

    private static void refuse(CommandLine line, String needed, Option... alone) throws UsageException {
        for (Option option : alone) {
            if (line.hasOption(option)) {
                throw new UsageException("--" + option.getLongOpt() + " needs " + needed);
            }
        }
    }

    /** Standard output holds one thing. */
    private void refuseToMix(String output) throws UsageException {
        boolean rows = output.isEmpty() || output.equals("-");
        boolean packetsToo = packets.isPresent() && packets.get().file().equals("-");
        boolean alertsToo = alerts.isPresent() && alerts.get().output().equals("-");
        if (rows && (packetsToo || alertsToo)) {
            throw new UsageException((packetsToo ? "-w -" : "--alert-output -") + ": rows go to standard output, too; send them elsewhere:"
                    + " -o flows.csv, or -o /dev/null");
        }
        if (packetsToo && alertsToo) {
            throw new UsageException("-w - and --alert-output - would mix; name a file for one of them");
        }
        if (packets.isPresent() && isPath(output) && packets.get().file().equals(output)) {
            throw new UsageException(output + " is named twice for what is written; name another file");
        }
    }
}
