package tell443.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Where results go: standard output, a file that appears whole under its name or not at all, several of them in turn, or a
 * device.
 *
 * <p>A file is written as {@code NAME.part} beside its place; {@link #commit} brings it to the disk and renames it
 * over {@code NAME}; {@link #close} without commit deletes it, unless it is to be kept. A name that ends in .gz, .zst or .lz4 is packed.
 */
public final class Output implements AutoCloseable {

    private static final int BUFFER = 1 << 18;

    private Target target;
    private final byte[] buffer = new byte[BUFFER]; // to gather rows outside the heap costs more per row
    private final ByteBuffer outside = ByteBuffer.allocateDirect(BUFFER);
    private int held; // bytes of the buffer
    private long budget = Long.MAX_VALUE;
    private boolean committed;
    private boolean keepsPart;

    private Output(Target target) {
        this.target = target;
    }

    /** Standard output, or what stands for it in a test. */
    public static Output to(OutputStream stream) {
        return new Output(Target.of(stream));
    }

    /** A file by name. A link is refused: it might point anywhere. Devices and FIFOs are written to directly. */
    public static Output to(String name) throws OutputException {
        return new Output(Target.of(name));
    }

    /** Files in turn, named like that; nothing may be written before the first {@link #begin}. Where none can be is said now. */
    public static Output inTurn(String pattern) throws OutputException {
        Target.checkFolder(pattern);
        Output output = new Output(Target.NOWHERE);
        output.committed = true;
        return output;
    }

    /** Completes the file at hand, if there is one, and begins another. */
    public void begin(String name) throws OutputException {
        if (!committed) {
            commit();
        }
        target = Target.of(name);
        committed = false;
        if (keepsPart) {
            target.keepPart();
        }
    }

    /** What was written of a file that cannot be finished stays there as {@code NAME.part}: it cannot be had again. */
    public void keepPart() {
        keepsPart = true;
        target.keepPart();
    }

    /** Fault injection: makes the write that would pass this many bytes fail as a full disk does. */
    public void failAfter(long bytes) {
        budget = bytes;
    }

    public void write(byte[] bytes, int at, int length) throws OutputException {
        for (int done = 0; done < length; ) {
            if (held == BUFFER) {
                flush();
            }
            int step = Math.min(length - done, BUFFER - held);
            System.arraycopy(bytes, at + done, buffer, held, step);
            held += step;
            done += step;
        }
    }

    /** Hands everything written so far to the system, or to what packs it. */
    public void flush() throws OutputException {
        outside.clear().put(buffer, 0, held).flip();
        budget -= held;
        if (budget < 0) {
            throw target.failed(new IOException("No space left on device (simulated)"));
        }
        target.write(outside);
        held = 0;
    }

    /** The results are complete: flushes, and gives a file its name. */
    public void commit() throws OutputException {
        commitAs(target.path());
    }

    /** The same, with another name in the same folder. */
    public void commitAs(Path name) throws OutputException {
        flush();
        if (!committed) {
            target.complete(name);
        }
        committed = true;
    }

    /** Never throws: what matters was said by {@link #commit}. Standard output stays open. */
    @Override
    public void close() {
        target.close(committed);
    }
}
