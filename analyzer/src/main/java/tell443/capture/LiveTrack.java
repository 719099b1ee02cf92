package tell443.capture;

import java.util.Arrays;
import tell443.counters.Counter;
import tell443.counters.Counters;

/** One interface on its way through the merge: what came from it and waits for its turn. */
final class LiveTrack {

    private final String name;
    private final int source;
    private final boolean portable;
    private final Opening opening;
    private final Counters counters;
    private LiveHandle handle;
    private Drain drain;
    private PcapRecords records;
    private InterfaceStatistics statistics; // over all times that it was open
    private boolean open;
    private int at; // in the drain's words, of the first byte not handed out
    private long emptyNanos;
    private long delivered; // packets that were handed out

    /** How the interface is opened, also after it was gone. */
    interface Opening {
        LiveHandle open(String name) throws CaptureException;
    }

    /** Opens the interface. */
    LiveTrack(String name, int source, boolean portable, Opening opening, Counters counters) throws CaptureException {
        this.name = name;
        this.source = source;
        this.portable = portable;
        this.opening = opening;
        this.counters = counters;
        open();
    }

    String name() {
        return name;
    }

    boolean isOpen() {
        return open;
    }

    /** Again after {@link #close}; not while packets wait. */
    void open() throws CaptureException {
        handle = opening.open(name);
        drain = drain();
        records = new PcapRecords(drain.header(), counters);
        at = 0;
        if (statistics == null) {
            long now = System.currentTimeMillis() * 1_000_000L;
            statistics = new InterfaceStatistics(handle.linkType(), now, now, 0, 0, 0, 0);
        }
        open = true;
    }

    private Drain drain() {
        if (!portable) {
            BatchDrain batches = new BatchDrain(handle);
            if (batches.isReady()) {
                return batches;
            }
            batches.close();
        }
        return new SingleDrain(handle);
    }

    /** Below 0 where there is none, or none that may be waited for. */
    int descriptor() {
        return open && drain.end() < Drain.ENOUGH ? handle.descriptor() : -1;
    }

    /**
     * Fetches what has come; until {@code wallNanos} minus libpcap's patience it is then all there.
     *
     * @param wallNanos {@link Long#MAX_VALUE}: nothing that comes from now on is wanted
     * @return what is wrong, or nothing
     */
    String fill(long wallNanos) {
        if (!open) {
            return "";
        }
        boolean good = drain.fill();
        if (!hasPackets()) {
            emptyNanos = wallNanos;
        }
        return good ? "" : "it cannot be read: " + handle.error();
    }

    boolean hasPackets() {
        return at < drain.end();
    }

    /** When it last had nothing that we do not have; {@link Long#MAX_VALUE}: and nothing more is to come. */
    long emptyNanos() {
        return open ? emptyNanos : Long.MAX_VALUE;
    }

    /** Time of the next packet, of which there is one. */
    long headNanos(PacketBatch batch) {
        records.walk(drain.words(), at, drain.end(), batch, Long.MIN_VALUE);
        return records.stop().headNanos;
    }

    /**
     * Appends packets that are not younger than {@code limitNanos}.
     *
     * @param used bytes of the batch's buffer that are in use
     * @return how many are afterwards
     */
    int append(PacketBatch batch, int used, long limitNanos) {
        int first = batch.count;
        int end = Math.min(drain.end(), at + PacketBatch.BYTES - used);
        int to = records.walk(drain.words(), at, end, batch, limitNanos);
        batch.bytes.put(used, drain.words().bytes, at, to - at);
        for (int i = first; i < batch.count; i++) {
            batch.offset[i] += used - at;
        }
        Arrays.fill(batch.source, first, batch.count, source);
        delivered += batch.count - first;
        int length = to - at;
        boolean stuck = records.stop().reason == Stop.DAMAGED || records.stop().reason == Stop.NEED_MORE && end == drain.end();
        at = stuck ? drain.end() : to;
        if (at == drain.end()) {
            drain.clear();
            at = 0;
        }
        return used + length;
    }

    /** Counts packets that came before that moment and will not be read. @return whether there were any */
    boolean leave(PacketBatch batch, long untilNanos) {
        batch.begin(0); // what is appended here is forgotten at once
        fill(0);
        if (hasPackets()) {
            append(batch, 0, untilNanos);
        }
        delivered -= batch.count;
        counters.add(Counter.PACKETS_LEFT, batch.count);
        return batch.count > 0;
    }

    /** Losses as of the last {@link #countLosses}. */
    InterfaceStatistics statistics() {
        return statistics.withDelivered(delivered);
    }

    void countLosses() {
        if (open) {
            InterfaceStatistics now = handle.count(statistics);
            counters.add(Counter.PACKETS_DROPPED, now.dropped() - statistics.dropped());
            counters.add(Counter.PACKETS_DROPPED_BY_INTERFACE, now.droppedByInterface() - statistics.droppedByInterface());
            statistics = now;
        }
    }

    /** What it has given already stays. */
    void close() {
        if (open) {
            countLosses();
            open = false;
            drain.close();
            handle.close();
        }
    }
}
