package tell443.capture;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.util.List;
import tell443.counters.Counters;

/** Whole files: whatever the bytes, reading ends, every packet lies inside its batch, and the pieces it comes in do not matter. */
class CaptureFuzzTest {

    private static final PacketBatch BATCH = new PacketBatch();
    private static final int RUNS_LIMIT = 1 << 16; // batches

    @FuzzTest
    void anyBytes(byte[] file) throws Exception {
        long whole = digest(file, Integer.MAX_VALUE);
        long pieces = digest(file, 7);
        if (whole != pieces) {
            throw new AssertionError("the same bytes in pieces are other packets");
        }
    }

    private static long digest(byte[] file, int piece) throws CaptureException {
        Counters counters = new Counters();
        ByteArrayInputStream stdin = new ByteArrayInputStream(file) {
            @Override
            public int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, piece));
            }
        };
        long digest = 0;
        PacketBatch batch = BATCH;
        try (PacketSource source = CaptureFiles.open(List.of("-"), stdin, counters)) {
            for (int i = 0; i < RUNS_LIMIT; i++) {
                try {
                    if (!source.read(batch)) {
                        return digest;
                    }
                } catch (CaptureException e) {
                    digest = digest * 31 + e.getMessage().hashCode();
                    continue;
                }
                digest = digest(batch, digest);
            }
        }
        throw new AssertionError("no end");
    }

    private static long digest(PacketBatch batch, long before) {
        long digest = before;
        for (int i = 0; i < batch.count; i++) {
            int end = batch.offset[i] + batch.captured[i];
            if (batch.offset[i] < 0 || end > PacketBatch.BYTES || batch.captured[i] < 0 || batch.original[i] < batch.captured[i]
                    || batch.timeNanos[i] < 0 || batch.timeNanos[i] > Records.TIME_LIMIT || batch.source[i] != 0) {
                throw new AssertionError("packet " + batch.number(i));
            }
            digest = digest * 31 + batch.number(i);
            digest = digest * 31 + batch.timeNanos[i];
            digest = digest * 31 + batch.original[i] * 7 + batch.linkType[i];
            for (int at = batch.offset[i]; at < end; at++) {
                digest = digest * 31 + batch.bytes.get(at);
            }
        }
        return digest;
    }
}
