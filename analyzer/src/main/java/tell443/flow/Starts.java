package tell443.flow;

import java.util.Arrays;

/** Flows that have begun since this was last cleared, in the order of their first packets. */
public final class Starts {

    /** Longs of one start: number, clock, client high and low, server high and low, server port and above it {@link #RESUMED}. */
    private static final int LONGS = 7;

    private static final long RESUMED = 1L << 16;

    private long[] values = new long[64 * LONGS];
    private int count;

    /** @param dtlsResumed see {@link DtlsResumption} */
    void add(long number, long clockNanos, FlowRow row, boolean dtlsResumed) {
        if ((count + 1) * LONGS > values.length) {
            values = Arrays.copyOf(values, values.length * 2);
        }
        boolean straight = row.client() == 0;
        int at = count++ * LONGS;
        values[at] = number;
        values[at + 1] = clockNanos;
        values[at + 2] = row.get(straight ? FlowRow.HIGH_0 : FlowRow.HIGH_1);
        values[at + 3] = row.get(straight ? FlowRow.LOW_0 : FlowRow.LOW_1);
        values[at + 4] = row.get(straight ? FlowRow.HIGH_1 : FlowRow.HIGH_0);
        values[at + 5] = row.get(straight ? FlowRow.LOW_1 : FlowRow.LOW_0);
        values[at + 6] = row.get(FlowRow.PORTS) >>> (straight ? 32 : 48) & 0xFFFF | (dtlsResumed ? RESUMED : 0);
    }

    public void clear() {
        count = 0;
    }

    public int count() {
        return count;
    }

    /** Number of the flow's first packet in the run. */
    public long number(int i) {
        return values[i * LONGS];
    }

    /** The run's clock at the flow's first packet. */
    public long clockNanos(int i) {
        return values[i * LONGS + 1];
    }

    public long clientHigh(int i) {
        return values[i * LONGS + 2];
    }

    public long clientLow(int i) {
        return values[i * LONGS + 3];
    }

    public long serverHigh(int i) {
        return values[i * LONGS + 4];
    }

    public long serverLow(int i) {
        return values[i * LONGS + 5];
    }

    public int serverPort(int i) {
        return (int) values[i * LONGS + 6] & 0xFFFF;
    }

    /** It begins with a DTLS ClientHello that names a session. */
    public boolean dtlsResumed(int i) {
        return (values[i * LONGS + 6] & RESUMED) != 0;
    }
}
