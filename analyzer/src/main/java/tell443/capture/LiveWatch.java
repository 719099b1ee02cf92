package tell443.capture;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Looks after the interfaces once a second: what the kernel lost, who went down and came up again, who is gone. One that is
 * gone is opened again when it is there again; when none has been there for a while, the capture has ended.
 */
final class LiveWatch {

    private static final long EVERY_NANOS = 1_000_000_000L;
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private final LiveTrack[] tracks;
    private final Consumer<String> notes;
    private final boolean[] down;
    private final boolean[] seen; // what the system never listed cannot be missed
    private long dueNanos = System.nanoTime();
    private long lastOpenNanos = dueNanos;
    private String hopeless = ""; // why an interface cannot be opened again

    LiveWatch(LiveTrack[] tracks, Consumer<String> notes) {
        this.tracks = tracks;
        this.notes = notes;
        down = new boolean[tracks.length];
        seen = new boolean[tracks.length];
    }

    /** @throws CaptureException when there is nothing left to capture on */
    void look(long now) throws CaptureException {
        if (now - dueNanos < 0) {
            return;
        }
        dueNanos = now + EVERY_NANOS;
        for (int i = 0; i < tracks.length; i++) {
            if (tracks[i].isOpen()) {
                tracks[i].countLosses();
                lookAtLink(i);
            } else {
                openAgain(tracks[i]);
            }
        }
        boolean anyOpen = Arrays.stream(tracks).anyMatch(LiveTrack::isOpen);
        lastOpenNanos = anyOpen ? now : lastOpenNanos;
        if (!anyOpen && (!hopeless.isEmpty() || now - lastOpenNanos > PATIENCE_NANOS)) {
            throw new CaptureException(hopeless.isEmpty() ? "there has been no interface to capture on for "
                    + PATIENCE_NANOS / 1_000_000_000L + " s" : hopeless);
        }
    }

    void countLosses() {
        for (LiveTrack track : tracks) {
            track.countLosses();
        }
    }

    /** An interface has failed: what it gave is kept. */
    void lost(LiveTrack track, String fault) {
        track.close();
        notes.accept(track.name() + ": " + fault + "; waiting for it to come back");
    }

    private void lookAtLink(int i) {
        LinkState state = LinkState.of(tracks[i].name());
        if (state != LinkState.ABSENT) {
            seen[i] = true;
        } else if (seen[i]) {
            lost(tracks[i], "the interface is gone");
            return;
        }
        boolean isDown = state == LinkState.DOWN;
        if (isDown != down[i]) {
            down[i] = isDown;
            notes.accept(tracks[i].name() + (isDown ? " is down; no packets come from it until it is up again" : " is up again"));
        }
    }

    private void openAgain(LiveTrack track) {
        if (LinkState.of(track.name()) != LinkState.UP || track.hasPackets()) {
            return;
        }
        try {
            track.open();
            hopeless = "";
            notes.accept(track.name() + " is back");
        } catch (CaptureException e) {
            if (hopeless.isEmpty()) {
                hopeless = track.name() + " is back but cannot be opened: " + e.getMessage();
            }
        }
    }
}
