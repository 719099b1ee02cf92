package tell443.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import tell443.counters.Counters;

/**
 * Reads one capture into batches. Bytes go from the channel straight into an empty batch, and its columns point at them;
 * what is left over behind the last packet handed out waits in the {@link Window}, from where it is copied.
 */
final class CaptureReader {

    /** The batch holds all it can for now. */
    static final int HAND_OUT = 0;
    /** The next packet is younger than asked for; {@link #headNanos} tells. */
    static final int LIMIT = 1;
    /** No more packets. */
    static final int ENDED = 2;
    /** No more packets, for the reason that {@link #fault} gives. */
    static final int FAULTY = 3;

    private static final String ENOUGH = "; what came before was read";

    private final String name;
    private final int source;
    private final boolean patient; // fills a batch; a pipe's reader hands out what has come
    private final ReadableByteChannel bytes;
    private final Records records;
    private final Window window;
    private long offset; // in the unpacked capture, of the first byte not walked over
    private int used;
    private boolean ended;
    private String readFault = "";
    private String fault = "";

    private CaptureReader(CaptureFile file, int source, ReadableByteChannel bytes, Records records, Window window) {
        name = file.name();
        this.source = source;
        patient = file.regular();
        this.bytes = bytes;
        this.records = records;
        this.window = window;
        offset = records.headerLength();
    }

    /** Takes the channel over, and closes it when it throws. The window must be empty. */
    static CaptureReader open(
            CaptureFile file, int source, ReadableByteChannel raw, Window window, Counters counters) throws CaptureException {
        try {
            PeekBytes bytes = Unpacking.unpacked(raw);
            return new CaptureReader(file, source, bytes, records(file.name(), bytes, counters), window);
        } catch (IOException e) {
            close(raw);
            throw new CaptureException(file.name() + ": offset 0: " + message(e), e);
        } catch (CaptureException e) {
            close(raw);
            throw e;
        }
    }

    /**
     * Appends packets that are not younger than {@code limitNanos}, and closes itself at the end of the capture.
     *
     * @param taken bytes of the batch's buffer that are in use; {@link #used} tells how many are afterwards
     * @param chunk bytes to read at once
     */
    int append(PacketBatch batch, int taken, long limitNanos, int chunk) {
        int first = batch.count;
        used = taken;
        int stop = copy(batch, limitNanos);
        if (stop == Stop.NEED_MORE && batch.count == 0 && !ended) {
            stop = readDirectly(batch, limitNanos, chunk);
        }
        Arrays.fill(batch.source, first, batch.count, source);
        return switch (stop) {
            case Stop.LIMIT -> LIMIT;
            case Stop.FULL -> HAND_OUT;
            case Stop.DAMAGED -> finish(offset, records.stop().damage);
            default -> ended ? finish() : HAND_OUT;
        };
    }

    int used() {
        return used;
    }

    /** Time of the next packet, after the answer {@link #LIMIT}. */
    long headNanos() {
        return records.stop().headNanos;
    }

    String fault() {
        return fault;
    }

    Window window() {
        return window;
    }

    InterfaceNames names() {
        return records.names();
    }

    void close() {
        close(bytes);
    }

    private int finish() {
        if (!readFault.isEmpty()) {
            return finish(offset + window.end() - window.start(), readFault);
        }
        if (!window.isEmpty() || !records.mayEnd()) {
            return finish(offset, "the capture is cut short inside the record that begins here");
        }
        close();
        return ENDED;
    }

    private int finish(long at, String what) {
        close();
        fault = name + ": offset " + at + ": " + what + ENOUGH;
        return FAULTY;
    }

    private int copy(PacketBatch batch, long limitNanos) {
        if (window.isEmpty()) {
            return Stop.NEED_MORE;
        }
        int first = batch.count;
        int start = window.start();
        int end = Math.min(window.end(), start + PacketBatch.BYTES - used);
        int at = records.walk(window.words(), start, end, batch, limitNanos);
        if (first < batch.count) {
            batch.bytes.put(used, window.bytes(), start, at - start);
            for (int i = first; i < batch.count; i++) {
                batch.offset[i] += used - start;
            }
            used += at - start;
        }
        offset += at - start;
        window.advanceTo(at);
        return records.stop().reason == Stop.NEED_MORE && end < window.end() ? Stop.FULL : records.stop().reason;
    }

    private int readDirectly(PacketBatch batch, long limitNanos, int chunk) {
        ByteBuffer target = batch.bytes;
        int at = 0;
        int end = window.moveTo(target);
        do {
            if (end == target.capacity()) { // full of blocks that are no packets
                target.put(0, target, at, end - at);
                end -= at;
                at = 0;
            }
            end = fill(target, end, chunk);
            int from = at;
            at = records.walk(batch.words, from, end, batch, limitNanos);
            offset += at - from;
        } while (batch.count == 0 && records.stop().reason == Stop.NEED_MORE && !ended);
        window.keep(target, at, end);
        used = at;
        return records.stop().reason;
    }

    private int fill(ByteBuffer target, int end, int chunk) {
        target.limit(Math.min(target.capacity(), end + chunk)).position(end);
        try {
            int got;
            do {
                got = bytes.read(target);
            } while (got > 0 && patient && target.hasRemaining());
            ended = got < 0;
        } catch (IOException e) {
            ended = true;
            readFault = message(e);
        }
        int reached = target.position();
        target.clear();
        return reached;
    }

    private static Records records(String name, PeekBytes bytes, Counters counters) throws IOException, CaptureException {
        Content content = Content.of(bytes.peek(4));
        return switch (content) {
            case PCAP -> pcap(name, bytes, counters);
            case PCAPNG -> new PcapngRecords(counters);
            case GZIP, ZSTD, LZ4 -> throw new CaptureException(name + ": offset 0: packed more than once; unpack it once");
            case OTHER -> throw notACapture(name, bytes.peek(PeekBytes.LENGTH));
        };
    }

    private static Records pcap(String name, PeekBytes bytes, Counters counters) throws IOException, CaptureException {
        byte[] header = bytes.peek(PcapRecords.FILE_HEADER);
        if (header.length < PcapRecords.FILE_HEADER) {
            throw new CaptureException(name + ": offset 0: cut short inside the pcap file header; copy it again");
        }
        if (PcapRecords.majorVersion(header) != 2) {
            throw new CaptureException(name + ": offset 4: pcap version " + PcapRecords.majorVersion(header) + "."
                    + PcapRecords.minorVersion(header) + "; only version 2 is known");
        }
        bytes.skip(PcapRecords.FILE_HEADER);
        return new PcapRecords(header, counters);
    }

    private static CaptureException notACapture(String name, byte[] head) {
        return new CaptureException(name + ": offset 0: " + (head.length == 0
                ? "the file is empty"
                : "not a pcap or pcapng capture, but " + Content.describe(head)));
    }

    private static String message(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static void close(ReadableByteChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // it was only read from: what was read is good
        }
    }
}
