package tell443.capture;

import java.util.Arrays;

/** The interfaces of one pcapng section: link type, snaplen and what a tick of the clock means. */
final class Interfaces {

    /** More than this is an attack on memory. */
    static final int LIMIT = 1 << 20;
    /** Where no resolution is given, a tick is a microsecond. */
    static final int MICROSECONDS = 6;

    private static final long SECONDS_BOUND = 1L << 60; // sums of two cannot overflow
    private static final long[] POWERS_OF_TEN = new long[20]; // as unsigned; the last one is 10^19

    static {
        POWERS_OF_TEN[0] = 1;
        for (int i = 1; i < POWERS_OF_TEN.length; i++) {
            POWERS_OF_TEN[i] = POWERS_OF_TEN[i - 1] * 10;
        }
    }

    private int count;
    private int[] linkTypes = new int[4];
    private int[] snaplens = new int[4];
    private int[] resolutions = new int[4];
    private long[] offsetSeconds = new long[4];
    private long[] tickNanos = new long[4];
    private long[] mostTicks = new long[4]; // that multiplication is right for; -1 where it never is
    private boolean odd;
    private final InterfaceNames names = new InterfaceNames();
    private int earlier; // interfaces of the sections before that have a number of their own

    int count() {
        return count;
    }

    /** A section begins. */
    void clear() {
        earlier = names.count();
        count = 0;
    }

    /** @param resolution if_tsresol: a negative power of ten, or with its highest bit a negative power of two */
    void add(int linkType, int snaplen, int resolution, long offset) {
        if (count == linkTypes.length) {
            grow();
        }
        linkTypes[count] = linkType;
        snaplens[count] = snaplen;
        resolutions[count] = resolution;
        offsetSeconds[count] = offset;
        boolean plain = offset == 0 && resolution <= 9;
        tickNanos[count] = plain ? POWERS_OF_TEN[9 - resolution] : 1;
        mostTicks[count] = plain ? Records.TIME_LIMIT / tickNanos[count] : -1;
        count++;
    }

    InterfaceNames names() {
        return names;
    }

    /** As in {@link PacketBatch#via}. */
    int via(int id) {
        return Math.min(earlier + id, InterfaceNames.MOST - 1);
    }

    int linkType(int id) {
        return linkTypes[id];
    }

    /** As an unsigned number, 0 for no limit. */
    int snaplen(int id) {
        return snaplens[id];
    }

    /** Nanoseconds since 1970 of an unsigned number of ticks; finer clocks are rounded down. */
    long nanos(int id, long ticks) {
        if (ticks >= 0 && ticks <= mostTicks[id]) {
            odd = false;
            return ticks * tickNanos[id];
        }
        return slowNanos(id, ticks);
    }

    /** Whether the last time asked for lies outside 1970..2116 and was moved to the nearer end. */
    boolean wasOdd() {
        return odd;
    }

    private long slowNanos(int id, long ticks) {
        int resolution = resolutions[id];
        long seconds;
        long fraction;
        if (resolution >= 0x80) {
            int shift = resolution & 0x7F;
            seconds = shift < 64 ? ticks >>> shift : 0;
            fraction = binaryFraction(shift < 64 ? ticks & (1L << shift) - 1 : ticks, shift);
        } else if (resolution >= POWERS_OF_TEN.length) {
            seconds = 0;
            fraction = resolution - 9 < POWERS_OF_TEN.length ? Long.divideUnsigned(ticks, POWERS_OF_TEN[resolution - 9]) : 0;
        } else {
            seconds = Long.divideUnsigned(ticks, POWERS_OF_TEN[resolution]);
            long rest = Long.remainderUnsigned(ticks, POWERS_OF_TEN[resolution]);
            fraction = resolution <= 9 ? rest * POWERS_OF_TEN[9 - resolution] : Long.divideUnsigned(rest, POWERS_OF_TEN[resolution - 9]);
        }
        return bounded(seconds, fraction, offsetSeconds[id]);
    }

    /** {@code part / 2^shift} seconds in nanoseconds; the product has up to 94 bits. */
    private static long binaryFraction(long part, int shift) {
        long high = Math.multiplyHigh(part, 1_000_000_000L) + (part < 0 ? 1_000_000_000L : 0);
        long low = part * 1_000_000_000L;
        if (shift == 0) {
            return 0;
        }
        return shift < 64 ? high << 64 - shift | low >>> shift : high >>> shift - 64;
    }

    private long bounded(long unsignedSeconds, long nanos, long offset) {
        long seconds = unsignedSeconds < 0 ? SECONDS_BOUND : Math.min(unsignedSeconds, SECONDS_BOUND);
        long sum = seconds + Math.max(-SECONDS_BOUND, Math.min(offset, SECONDS_BOUND));
        odd = sum < 0 || sum >= Records.TIME_LIMIT / 1_000_000_000L;
        if (odd) {
            return sum < 0 ? 0 : Records.TIME_LIMIT;
        }
        return sum * 1_000_000_000L + nanos;
    }

    private void grow() {
        int length = count * 2;
        linkTypes = Arrays.copyOf(linkTypes, length);
        snaplens = Arrays.copyOf(snaplens, length);
        resolutions = Arrays.copyOf(resolutions, length);
        offsetSeconds = Arrays.copyOf(offsetSeconds, length);
        tickNanos = Arrays.copyOf(tickNanos, length);
        mostTicks = Arrays.copyOf(mostTicks, length);
    }
}
