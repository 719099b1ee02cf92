package tell443.capture;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Several interfaces as one stream in the order of time, until somebody stops it. While nothing comes it hands out empty
 * batches that say how late it is: this is the one place that looks at a clock.
 */
final class LiveSource implements PacketSource {

    private static final int WAIT_MILLIS = 100;
    /** How late a packet may be handed out by the kernel, with some room. */
    private static final long LATE_NANOS = (LiveHandle.PATIENCE_MILLIS + 150) * 1_000_000L;
    /** Packets wait for those of other interfaces so long and no longer, even where the clock is set back. */
    private static final long LONGEST_WAIT_NANOS = 1_000_000_000L;

    private final LiveSettings settings;
    private final LiveTrack[] tracks;
    private final LiveWait wait;
    private final LiveWatch watch;
    private final LiveEnd end;
    private long nextNumber = 1;
    private long heldSince; // nanoTime; 0: nothing is held back
    private long anchorNanos; // time of a packet, and when it came by the clock that is never set
    private long anchorAt;
    private boolean broken;

    /** Takes over the tracks. */
    LiveSource(LiveTrack[] tracks, LiveSettings settings, Consumer<String> notes, LiveEnd end) {
        this.settings = settings;
        this.tracks = tracks;
        wait = new LiveWait(tracks.length);
        watch = new LiveWatch(tracks, notes);
        this.end = end;
    }

    @Override
    public boolean read(PacketBatch batch) throws CaptureException {
        batch.begin(nextNumber);
        long now = System.nanoTime();
        boolean ending = end.isAsked(now);
        if (broken || nextNumber > settings.packets() || ending && isAllRead(batch, now)) {
            watch.countLosses();
            return false;
        }
        if (!ending) {
            look(now);
        }
        fill(batch);
        if (batch.count == 0 && (ending || !await(now))) {
            fill(batch);
            if (batch.count == 0) {
                wait.nap();
            }
        }
        batch.count = (int) Math.min(batch.count, settings.packets() - nextNumber + 1);
        nextNumber += batch.count;
        tellTime(batch);
        return true;
    }

    /** Whether nothing is left of what came before the end; what there is no time for is counted. */
    private boolean isAllRead(PacketBatch batch, long now) {
        if (end.isLate(now)) {
            for (LiveTrack track : tracks) {
                boolean more = true;
                while (more) {
                    more = track.leave(batch, end.untilNanos()) && !end.isOver(System.nanoTime());
                }
            }
            batch.begin(nextNumber);
            return true;
        }
        for (LiveTrack track : tracks) {
            if (track.hasPackets() ? track.headNanos(batch) <= end.untilNanos() : track.emptyNanos() < Long.MAX_VALUE) {
                return false;
            }
        }
        return true;
    }

    private void look(long now) throws CaptureException {
        try {
            watch.look(now);
        } catch (CaptureException e) {
            broken = true;
            throw e;
        }
    }

    /** @return whether the time went by without any packet */
    private boolean await(long now) {
        long left = end.leftNanos(now) / 1_000_000;
        return wait.await(tracks, (int) Math.min(WAIT_MILLIS, 1 + left));
    }

    /** How late it is by the packets' clock; when that is set back, ours runs on, or no flow would end for so long. */
    private void tellTime(PacketBatch batch) {
        long now = System.nanoTime();
        if (batch.count > 0) {
            long newest = batch.timeNanos[batch.count - 1];
            if (anchorNanos == 0 || newest > anchorNanos + (now - anchorAt)) {
                anchorNanos = newest;
                anchorAt = now;
            }
        }
        if (anchorNanos > 0) {
            batch.clockNanos = anchorNanos + Math.max(0, now - anchorAt - LATE_NANOS);
        }
    }

    private void fill(PacketBatch batch) {
        long wall = end.isHandedOut(System.nanoTime()) ? Long.MAX_VALUE : System.currentTimeMillis() * 1_000_000L;
        for (LiveTrack track : tracks) {
            String fault = track.fill(wall);
            if (!fault.isEmpty()) {
                watch.lost(track, fault);
            }
        }
        if (tracks.length == 1) {
            if (tracks[0].hasPackets()) {
                tracks[0].append(batch, 0, end.untilNanos());
            }
        } else {
            merge(batch);
        }
    }

    /** Always the interface whose next packet is oldest goes on; none is overtaken that may have an older one still to come. */
    private void merge(PacketBatch batch) {
        long now = System.nanoTime();
        boolean patient = heldSince == 0 || now - heldSince < LONGEST_WAIT_NANOS;
        int used = 0;
        while (batch.count < PacketBatch.PACKETS) {
            LiveTrack oldest = null;
            long head = Long.MAX_VALUE;
            long limit = end.untilNanos();
            for (LiveTrack track : tracks) {
                long nanos = track.hasPackets() ? track.headNanos(batch) : patient ? track.emptyNanos() - LATE_NANOS : Long.MAX_VALUE;
                if (track.hasPackets() && nanos < head) {
                    limit = Math.min(limit, head);
                    head = nanos;
                    oldest = track;
                } else {
                    limit = Math.min(limit, nanos);
                }
            }
            int before = batch.count;
            used = oldest == null ? used : oldest.append(batch, used, limit);
            if (batch.count == before) {
                heldSince = oldest == null || before > 0 ? 0 : heldSince == 0 ? now : heldSince;
                return;
            }
        }
        heldSince = 0;
    }

    @Override
    public String name(int source) {
        return tracks[source].name();
    }

    @Override
    public List<InterfaceStatistics> statistics() {
        return Arrays.stream(tracks).map(LiveTrack::statistics).toList();
    }

    @Override
    public double progress() {
        return -1;
    }

    /** From any thread: what has come until now is the last that is read. */
    @Override
    public void stop() {
        end.ask();
    }

    /** By the thread that reads: a handle that another thread is in must not be closed. */
    @Override
    public void close() {
        for (LiveTrack track : tracks) {
            track.close();
        }
    }
}
