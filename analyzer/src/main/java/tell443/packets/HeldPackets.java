package tell443.packets;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tell443.capture.PacketBatch;
import tell443.classify.FlowClass;
import tell443.classify.Verdict;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.facts.EndReason;
import tell443.facts.FlowFacts;
import tell443.report.FlowWatcher;
import tell443.report.OutputException;

/** One pass: packets wait in a ring until their flows are judged, and are then written in their own order. */
public final class HeldPackets implements FlowWatcher {

    private static final byte[] NO_COMMENT = {};

    private final Set<FlowClass> classes;
    private final PacketFile file;
    private final Counters counters;
    private final Ring ring;
    private final Comments comments = new Comments();
    private final FlowNumbers numbers = new FlowNumbers(); // places in the list
    private final List<Waiting> flows = new ArrayList<>();
    private final List<Integer> free = new ArrayList<>();
    private final FlowPackets packets = new FlowPackets();
    private int chosen;

    /** What is known of a flow with packets, until it has ended and none of them waits. */
    private static final class Waiting {
        int packets; // in the ring
        long lost; // pushed out of the ring before any verdict
        boolean wanted;
        boolean over;
        int comment;
        int toldIn; // number of the file that has its verdict
        long rejectedUntilNanos = Long.MIN_VALUE; // packets up to then belong to a row that is not wanted
    }

    /** @param room bytes of packets that may wait */
    public HeldPackets(Set<FlowClass> classes, PacketFile file, int room, Counters counters) {
        this.classes = classes;
        this.file = file;
        this.counters = counters;
        ring = new Ring(room);
    }

    /** Before the flows of these packets are judged. */
    public void take(PacketBatch batch, long[] flowIds, long[] datagrams) throws OutputException {
        packets.take(batch, flowIds, datagrams, this::hold);
        write();
        file.reach(!ring.isEmpty() ? ring.timeNanos() : batch.count > 0 ? batch.timeNanos[batch.count - 1] : batch.clockNanos);
    }

    @Override
    public void judged(FlowFacts facts, Verdict verdict) throws OutputException {
        int number = numbers.get(facts.flowId);
        if (number == FlowNumbers.NONE) {
            return;
        }
        Waiting flow = flows.get(number);
        if (classes.contains(verdict.flowClass())) {
            if (!flow.wanted) {
                flow.wanted = true;
                flow.comment = comments.number(facts, verdict);
                chosen++;
            }
            counters.add(Counter.PACKETS_NOT_WRITTEN, flow.lost);
        }
        flow.lost = 0;
        flow.rejectedUntilNanos = facts.endNanos;
        flow.over = facts.endReason != EndReason.ACTIVE;
        forgetIfDone(facts.flowId, number, flow);
        write();
    }

    public int flows() {
        return chosen;
    }

    private void hold(PacketBatch batch, int i, long flowId) throws OutputException {
        int number = numbers.get(flowId);
        if (number == FlowNumbers.NONE) {
            number = newNumber();
            numbers.put(flowId, number);
        }
        Waiting flow = flows.get(number);
        if (!ring.canHold(batch.captured[i])) {
            flow.lost++;
            return;
        }
        while (!ring.hasRoom(batch.captured[i])) {
            write();
            if (!ring.hasRoom(batch.captured[i])) {
                pushOut();
            }
        }
        ring.add(batch, i, flowId);
        flow.packets++;
    }

    /** The oldest packet is not decided and has to go. */
    private void pushOut() {
        long flowId = ring.flowId();
        Waiting flow = flows.get(numbers.get(flowId));
        ring.remove();
        flow.packets--;
        flow.lost++;
    }

    /** Writes or drops, from the oldest packet on, what is decided. */
    private void write() throws OutputException {
        while (!ring.isEmpty()) {
            long flowId = ring.flowId();
            int number = numbers.get(flowId);
            Waiting flow = flows.get(number);
            if (!flow.wanted && !flow.over && ring.timeNanos() > flow.rejectedUntilNanos) {
                return;
            }
            if (flow.wanted) {
                file.reach(ring.timeNanos());
                byte[] comment = flow.toldIn == file.number() ? NO_COMMENT : comments.comment(flowId, flow.comment);
                file.packet(ring.source(), ring.via(), ring.linkType(), ring.timeNanos(), ring.original(), ring.bytes(), ring.bytesAt(),
                        ring.captured(), comment);
                flow.toldIn = file.number();
            }
            ring.remove();
            flow.packets--;
            forgetIfDone(flowId, number, flow);
        }
    }

    private int newNumber() {
        if (free.isEmpty()) {
            flows.add(new Waiting());
            return flows.size() - 1;
        }
        int number = free.remove(free.size() - 1);
        flows.set(number, new Waiting());
        return number;
    }

    private void forgetIfDone(long flowId, int number, Waiting flow) {
        if (flow.over && flow.packets == 0) {
            numbers.remove(flowId);
            free.add(number);
        }
    }
}
