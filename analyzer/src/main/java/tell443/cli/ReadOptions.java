package tell443.cli;

import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** The command line of {@code read} as values: what to read, and how to analyse it. */
record ReadOptions(List<String> files, AnalysisOptions analysis, ReplayOptions replay) {

    static final Options ALL = Commands.all(AnalysisOptions.ALL, ReplayOptions.ALL);

    static ReadOptions of(CommandLine line, Environment environment) throws UsageException {
        if (line.getArgList().isEmpty()) {
            throw new UsageException("read needs a FILE: tell443 read capture.pcap; - is standard input");
        }
        return new ReadOptions(List.copyOf(line.getArgList()), AnalysisOptions.of(line, environment, false), ReplayOptions.of(line));
    }

    /** The same packets once more, without waiting for their times. */
    ReadOptions secondPass() {
        return new ReadOptions(files, analysis, replay.asFastAsPossible());
    }
}
