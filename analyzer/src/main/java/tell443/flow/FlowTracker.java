package tell443.flow;

import java.util.function.IntFunction;
import tell443.capture.PacketBatch;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.facts.EndReason;
import tell443.facts.FlowFacts;
import tell443.net.Headers;
import tell443.net.PacketDecoder;
import tell443.net.Tunnels;

/**
 * One worker: keeps the flows of its lanes, and lets those that have ended be taken away.
 *
 * <p>Packets are looked up in stages of at most 128: first all index slots are touched, then all rows, then the packets are
 * processed one by one; so the memory latencies of a stage overlap instead of adding up.
 */
public final class FlowTracker {

    /** A flow is not handed out before the run's clock is so far past its last packet: what happens then may tell what it was. */
    public static final long HINDSIGHT_NANOS = 2_000_000_000L;

    private final Parts parts;
    private final FlowRow row;
    private final FlowTable table;
    private final Ends ends;
    private final FactsReader reader;
    private final OpenFlows open;
    private final FlowRow reported = new FlowRow();
    private final FlowSide reportedSide = new FlowSide();
    private Starts starts = new Starts();
    private final Ticks ticks = new Ticks();
    private final int worker;
    private final Counters counters;
    private final long activeNanos;
    private final LikelyClient likelyClient;
    private final Pauses pauses = new Pauses();
    private long[] hashes = {};
    private int[] lanes = {};
    private final int[] ids = new int[Headers.CAPACITY];
    private final boolean[] mine = new boolean[Lanes.COUNT];
    private PacketBatch batch;
    private PacketClock clock;
    private long[] flowIds = {};
    private Headers headers = new Headers();
    private int tick; // the next one of the batch
    private long lastClock = Long.MIN_VALUE;
    private long touched;

    /**
     * @param worker 0..settings.workers() - 1; this worker's lanes follow from it
     * @param hash of all workers
     * @param tunnels of the decoder
     * @param names of captures by {@link PacketBatch#source}
     */
    public FlowTracker(AnalyzerSettings settings, int worker, FlowHash hash, Counters counters, Tunnels tunnels,
            IntFunction<String> names) {
        this.counters = counters;
        parts = new Parts(settings, hash, counters);
        row = parts.row;
        table = parts.table;
        reader = new FactsReader(parts.sequences, settings.keepPackets(), tunnels, names);
        open = new OpenFlows(worker, table, reader);
        ends = new Ends(parts, open);
        this.worker = worker;
        activeNanos = settings.activeNanos() > 0 ? settings.activeNanos() : Long.MAX_VALUE;
        likelyClient = new LikelyClient(settings.ports());
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
            mine[lane] = lane % settings.workers() == worker;
        }
    }

    /** Decodes and processes a whole batch, some packets at a time, while they are in the cache. */
    public void read(DecodedBatch decoded, PacketDecoder decoder, AnswerSink sink) {
        begin(decoded);
        for (int next = 0; next < batch.count; ) {
            next = decoded.decodeBlock(decoder, parts.hash, sink, next);
            packets(decoded.block(0));
        }
        end();
    }

    /** Processes a batch that another thread has decoded. */
    public void read(DecodedBatch decoded) {
        begin(decoded);
        for (int i = 0; i < decoded.count(); i++) {
            touched += decoded.touchPayloads(decoded.block(i).headers);
            packets(decoded.block(i));
        }
        end();
    }

    private void begin(DecodedBatch decoded) {
        batch = decoded.batch;
        clock = decoded.clock;
        flowIds = decoded.flowIds();
        tick = 0;
    }

    private void end() {
        tickBefore(batch.count);
        lastClock = clock.endNanos;
    }

    /** Flows end at the batch's ticks. */
    private void tickBefore(int packet) {
        while (tick < clock.ticks && clock.tickAt[tick] <= packet) {
            int at = clock.tickAt[tick++];
            ends.tick(clock.nanos[at]);
            ticks.add(batch.number(at), ends.completeBefore());
            pauses.tick(clock.nanos[at], batch.number(at));
        }
    }

    /** Pauses at the first tick in every stretch of the run's clock that is so long. */
    public void pauseEvery(long nanos, Pause pause) {
        pauses.every(nanos, pause);
    }

    /** To be looked at while this worker pauses. */
    public OpenFlows openFlows() {
        return open;
    }

    /** The run has ended: every flow does. Adds all that have not been taken, in no order. */
    public void finish(Ended into) {
        if (lastClock != Long.MIN_VALUE) {
            ends.finish(lastClock, worker, into);
        }
    }

    /** The ticks that went by; whoever reads them clears them. Every worker has the same ones. Not while a batch is read. */
    public Ticks ticks() {
        return ticks;
    }

    /** Flows that have not ended. Not while a batch is read. */
    public int open() {
        return parts.lanes.live();
    }

    /** Ended flows that wait to be taken. */
    public int waiting() {
        return parts.pending.count();
    }

    /** Copies the clock at the last packet of each flow that waits. */
    public void copyWaitingTimes(long[] into, int at) {
        parts.pending.copyTimes(into, at);
    }

    /** Takes the ended flows whose last packets were before that moment. */
    public void take(long beforeNanos, Ended into) {
        ends.take(beforeNanos, worker, into);
    }

    /** The flows that began since the last exchange, for an empty one. Not while a batch is read. */
    public Starts exchangeStarts(Starts empty) {
        Starts began = starts;
        starts = empty;
        return began;
    }

    /** What was seen of a flow that was taken. Good until the next call; may be called while a batch is read. */
    public FlowFacts facts(int id) {
        table.stand(reported, id);
        FlowFacts facts = reader.read(reported, FlowSides.forLooking(table, id, reportedSide));
        facts.told = open.told(id, facts.flowId);
        return facts;
    }

    /** Brings what {@link #facts} will read of a flow into the cache; the sum keeps the loads alive. */
    public long touch(int id) {
        return table.touchAll(id);
    }

    /** The flow has been reported. Not while a batch is read. */
    public void free(int id) {
        ends.free(id);
    }

    private void packets(DecodedBatch.Block block) {
        headers = block.headers;
        hashes = block.hashes;
        lanes = block.lanes;
        int count = headers.count;
        touched += table.touch(hashes, ids, count) + table.touchQuic(ids, headers);
        for (int i = 0; i < count; i++) {
            if (mine[lanes[i]]) {
                tickBefore(headers.packet[i]);
                packet(i);
            }
        }
    }

    private void packet(int i) {
        int packet = headers.packet[i];
        long now = clock.nanos[packet];
        int id = table.find(hashes[i], headers, i);
        if (id >= 0) {
            table.stand(row, id);
            if (ends.isOver(now) || headers.isTcp(i) && parts.parsers.isReplacedBy(headers, i, headers.sender[i])) {
                ends.end(EndReason.IDLE);
                id = FlowTable.NOT_FOUND;
            }
        }
        long time = batch.timeNanos[packet];
        if (id < 0) {
            create(i, now, time);
        } else {
            parts.pending.move(row.get(FlowRow.LAST), now);
            if (time - row.get(FlowRow.START) > activeNanos) {
                ends.split(time);
            }
        }
        row.set(FlowRow.LAST, now);
        if (flowIds.length > 0) { // else nobody asks
            flowIds[packet] = row.get(FlowRow.FLOW_ID) >>> 24;
        }
        count(i, now, time);
    }

    private void count(int i, long now, long time) {
        counters.count(Counter.PACKETS_IN_FLOWS);
        int sender = headers.sender[i];
        parts.statistics.count(headers, i, sender, time);
        if (!headers.isTcp(i)) {
            parts.parsers.datagram(headers, i, sender, lanes[i], time);
        } else if (parts.parsers.segment(headers, i, sender, lanes[i], time) != row.is(FlowRow.CLOSED)) {
            ends.setClosed(!row.is(FlowRow.CLOSED), now);
        }
    }

    private void create(int i, long now, long time) {
        int lane = lanes[i];
        ends.makeRoom(lane);
        table.insert(hashes[i], headers, i, row);
        parts.lanes.countLive(lane, 1);
        parts.lanes.append(row, lane, Lanes.OPEN, now);
        parts.pending.begin(now);
        counters.count(Counter.FLOWS);
        long number = batch.number(headers.packet[i]);
        row.set(FlowRow.FLOW_ID, number << 24 | batch.source[headers.packet[i]] & 0xFF_FFFF);
        row.set(FlowRow.START, time);
        row.set(FlowRow.END, time);
        row.set(FlowRow.SMALL, (long) (headers.vlan[i] + 1) << FlowRow.VLAN_SHIFT);
        row.setTunnel(headers.tunnel[i]);
        row.setClient(likelyClient.of(headers, i));
        starts.add(number, now, row, DtlsResumption.begins(headers, i));
    }
}
