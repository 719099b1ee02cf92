package tell443.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tell443.counters.Counters;

/** Opens network interfaces. */
public final class LiveCapture {

    /** So long the end of a run waits for packets that have come already. */
    private static final long READING_NANOS = 1_000_000_000L;

    private LiveCapture() {}

    /**
     * One stream of the packets of all interfaces in the order of time; it ends when it is stopped, or as the settings say.
     *
     * @param counters of packets that were lost; those that came are not counted here
     * @param notes what happens to the interfaces meanwhile, for people
     * @throws CaptureException when an interface cannot be opened; it says what to do
     * @throws FilterException when the filter cannot be compiled
     */
    public static PacketSource open(LiveSettings settings, Counters counters, Consumer<String> notes) throws CaptureException {
        List<LiveTrack> tracks = new ArrayList<>();
        try {
            for (String name : settings.interfaces()) {
                tracks.add(new LiveTrack(name, tracks.size(), settings.portable(), each -> LiveHandle.open(each, settings), counters));
            }
        } catch (CaptureException | FilterException e) {
            tracks.forEach(LiveTrack::close);
            throw e;
        }
        return new LiveSource(tracks.toArray(new LiveTrack[0]), settings, notes,
                new LiveEnd(settings.durationNanos(), READING_NANOS));
    }
}
