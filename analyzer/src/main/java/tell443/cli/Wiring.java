package tell443.cli;

import java.io.InputStream;
import java.util.List;
import java.util.function.Consumer;
import tell443.capture.CaptureException;
import tell443.capture.CaptureInterface;
import tell443.capture.PacketSource;
import tell443.counters.Counters;
import tell443.report.OutputException;
import tell443.report.Vocabulary;

/** Where the command line meets the rooms that do the work; tests bring their own. */
interface Wiring {

    /** The packets of the files named, filtered if that is wanted. */
    PacketSource source(ReadOptions options, InputStream in, Counters counters) throws CaptureException, UsageException;

    /**
     * The packets of interfaces. Whoever had the right to open them as root is the user from then on.
     *
     * @param notes what happens meanwhile, for people
     */
    PacketSource live(LiveOptions options, Counters counters, Consumer<String> notes) throws CaptureException, UsageException;

    /** Runs all packets through; returns when the source is empty, or soon after {@link Job#stopped}. */
    void analyze(PacketSource source, Job job) throws CaptureException, OutputException, UsageException;

    List<CaptureInterface> interfaces() throws CaptureException;

    Vocabulary vocabulary();
}
