package tell443.capture;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import net.jpountz.lz4.LZ4FrameInputStream;

/** Chooses what unpacks a file. Each library is loaded by the first file that needs it. */
final class Unpacking {

    /** The largest window that is believed, as a power of two: 128 MiB, the zstd program's own default. */
    private static final int ZSTD_WINDOW_LOG_LIMIT = 27;

    private Unpacking() {}

    /** The content of a file that is packed at most once. */
    static PeekBytes unpacked(ReadableByteChannel raw) throws IOException {
        PeekBytes packed = new PeekBytes(raw);
        return switch (Content.of(packed.peek(4))) {
            case GZIP -> new PeekBytes(new GzipBytes(packed));
            case ZSTD -> new PeekBytes(Zstd.open(Channels.newInputStream(packed)));
            case LZ4 -> new PeekBytes(Lz4.open(Channels.newInputStream(packed)));
            case PCAP, PCAPNG, OTHER -> packed;
        };
    }

    private static final class Zstd {
        static ReadableByteChannel open(InputStream in) throws IOException {
            return new StreamBytes(new ZstdInputStream(in).setLongMax(ZSTD_WINDOW_LOG_LIMIT), "the zstd data cannot be unpacked: ");
        }
    }

    private static final class Lz4 {
        static ReadableByteChannel open(InputStream in) throws IOException {
            return new StreamBytes(new LZ4FrameInputStream(in), "the lz4 data cannot be unpacked: ");
        }
    }
}
