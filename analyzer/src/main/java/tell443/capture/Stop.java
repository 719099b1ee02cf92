package tell443.capture;

/** Why a walk over records ended. */
final class Stop {

    /** More bytes are needed. */
    static final int NEED_MORE = 0;
    /** The next packet is younger than asked for. */
    static final int LIMIT = 1;
    /** The batch holds as many packets as it can. */
    static final int FULL = 2;
    /** The bytes make no sense. */
    static final int DAMAGED = 3;

    int reason;
    /** After {@link #LIMIT}: time of the next packet. */
    long headNanos;
    /** After {@link #DAMAGED}: what is wrong, for people. */
    String damage = "";

    void damaged(String what) {
        reason = DAMAGED;
        damage = what;
    }

    /** Whether one more packet may be appended; otherwise this says why not. */
    boolean isRoom(PacketBatch batch, long nanos, long limitNanos) {
        if (nanos <= limitNanos && batch.count < PacketBatch.PACKETS) {
            return true;
        }
        headNanos = nanos;
        reason = nanos > limitNanos ? LIMIT : FULL;
        return false;
    }
}
