package tell443.flow;

/** Bytes that flows of a lane may hold for one purpose. */
final class Budget {

    private final long perLane;
    private final long[] used = new long[Lanes.COUNT];

    Budget(long bytes) {
        perLane = bytes / Lanes.COUNT;
    }

    boolean fits(int lane, long bytes) {
        return used[lane] + bytes <= perLane;
    }

    void take(int lane, long bytes) {
        used[lane] += bytes;
    }
}
