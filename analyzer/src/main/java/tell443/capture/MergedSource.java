package tell443.capture;

import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import tell443.counters.Counters;

/**
 * Several captures as one stream in the order of time; each capture's own order is kept. Always the capture whose next
 * packet is oldest goes on; equally old ones go on in the order of their first packets, then of the arguments.
 */
final class MergedSource implements PacketSource {

    private static final int PROBE_CHUNK = 1 << 12;
    /** Read-ahead of all captures that overlap in time, together, bytes; but at least a little each. */
    private static final int CHUNKS_TOGETHER = 16 << 20;
    private static final int SMALLEST_CHUNK = 1 << 14;

    private static final InterfaceNames NO_NAMES = new InterfaceNames();

    private final List<CaptureFile> files;
    private final InputStream stdin;
    private final Counters counters;
    private final Progress progress;
    private final OpenFiles openFiles = new OpenFiles();
    private final PriorityQueue<Track> tracks = new PriorityQueue<>();
    private final ArrayDeque<CaptureException> faults = new ArrayDeque<>();
    private final ArrayDeque<Window> idleWindows = new ArrayDeque<>();
    private final Map<Integer, InterfaceNames> names = new ConcurrentHashMap<>(); // by source; also asked by the thread that reports
    private boolean begun;
    private int reading; // tracks with an open reader
    private long nextNumber = 1;

    /** One capture on its way through the merge. */
    private static final class Track implements Comparable<Track> {
        final CaptureFile file;
        final int source;
        long headNanos = Long.MIN_VALUE; // of the next packet, as far as it is known
        int rank;
        CaptureReader reader; // null until it is needed

        Track(CaptureFile file, int source) {
            this.file = file;
            this.source = source;
        }

        @Override
        public int compareTo(Track other) {
            int order = Long.compare(headNanos, other.headNanos);
            return order != 0 ? order : Integer.compare(rank, other.rank);
        }
    }

    MergedSource(List<CaptureFile> files, InputStream stdin, Counters counters) {
        this.files = files;
        this.stdin = stdin;
        this.counters = counters;
        long total = 0;
        boolean known = true;
        for (CaptureFile file : files) {
            total += file.size();
            known &= file.regular();
        }
        progress = new Progress(total, known);
    }

    @Override
    public boolean read(PacketBatch batch) throws CaptureException {
        batch.begin(nextNumber);
        if (!begun) {
            begun = true;
            begin();
        }
        if (faults.isEmpty()) {
            fill(batch);
        }
        nextNumber += batch.count;
        if (batch.count > 0) {
            return true;
        }
        if (!faults.isEmpty()) {
            throw faults.remove();
        }
        return false;
    }

    @Override
    public String name(int source) {
        return files.get(source).name();
    }

    @Override
    public CapturedInterface interfaceOf(int source, int via) {
        return names.getOrDefault(source, NO_NAMES).get(via);
    }

    @Override
    public double progress() {
        return progress.fraction();
    }

    @Override
    public void stop() {
        openFiles.stop();
    }

    @Override
    public void close() {
        for (Track track : tracks) {
            if (track.reader != null) {
                track.reader.close();
            }
        }
        tracks.clear();
    }

    private void fill(PacketBatch batch) {
        int used = 0;
        boolean handOut = false;
        while (!handOut && faults.isEmpty() && !tracks.isEmpty()) {
            Track track = tracks.remove();
            if (track.reader == null && !isOpened(track)) {
                continue;
            }
            int answer = track.reader.append(batch, used, limitNanos(track), chunk());
            used = track.reader.used();
            if (answer == CaptureReader.ENDED || answer == CaptureReader.FAULTY) {
                finish(track, answer);
                continue;
            }
            if (answer == CaptureReader.LIMIT) {
                track.headNanos = track.reader.headNanos();
            }
            tracks.add(track);
            handOut = answer == CaptureReader.HAND_OUT;
        }
    }

    /** The youngest packet that this track may give before another one's turn comes. */
    private long limitNanos(Track track) {
        Track other = tracks.peek();
        if (other == null) {
            return Long.MAX_VALUE;
        }
        return track.rank < other.rank ? other.headNanos : other.headNanos - 1;
    }

    private int chunk() {
        return Math.max(SMALLEST_CHUNK, Math.min(PacketBatch.BYTES, CHUNKS_TOGETHER / reading));
    }

    private boolean isOpened(Track track) {
        try {
            Window window = idleWindows.isEmpty() ? new Window() : idleWindows.remove();
            track.reader = CaptureReader.open(
                    track.file, track.source, track.file.open(stdin, openFiles, progress), window, counters);
            names.put(track.source, track.reader.names());
            reading++;
            return true;
        } catch (CaptureException e) {
            faults.add(e);
            return false;
        }
    }

    private void finish(Track track, int answer) {
        if (answer == CaptureReader.FAULTY) {
            faults.add(new CaptureException(track.reader.fault()));
        }
        track.reader.window().clear();
        idleWindows.add(track.reader.window());
        reading--;
    }

    /** Where there are several captures, each one's first packet says when its turn comes. */
    private void begin() {
        List<Track> all = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            all.add(new Track(files.get(i), i));
        }
        if (files.size() > 1) {
            Prober prober = new Prober();
            all.removeIf(track -> !prober.hasPackets(track));
            all.sort(Comparator.comparingLong(track -> track.headNanos)); // stable: then by argument
        }
        for (int i = 0; i < all.size(); i++) {
            all.get(i).rank = i;
        }
        tracks.addAll(all);
    }

    /** Reads as far as the first packet; a file is closed again and read anew later, a stream stays open. */
    private final class Prober {

        private final PacketBatch scratch = new PacketBatch();
        private final Window window = new Window();
        private final Counters uncounted = new Counters();
        private final Progress unseen = new Progress(0, false);

        boolean hasPackets(Track track) {
            boolean regular = track.file.regular();
            if (!regular) {
                if (!isOpened(track)) {
                    return false;
                }
                boolean known = isHeadKnown(track, track.reader);
                reading -= known ? 0 : 1;
                return known;
            }
            try {
                window.clear();
                CaptureReader reader = CaptureReader.open(
                        track.file, track.source, track.file.open(stdin, openFiles, unseen), window, uncounted);
                boolean known = isHeadKnown(track, reader);
                reader.close();
                return known;
            } catch (CaptureException e) {
                faults.add(e);
                return false;
            }
        }

        private boolean isHeadKnown(Track track, CaptureReader reader) {
            int answer = reader.append(scratch, 0, Long.MIN_VALUE, PROBE_CHUNK);
            if (answer == CaptureReader.LIMIT) {
                track.headNanos = reader.headNanos();
                return true;
            }
            if (answer == CaptureReader.FAULTY) {
                faults.add(new CaptureException(reader.fault()));
            }
            return false;
        }
    }
}
