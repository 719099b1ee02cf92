package tell443.analysis;

import java.util.Optional;
import tell443.capture.CaptureException;
import tell443.capture.PacketBatch;
import tell443.capture.PacketSource;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.flow.DecodedBatch;
import tell443.flow.PacketClock;
import tell443.net.PacketDecoder;

/** Reads the packets of a run, counts them and sets its clock by them. */
final class Intake {

    private final PacketSource source;
    private final Counters counters;
    private final PacketClock.State clockState = new PacketClock.State();
    private volatile long packets; // also read by the thread that reports
    private int linkType = 1;
    private boolean flowsWanted;
    private CaptureException broken;

    Intake(PacketSource source, Counters counters) {
        this.source = source;
        this.counters = counters;
    }

    /** The flows of all packets are asked for. */
    void wantFlows() {
        flowsWanted = true;
    }

    long packets() {
        return packets;
    }

    /** The first thing that was wrong with a capture, and with it the others. */
    Optional<CaptureException> broken() {
        return Optional.ofNullable(broken);
    }

    /** Fills a batch, stepping over captures that break off; what is wrong with the first of them is remembered. */
    boolean next(DecodedBatch into) {
        PacketBatch batch = into.batch;
        while (true) {
            try {
                if (!source.read(batch)) {
                    return false;
                }
                packets = packets + batch.count; // one thread writes
                count(batch);
                into.clock.read(batch, clockState, counters);
                if (flowsWanted) {
                    into.askForFlows();
                }
                return true;
            } catch (CaptureException e) {
                broken(e);
            }
        }
    }

    private void count(PacketBatch batch) {
        counters.add(Counter.PACKETS, batch.count);
        long bytes = 0;
        int snapped = 0;
        for (int i = 0; i < batch.count; i++) {
            if (batch.linkType[i] != linkType) {
                linkType(batch, i);
            }
            bytes += batch.original[i];
            snapped += batch.captured[i] < batch.original[i] ? 1 : 0;
        }
        counters.add(Counter.PACKET_BYTES, bytes);
        counters.add(Counter.PACKETS_SNAPPED, snapped);
    }

    /** A capture whose packets nobody here can read is as good as a broken one. */
    private void linkType(PacketBatch batch, int i) {
        linkType = batch.linkType[i];
        if (!PacketDecoder.supports(linkType)) {
            broken(new CaptureException(source.name(batch.source[i]) + ": packet " + batch.number(i) + ": link type " + linkType
                    + " is not supported; its packets are left out"));
        }
    }

    private void broken(CaptureException fault) {
        if (broken != null) {
            fault.addSuppressed(broken);
        }
        broken = fault;
    }
}
