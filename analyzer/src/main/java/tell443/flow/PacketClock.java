package tell443.flow;

import tell443.capture.PacketBatch;
import tell443.counters.Counter;
import tell443.counters.Counters;

/**
 * The run's clock for each packet of a batch: packet time that never runs backwards, and that ignores leaps of more than a
 * year within one file, which are faults of whoever wrote it. Also says before which packets the workers shall tidy up
 * and report ({@link #tickAt}); both depend on the packets alone, never on how they were batched or shared out. Only a live
 * source adds a time of its own, while it has no packets.
 */
public final class PacketClock {

    static final int TICK_PACKETS = 1 << 14;
    private static final int TICK_SHIFT = 30; // 2^30 nanoseconds: a second
    private static final long YEAR_NANOS = 366L * 86_400 * 1_000_000_000L;

    /** The clock at packet i of the batch; behind the last packet, at a tick there. */
    final long[] nanos = new long[PacketBatch.PACKETS + 1];
    /** Indexes of packets before which there is a tick, in order. */
    final int[] tickAt = new int[PacketBatch.PACKETS + 1];
    int ticks;
    /** The clock behind the batch. */
    long endNanos;

    /** The clock's state goes from batch to batch; several batches may be in flight. */
    public static final class State {
        private long now = Long.MIN_VALUE;
        private long leap;
        private long lastTime;
        private int lastSource = -1;
        private long lastTickSecond = Long.MIN_VALUE;
        private long packets;
    }

    /** Reads the times of a batch and moves the state past it. */
    public void read(PacketBatch batch, State state, Counters counters) {
        ticks = 0;
        for (int i = 0; i < batch.count; i++) {
            long time = batch.timeNanos[i];
            if (time < state.lastTime && state.lastSource >= 0) {
                counters.count(Counter.TIME_BACKWARDS);
            }
            if (Math.abs(time - state.lastTime) > YEAR_NANOS && batch.source[i] == state.lastSource) {
                state.leap += time - state.lastTime;
                counters.count(Counter.TIME_JUMP);
            }
            state.lastTime = time;
            state.lastSource = batch.source[i];
            state.now = Math.max(state.now, time - state.leap);
            nanos[i] = state.now;
            tick(i, state);
        }
        if (batch.clockNanos > 0 && state.lastSource >= 0) {
            readSourceClock(batch, state);
        }
        endNanos = state.now;
    }

    /** While no packets come, the source says how late it is: flows end all the same. */
    private void readSourceClock(PacketBatch batch, State state) {
        state.now = Math.max(state.now, batch.clockNanos - state.leap);
        long second = state.now >> TICK_SHIFT;
        if (second != state.lastTickSecond) {
            state.lastTickSecond = second;
            nanos[batch.count] = state.now;
            tickAt[ticks++] = batch.count;
        }
    }

    private void tick(int i, State state) {
        long second = state.now >> TICK_SHIFT;
        if (second != state.lastTickSecond || (state.packets & TICK_PACKETS - 1) == 0) {
            state.lastTickSecond = second;
            tickAt[ticks++] = i;
        }
        state.packets++;
    }
}
