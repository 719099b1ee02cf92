package tell443.relations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tell443.analysis.ParallelAnalyzer;
import tell443.capture.CaptureException;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.facts.FlowFacts;
import tell443.facts.Opening;
import tell443.facts.Quality;
import tell443.fixtures.ByteWriter;
import tell443.fixtures.TcpDialogue;
import tell443.flow.AnalyzerSettings;
import tell443.net.PortSet;
import tell443.report.OutputException;
import tell443.report.RowBuffer;
import tell443.report.RowCollector;

/**
 * A known stream in any segments, against a map from place to byte in which the first copy wins. What was delivered shows
 * as the flow's opening: its first bytes, its length, and its messages behind lengths of 16 bits.
 */
class TcpReassemblyFuzzTest {

    private static final int LENGTH = 1500;
    /** Messages of 'a'..'z' behind lengths of as many bytes, so that nothing of it looks like TLS. */
    private static final byte[] STREAM = stream();
    private static final int SEGMENTS = 100;
    private static final int WITHOUT_SYN = 9; // fewer packets than end the waiting for a SYN

    private record Segment(int place, int length, boolean lies) {}

    @FuzzTest
    void anySegments(FuzzedDataProvider data) {
        boolean client = data.consumeBoolean();
        boolean syn = data.consumeBoolean();
        boolean fin = data.consumeBoolean();
        long isn = data.consumeBoolean() ? 7 : 0xFFFF_FFFFL - data.consumeInt(0, LENGTH);
        List<Segment> segments = new ArrayList<>();
        while (data.remainingBytes() > 0 && segments.size() < (syn ? SEGMENTS : WITHOUT_SYN)) {
            int place = data.consumeInt(0, LENGTH - 1);
            segments.add(new Segment(place, data.consumeInt(1, LENGTH - place), data.consumeBoolean()));
        }
        check(segments, client, isn, syn, fin);
    }

    @Test
    void segmentsOfManyCutsInAnyOrder() {
        Random random = new Random(9293);
        for (int round = 0; round < 1000; round++) {
            boolean syn = round % 4 > 0;
            int lost = random.nextInt(4) == 0 ? 0 : random.nextInt(30);
            List<Segment> segments = new ArrayList<>();
            for (int cuts = random.nextInt(3); cuts >= 0; cuts--) {
                int longest = syn ? 20 + random.nextInt(600) : LENGTH;
                for (int at = 0; at < LENGTH;) {
                    int length = Math.min(LENGTH - at, 1 + random.nextInt(longest));
                    if (random.nextInt(100) >= lost) {
                        segments.add(new Segment(at, length, random.nextInt(9) == 0));
                    }
                    at += length;
                }
            }
            shuffle(segments, random.nextInt(3) == 0 ? LENGTH : 1 + random.nextInt(8), random);
            int most = syn ? SEGMENTS : WITHOUT_SYN;
            List<Segment> few = segments.subList(0, Math.min(most, segments.size()));
            check(few, random.nextBoolean(), 0xFFFF_FFFFL - random.nextInt(2 * LENGTH), syn, random.nextBoolean());
        }
    }

    /** The receiver has it, so the capture has lost it; where nobody says so it may still come, wherever the numbers stand. */
    @ParameterizedTest(name = "acknowledged: {0}, initial sequence number {1}")
    @CsvSource({"true, 7", "true, 0xF0000000", "false, 7", "false, 0xF0000000"})
    void aHoleIsGivenUpOnlyWhenItWasAcknowledged(boolean acknowledged, long isn) {
        TcpDialogue play = new TcpDialogue().isn(isn, 9).syn().synAck().clientAt(0, content(new Segment(0, 10, false)));
        for (int i = 1; i <= 20; i++) {
            play.clientAt(20L * i, content(new Segment(20 * i, 20, false)));
        }
        if (acknowledged) {
            play.send(false, play.segment(false).seq(play.serverNext()).ack(play.clientNext() + 420));
        }
        play.clientAt(420, content(new Segment(420, 5, false))).clientAt(10, content(new Segment(10, 10, false)));
        Seen seen = run(play, new Counters(), true);
        assertEquals(acknowledged ? 10 : 0, seen.lost());
        assertEquals(acknowledged ? 415 : 425, seen.length());
    }

    private static void shuffle(List<Segment> segments, int window, Random random) {
        for (int i = 0; i < segments.size(); i++) {
            int other = Math.min(segments.size() - 1, i + random.nextInt(window));
            Segment swapped = segments.set(i, segments.get(other));
            segments.set(other, swapped);
        }
    }

    // --- the model ---

    /** What any receiver would say of the segments: the byte at each place, and what it thought of each segment. */
    private static final class Model {
        private final TreeMap<Integer, Byte> bytes = new TreeMap<>();
        private final boolean begun;
        private long again;
        private long early;
        private long nothingNew;
        private boolean conflict;
        private boolean conflictWhileWaiting;

        private Model(boolean begun) {
            this.begun = begun;
        }

        private int next() {
            int next = 0;
            while (bytes.containsKey(next)) {
                next++;
            }
            return next;
        }

        private void take(Segment segment) {
            int next = next();
            again += begun && segment.place() < next ? 1 : 0;
            nothingNew += begun && segment.place() + segment.length() <= next ? 1 : 0;
            early += begun && segment.place() > next ? 1 : 0;
            byte[] content = content(segment);
            for (int i = 0; i < content.length; i++) {
                Byte first = bytes.putIfAbsent(segment.place() + i, content[i]);
                boolean differs = first != null && first != content[i];
                conflict |= differs;
                conflictWhileWaiting |= differs && (!begun || segment.place() + i >= next);
            }
        }

        private byte[] delivered() {
            ByteWriter all = new ByteWriter();
            bytes.values().forEach(value -> all.u8(value));
            return all.toBytes();
        }

        private long missing(int end) {
            int first = begun || bytes.isEmpty() ? 0 : bytes.firstKey();
            int last = end > 0 || bytes.isEmpty() ? end : bytes.lastKey() + 1;
            return Math.max(0, last - first - bytes.size());
        }
    }

    private static byte[] content(Segment segment) {
        byte[] content = Arrays.copyOfRange(STREAM, segment.place(), segment.place() + segment.length());
        for (int i = 0; i < content.length && segment.lies(); i++) {
            content[i] = (byte) (content[i] == 0 ? 0 : 'a' + 'z' - content[i]);
        }
        return content;
    }

    private static byte[] stream() {
        Random random = new Random(443);
        ByteWriter stream = new ByteWriter();
        while (stream.length() < LENGTH) {
            int length = 'a' + random.nextInt(26);
            stream.u16(length);
            for (int i = 0; i < length; i++) {
                stream.u8('a' + random.nextInt(26));
            }
        }
        return Arrays.copyOf(stream.toBytes(), LENGTH);
    }

    // --- what is compared ---

    private record Seen(byte[] start, int length, List<String> messages, long again, long early, long nothingNew, long lost, int quality) {

        static Seen of(FlowFacts facts, boolean client) {
            Opening.Messages turns = facts.opening.turns;
            byte[] start = new byte[turns.count() == 0 ? 0 : turns.kept(0)];
            for (int i = 0; i < start.length; i++) {
                start[i] = (byte) turns.u8(0, i);
            }
            List<String> messages = new ArrayList<>();
            for (int i = 0; i < facts.opening.frames.count(); i++) {
                StringBuilder text = new StringBuilder().append(facts.opening.frames.length(i)).append(' ');
                for (int at = 0; at < facts.opening.frames.kept(i); at++) {
                    text.append((char) facts.opening.frames.u8(i, at));
                }
                messages.add(text.toString());
            }
            var side = client ? facts.client : facts.server;
            return new Seen(start, turns.count() == 0 ? 0 : turns.length(0), messages, side.retransmitted, side.outOfOrder, side.duplicate,
                    side.lostBytes, facts.quality);
        }
    }

    private static void check(List<Segment> some, boolean client, long isn, boolean syn, boolean fin) {
        List<Segment> segments = new ArrayList<>(some);
        segments.add(new Segment(0, 1, false)); // a stream whose first byte is lost may be TLS: it has no opening
        TcpDialogue play = new TcpDialogue().isn(isn, isn);
        Model model = new Model(syn);
        if (syn) {
            play.syn().synAck();
        }
        for (Segment segment : segments) {
            model.take(segment);
            play = client ? play.clientAt(segment.place(), content(segment)) : play.serverAt(segment.place(), content(segment));
        }
        if (fin) {
            play = client ? play.clientSkips(LENGTH).clientFin() : play.serverSkips(LENGTH).serverFin();
        }
        Counters counters = new Counters();
        Seen seen = run(play, counters, client);
        byte[] delivered = model.delivered();
        String scene = (client ? "client" : "server") + (syn ? " SYN" : "") + (fin ? " FIN " : " ") + segments;
        assertEquals(text(Arrays.copyOf(delivered, Math.min(delivered.length, Opening.Messages.KEPT_EARLY))), text(seen.start()), scene);
        List<String> messages = messages(delivered);
        assertEquals(messages, seen.messages(), scene);
        if (messages.size() < Opening.Messages.LIMIT) { // else no more of it is read
            assertEquals(delivered.length, seen.length(), scene);
        }
        long missing = model.missing(fin ? LENGTH : 0);
        assertEquals(missing, seen.lost(), scene);
        assertEquals(missing, counters.get(Counter.TCP_GAP_BYTES), scene);
        assertEquals(missing > 0, Quality.GAP.in(seen.quality()));
        assertEquals(List.of(model.again, model.early, model.nothingNew), List.of(seen.again(), seen.early(), seen.nothingNew()), scene);
        boolean flagged = Quality.OVERLAP_CONFLICT.in(seen.quality());
        assertTrue(model.conflict || !flagged, "a conflict that there was not: " + scene);
        assertTrue(flagged || !model.conflictWhileWaiting, "a conflict that nobody noticed: " + scene);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Cut by lengths; of a message that was not whole as much as is kept of whole ones must have been there. */
    private static List<String> messages(byte[] bytes) {
        List<String> messages = new ArrayList<>();
        int at = 0;
        while (at + 2 <= bytes.length && messages.size() < Opening.Messages.LIMIT) {
            int length = (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
            int kept = Math.min(length, messages.size() < 4 ? Opening.Messages.KEPT_EARLY : Opening.Messages.KEPT_LATE);
            if (at + 2 + kept > bytes.length) {
                break;
            }
            if (length > 0) {
                messages.add(length + " " + text(Arrays.copyOfRange(bytes, at + 2, at + 2 + kept)));
            }
            at += 2 + length;
        }
        return messages;
    }

    private static Seen run(TcpDialogue play, Counters counters, boolean client) {
        List<Seen> rows = new ArrayList<>();
        AnalyzerSettings settings = new AnalyzerSettings(PortSet.of(443), 1, AnalyzerSettings.IDLE_DEFAULT_NANOS, 0, Analysis.ROOMY, true);
        try {
            new ParallelAnalyzer(new Memory(play.packets(), 1 << 14), settings, counters, (FlowFacts facts, RowBuffer out) -> {
                rows.add(Seen.of(facts, client));
                return false;
            }, new Nothing()).run(() -> false, state -> {});
        } catch (CaptureException | OutputException e) {
            throw new AssertionError(e);
        }
        Analysis.assertConserved(counters);
        assertEquals(1, rows.size());
        return rows.get(0);
    }

    private static final class Nothing implements RowCollector {

        @Override
        public void row(long startNanos, long flowId, byte[] bytes, int at, int length) {}

        @Override
        public void finish() {}
    }
}
