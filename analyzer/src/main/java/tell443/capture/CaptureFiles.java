package tell443.capture;

import java.io.InputStream;
import java.util.List;
import tell443.counters.Counters;

/** Opens what a person named on the command line. */
public final class CaptureFiles {

    private CaptureFiles() {}

    /**
     * One stream of all packets in the order of time. The captures are pcap or pcapng, plain or packed with gzip, zstd
     * or lz4, which their content tells and not their name.
     *
     * <p>After a {@link CaptureException} from {@code read} the source goes on with the remaining captures.
     *
     * @param arguments files, pipes, folders (with all captures in them), globs, and {@code -} for standard input
     * @param counters of what is odd in the files; packets are not counted here
     * @throws CaptureException when an argument names nothing
     */
    public static PacketSource open(List<String> arguments, InputStream stdin, Counters counters) throws CaptureException {
        return new MergedSource(Arguments.files(arguments), stdin, counters);
    }

    /** Whether all that is named are files, which can be read a second time; pipes and standard input cannot. */
    public static boolean canBeReadAgain(List<String> arguments) throws CaptureException {
        return Arguments.files(arguments).stream().allMatch(CaptureFile::regular);
    }
}
