package tell443.report;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;

/** How a file is packed, by the ending of its name. Each library is loaded by the first file that needs it. */
public enum Packing {
    PLAIN(""), GZIP(".gz"), ZSTD(".zst"), LZ4(".lz4");

    private static final int BUFFER = 1 << 16;

    private final String ending;

    Packing(String ending) {
        this.ending = ending;
    }

    public static Packing of(String name) {
        for (Packing packing : values()) {
            if (packing != PLAIN && name.endsWith(packing.ending)) {
                return packing;
            }
        }
        return PLAIN;
    }

    /** What the file is called when it is unpacked. */
    public static String unpackedName(String name) {
        return name.substring(0, name.length() - of(name).ending.length());
    }

    /** Closing what is returned writes what is left and leaves the file open. */
    WritableByteChannel packed(FileChannel file) throws IOException {
        return switch (this) {
            case PLAIN -> file;
            case GZIP -> Channels.newChannel(new GZIPOutputStream(new Unclosed(file), BUFFER));
            case ZSTD -> Zstd.open(new Unclosed(file));
            case LZ4 -> Lz4.open(new Unclosed(file));
        };
    }

    private static final class Zstd {
        static WritableByteChannel open(OutputStream out) throws IOException {
            return Channels.newChannel(new ZstdOutputStream(out));
        }
    }

    private static final class Lz4 {
        static WritableByteChannel open(OutputStream out) throws IOException {
            return Channels.newChannel(new LZ4FrameOutputStream(out));
        }
    }

    /** The packer ends before the file does: that still has to reach the disk. */
    private static final class Unclosed extends OutputStream {

        private final OutputStream file;

        Unclosed(FileChannel file) {
            this.file = Channels.newOutputStream(file);
        }

        @Override
        public void write(int b) throws IOException {
            file.write(b);
        }

        @Override
        public void write(byte[] bytes, int at, int length) throws IOException {
            file.write(bytes, at, length);
        }
    }
}
