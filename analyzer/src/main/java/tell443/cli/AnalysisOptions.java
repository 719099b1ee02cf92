package tell443.cli;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import tell443.classify.FlowClass;
import tell443.net.PortSet;
import tell443.report.Column;
import tell443.report.Format;
import tell443.report.Packing;

/**
 * The part of the command line that all commands which analyse packets share, as values. The options below are also the help
 * text: there is no second list.
 *
 * @param output a file name; empty or {@code -} is standard output
 * @param columns empty when none were asked for
 * @param filter in tcpdump's language; empty for none
 * @param lists a folder; empty for those that come with the program
 * @param maxFlows 0 = as memory allows
 * @param live the packets come from an interface: rows are wanted as their flows end, and there is no end to wait for
 * @param view how it is watched while it goes on
 * @param simulate faults by name with their place, for tests
 */
record AnalysisOptions(
        String output, Format format, List<Column> columns, PortSet ports, String filter, Set<FlowClass> classes,
        int threads, long idleTimeoutNanos, long activeTimeoutNanos, long maxFlows, String lists, boolean useLists, boolean explain,
        boolean sort, boolean quiet, boolean live, ViewOptions view, Map<String, Long> simulate, OutputOptions outputs) {

    private static final Option OUTPUT = Commands.option("o", "output", "FILE",
            "write the rows to FILE, which appears when they are complete and may end in .gz, .zst or .lz4; a name with a time, such as"
            + " flows-%F-%H.csv, makes several; - is standard output");
    private static final Option FORMAT = Commands.option("", "format", "FORMAT",
            "table, csv or jsonl (default: by the ending of FILE; else a table on a terminal and csv elsewhere)");
    private static final Option COLUMNS = Commands.option("", "columns", "LIST",
            "core, full, or names of columns separated by commas (default core)");
    static final Option PORTS = Commands.option("", "ports", "LIST",
            "look at flows with one of these ports on either side: 443,8443 or 440-450 or any (default 443)");
    private static final Option FILTER = Commands.option("f", "filter", "BPF", "look only at packets that match this filter of tcpdump's"
            + " language (needs libpcap)");
    private static final Option CLASS = Commands.option("", "class", "LIST",
            "write rows of these classes only: https, doh, vpn, quic, other, unknown");
    static final Option THREADS = Commands.option("", "threads", "N", "work with N threads (default 2 for files, 1 live); the output is"
            + " the same for any N");
    private static final Option IDLE = Commands.option("", "idle-timeout", "TIME",
            "a flow ends when no packet comes for this long: 30s, 5m, 2h (default 5m)");
    private static final Option ACTIVE = Commands.option("", "active-timeout", "TIME",
            "close the row of a flow that lasts this long and begin another; 0 is never (default; 5m when live)");
    private static final Option MAX_FLOWS = Commands.option("", "max-flows", "N", "keep at most N flows open (default: as memory"
            + " allows)");
    static final Option LISTS = Commands.option("", "lists", "DIR", "take the lists of names and addresses from"
            + " DIR instead of the program's own");
    static final Option NO_LISTS = Commands.flag("", "no-lists",
            "judge by the packets alone, without any list of names, addresses or certificates");
    private static final Option EXPLAIN = Commands.flag("", "explain", "show the evidence of every verdict as sentences");
    static final Option SORT = Commands.flag("", "sort", "order rows by the start of their flows (holds all rows in memory)");
    private static final Option QUIET = Commands.flag("q", "quiet", "no summary, no progress");
    private static final Option SIMULATE = Commands.option("", "simulate", "FAULTS", Commands.HIDDEN);

    /** In the order in which the help shows them. */
    static final List<Option> ALL = Commands.join(List.of(OUTPUT, FORMAT, COLUMNS, PORTS, FILTER, CLASS, THREADS, IDLE, ACTIVE, MAX_FLOWS,
            LISTS, NO_LISTS, EXPLAIN, SORT), ViewOptions.ALL, List.of(QUIET, SIMULATE), OutputOptions.ALL);

    private static final int MOST_THREADS = 64;

    static AnalysisOptions of(CommandLine line, Environment environment, boolean live) throws UsageException {
        if (line.hasOption(LISTS) && line.hasOption(NO_LISTS)) {
            throw new UsageException("give either --lists or --no-lists");
        }
        String output = line.getOptionValue(OUTPUT, "");
        if (line.hasOption(SORT) && ViewOptions.wantsUpdates(line)) {
            throw new UsageException("give either --sort or --updates: sorted rows are all written at the end");
        }
        long idle = Values.durationNanos("--idle-timeout", line.getOptionValue(IDLE, "5m"));
        if (idle == 0) {
            throw new UsageException("--idle-timeout: 0 would end every flow at once; give at least 1ms");
        }
        Format format = format(line, output, environment);
        Set<FlowClass> classes = line.hasOption(CLASS) ? Values.classes("--class", line.getOptionValue(CLASS))
                : EnumSet.allOf(FlowClass.class);
        return new AnalysisOptions(
                output, format,
                line.hasOption(COLUMNS) ? Values.columns(line.getOptionValue(COLUMNS)) : List.of(),
                Values.ports(line.getOptionValue(PORTS, "443")),
                line.getOptionValue(FILTER, ""),
                classes,
                threads(line, live), idle,
                Values.durationNanos("--active-timeout", line.getOptionValue(ACTIVE, live ? "5m" : "0")),
                line.hasOption(MAX_FLOWS) ? Values.count("--max-flows", line.getOptionValue(MAX_FLOWS), 1, Integer.MAX_VALUE) : 0,
                line.getOptionValue(LISTS, ""), !line.hasOption(NO_LISTS), line.hasOption(EXPLAIN), line.hasOption(SORT),
                line.hasOption(QUIET), live,
                ViewOptions.of(line, environment, format, line.hasOption(OUTPUT) || line.hasOption(FORMAT), live),
                line.hasOption(SIMULATE) ? Values.faults(line.getOptionValue(SIMULATE)) : Map.of(),
                OutputOptions.of(line, output, format, line.hasOption(SORT), live, classes));
    }

    boolean toStandardOutput() {
        return output.isEmpty() || output.equals("-");
    }

    /**
     * What helps: on two cores a second thread shortened the wall time of three captures by 4, 14 and 22 %, for 9 to 18 % more CPU.
     * Of a live run packets are the limit, not cores.
     */
    private static int threads(CommandLine line, boolean live) throws UsageException {
        return line.hasOption(THREADS)
                ? (int) Values.count("--threads", line.getOptionValue(THREADS), 1, MOST_THREADS)
                : live ? 1 : Math.min(2, Runtime.getRuntime().availableProcessors());
    }

    private static Format format(CommandLine line, String output, Environment environment) throws UsageException {
        if (line.hasOption(FORMAT)) {
            return Values.format(line.getOptionValue(FORMAT));
        }
        if (output.isEmpty() || output.equals("-")) {
            return environment.outIsTerminal() ? Format.TABLE : Format.CSV;
        }
        String plain = Packing.unpackedName(output);
        if (plain.endsWith(".jsonl") || plain.endsWith(".ndjson") || plain.endsWith(".json")) {
            return Format.JSONL;
        }
        return plain.endsWith(".txt") ? Format.TABLE : Format.CSV;
    }
}
