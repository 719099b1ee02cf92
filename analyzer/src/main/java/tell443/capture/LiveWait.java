package tell443.capture;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** Waits until one of several interfaces has packets: never inside libpcap, which may not come back from an idle one. */
final class LiveWait {

    private static final int BYTES = 8; // struct pollfd
    private static final long NAP_NANOS = 5_000_000L;

    private final Memory descriptors;
    private final NativeLong[] counts; // 0, 1, 2 ... most: made once, as a wait comes with every batch

    LiveWait(int most) {
        counts = new NativeLong[most + 1];
        Arrays.setAll(counts, NativeLong::new);
        descriptors = new Memory((long) Math.max(1, most) * BYTES);
    }

    /** @return whether the time went by without any packet */
    boolean await(LiveTrack[] tracks, int millis) {
        int count = 0;
        for (LiveTrack track : tracks) {
            int descriptor = track.descriptor();
            if (descriptor >= 0 && count < counts.length - 1) {
                descriptors.setInt((long) count * BYTES, descriptor);
                descriptors.setInt((long) count * BYTES + 4, 0);
                descriptors.setShort((long) count * BYTES + 4, LibC.POLLIN);
                count++;
            }
        }
        if (count == 0) {
            LockSupport.parkNanos(millis * 1_000_000L);
            return false; // there are packets already, or libpcap has nothing to wait for
        }
        return LibC.poll(descriptors, counts[count], millis) == 0;
    }

    /** Where waiting was of no use: an interface that has gone down calls all the time, and packets may wait for others. */
    void nap() {
        LockSupport.parkNanos(NAP_NANOS);
    }
}
