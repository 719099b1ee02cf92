package tell443.net;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import tell443.counters.Counter;
import tell443.counters.Counters;

/**
 * Puts datagrams together from IP fragments. The first copy of a place wins; an IPv6 datagram whose fragments overlap is
 * dropped whole (RFC 5722). Places are kept in units of 8 bytes, as IP counts them.
 *
 * <p>Limits: bytes in all, {@link #TRACKERS} datagrams, {@link #TIMEOUT_NANOS} of packet time; the oldest goes first.
 */
final class Fragments {

    static final int TRACKERS = 10_000;
    static final long TIMEOUT_NANOS = 30_000_000_000L;
    static final int DATAGRAM_LIMIT = 65_535;

    private static final int UNIT = 8;
    private static final int UNITS = (DATAGRAM_LIMIT + UNIT) / UNIT;

    private record Key(long sourceHigh, long sourceLow, long destinationHigh, long destinationLow, int identification, int protocol)
            implements Comparable<Key> {

        /** The order lets a bucket of the map become a tree: senders who choose colliding keys gain nothing. */
        @Override
        public int compareTo(Key other) {
            int order = Long.compare(sourceLow, other.sourceLow);
            order = order != 0 ? order : Long.compare(destinationLow, other.destinationLow);
            order = order != 0 ? order : Integer.compare(identification, other.identification);
            order = order != 0 ? order : Long.compare(sourceHigh, other.sourceHigh);
            order = order != 0 ? order : Long.compare(destinationHigh, other.destinationHigh);
            return order != 0 ? order : Integer.compare(protocol, other.protocol);
        }
    }

    private static final class Tracker {
        private final boolean ipv6;
        private final long startNanos;
        private final long number;
        private byte[] bytes = new byte[0];
        private final long[] held = new long[(UNITS + Long.SIZE) / Long.SIZE];
        private int units;
        private int fragments;
        private int total = -1;
        private int reach;
        private boolean overlapped;
        private boolean spoiled;

        private Tracker(boolean ipv6, long startNanos, long number) {
            this.ipv6 = ipv6;
            this.startNanos = startNanos;
            this.number = number;
        }

        private boolean has(int unit) {
            return (held[unit >>> 6] >>> unit & 1) != 0;
        }

        private void set(int unit) {
            held[unit >>> 6] |= 1L << unit;
            units++;
        }

        private boolean isWhole() {
            return total >= 0 && units == (total + UNIT - 1) / UNIT && !spoiled;
        }

        private long size() {
            return bytes.length + (long) held.length * Long.BYTES + 200;
        }
    }

    private final Counters counters;
    private final long byteLimit;
    private final LinkedHashMap<Key, Tracker> trackers = new LinkedHashMap<>();
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(DATAGRAM_LIMIT + UNIT).order(ByteOrder.BIG_ENDIAN);
    private long bytesHeld;
    private Key key;
    private boolean ipv6;
    private int length;
    private boolean overlapped;
    private long numbers;
    private long number;

    Fragments(Counters counters, long byteLimit) {
        this.counters = counters;
        this.byteLimit = byteLimit;
    }

    /** Says whose fragment the next {@link #add} is about. */
    void key(long sourceHigh, long sourceLow, long destinationHigh, long destinationLow, int identification, int protocol, boolean ipv6) {
        key = new Key(sourceHigh, sourceLow, destinationHigh, destinationLow, identification, ipv6 ? 0 : protocol);
        this.ipv6 = ipv6;
    }

    /** The datagram that the last {@link #add} made whole; its IP payload only. */
    ByteBuffer datagram() {
        return datagram;
    }

    int length() {
        return length;
    }

    boolean overlapped() {
        return overlapped;
    }

    /** Number of the datagram that the last {@link #add} was about, from 1; 0 when the fragment was given up. */
    long number() {
        return number;
    }

    /** Adds the fragment at {@code at..wireEnd}; true when the datagram is whole now. */
    boolean add(ByteBuffer source, int at, int end, int wireEnd, int offset, boolean more, long nowNanos) {
        expire(nowNanos);
        number = 0;
        int fragmentLength = wireEnd - at;
        if (more && fragmentLength % UNIT != 0) { // the rest has no place of its own; receivers leave it out
            counters.count(Counter.FRAGMENT_MALFORMED);
            fragmentLength -= fragmentLength % UNIT;
        }
        if (fragmentLength <= 0 || offset + fragmentLength > DATAGRAM_LIMIT) {
            counters.count(Counter.FRAGMENT_MALFORMED);
            return false;
        }
        if (end < wireEnd) {
            counters.count(Counter.FRAGMENT_DROPPED); // cut by the snap length: the datagram can never be whole
            return false;
        }
        Tracker tracker = trackers.get(key);
        if (tracker == null) {
            tracker = new Tracker(ipv6, nowNanos, ++numbers);
            trackers.put(key, tracker);
            bytesHeld += tracker.size();
        }
        number = tracker.number;
        tracker.fragments++;
        return accept(tracker, source, at, offset, fragmentLength, more);
    }

    private boolean accept(Tracker tracker, ByteBuffer source, int at, int offset, int fragmentLength, boolean more) {
        int before = tracker.total;
        if (!more) {
            tracker.total = before < 0 ? offset + fragmentLength : before;
            tracker.overlapped |= tracker.total != offset + fragmentLength;
        }
        tracker.reach = Math.max(tracker.reach, offset + fragmentLength);
        tracker.spoiled |= tracker.total >= 0 && tracker.reach > tracker.total; // content behind what was called the end
        long size = tracker.size();
        copy(tracker, source, at, offset, fragmentLength);
        bytesHeld += tracker.size() - size;
        makeRoom();
        if (!tracker.isWhole()) {
            return false;
        }
        finish(tracker);
        return true;
    }

    private void copy(Tracker tracker, ByteBuffer source, int at, int offset, int fragmentLength) {
        if (tracker.bytes.length < offset + fragmentLength) {
            int roomy = Math.min(DATAGRAM_LIMIT, tracker.bytes.length * 2);
            tracker.bytes = Arrays.copyOf(tracker.bytes, Math.max(offset + fragmentLength, roomy));
        }
        int known = 0;
        for (int done = 0; done < fragmentLength; done += UNIT) {
            int unit = (offset + done) / UNIT;
            int part = Math.min(UNIT, fragmentLength - done);
            if (tracker.has(unit)) {
                known++;
                compare(tracker, source, at + done, offset + done, part);
            } else {
                source.get(at + done, tracker.bytes, offset + done, part);
                tracker.set(unit);
            }
        }
        if (known > 0) {
            counters.count(Counter.FRAGMENT_DUPLICATE);
            boolean exactCopy = known * UNIT >= fragmentLength;
            tracker.spoiled |= tracker.ipv6 && (!exactCopy || tracker.overlapped);
        }
    }

    private static void compare(Tracker tracker, ByteBuffer source, int at, int place, int length) {
        for (int i = 0; i < length; i++) {
            tracker.overlapped |= tracker.bytes[place + i] != source.get(at + i);
        }
    }

    private void finish(Tracker tracker) {
        trackers.remove(key);
        bytesHeld -= tracker.size();
        datagram.put(0, tracker.bytes, 0, tracker.total);
        length = tracker.total;
        overlapped = tracker.overlapped;
        counters.add(Counter.FRAGMENTS_REASSEMBLED, 1);
        if (overlapped) {
            counters.count(Counter.FRAGMENT_OVERLAP);
        }
    }

    private void expire(long nowNanos) {
        while (!trackers.isEmpty()) {
            Tracker oldest = trackers.values().iterator().next();
            if (nowNanos - oldest.startNanos < TIMEOUT_NANOS) {
                return;
            }
            dropOldest();
        }
    }

    private void makeRoom() {
        while (trackers.size() > TRACKERS || bytesHeld > byteLimit && trackers.size() > 1) {
            dropOldest();
        }
    }

    private void dropOldest() {
        Iterator<Tracker> oldest = trackers.values().iterator();
        Tracker tracker = oldest.next();
        oldest.remove();
        bytesHeld -= tracker.size();
        counters.add(Counter.FRAGMENT_DROPPED, tracker.fragments);
    }
}
