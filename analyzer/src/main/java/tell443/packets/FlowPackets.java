package tell443.packets;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import tell443.capture.PacketBatch;
import tell443.report.OutputException;

/**
 * Hands on the packets that belong to flows. Fragments wait until their datagram is whole, for only then it is known whose
 * they are; they are handed on before the packet that made it whole. Fragments in fragments are not told apart.
 */
final class FlowPackets {

    /** Bytes of fragments that may wait. What waits longest goes first; most of it will never be whole. */
    private static final long ROOM = 32 << 20;
    private static final int BESIDE = 224; // what a fragment takes beside its bytes when it is the only one of its datagram

    private final LinkedHashMap<Long, List<Fragment>> datagrams = new LinkedHashMap<>();
    private long held;
    private PacketBatch single; // made for the first datagram that is put together

    /** Who takes them. */
    interface Sink {
        void packet(PacketBatch batch, int i, long flowId) throws OutputException;
    }

    private record Fragment(byte[] bytes, int original, long timeNanos, int linkType, int source, int via) {}

    /** As a packet taker is given them. */
    void take(PacketBatch batch, long[] flowIds, long[] datagramNumbers, Sink sink) throws OutputException {
        for (int i = 0; i < batch.count; i++) {
            if (datagramNumbers[i] > 0) {
                hold(batch, i, datagramNumbers[i]);
            } else if (datagramNumbers[i] < 0) {
                release(-datagramNumbers[i], flowIds[i], sink);
            }
            if (flowIds[i] != 0) {
                sink.packet(batch, i, flowIds[i]);
            }
        }
    }

    private void hold(PacketBatch batch, int i, long number) {
        byte[] bytes = new byte[batch.captured[i]];
        batch.bytes.get(batch.offset[i], bytes);
        datagrams.computeIfAbsent(number, each -> new ArrayList<>(2))
                .add(new Fragment(bytes, batch.original[i], batch.timeNanos[i], batch.linkType[i], batch.source[i],
                        batch.via[i]));
        held += BESIDE + bytes.length;
        for (Iterator<List<Fragment>> oldest = datagrams.values().iterator(); held > ROOM && oldest.hasNext(); ) {
            forget(oldest.next());
            oldest.remove();
        }
    }

    private void release(long number, long flowId, Sink sink) throws OutputException {
        List<Fragment> fragments = datagrams.remove(number);
        if (fragments == null) {
            return;
        }
        forget(fragments);
        if (flowId != 0) {
            for (Fragment fragment : fragments) {
                sink.packet(batchOf(fragment), 0, flowId);
            }
        }
    }

    private void forget(List<Fragment> fragments) {
        for (Fragment fragment : fragments) {
            held -= BESIDE + fragment.bytes().length;
        }
    }

    private PacketBatch batchOf(Fragment fragment) {
        if (single == null) {
            single = new PacketBatch();
        }
        single.count = 1;
        single.bytes.put(0, fragment.bytes());
        single.offset[0] = 0;
        single.captured[0] = fragment.bytes().length;
        single.original[0] = fragment.original();
        single.timeNanos[0] = fragment.timeNanos();
        single.linkType[0] = fragment.linkType();
        single.source[0] = fragment.source();
        single.via[0] = fragment.via();
        return single;
    }
}
