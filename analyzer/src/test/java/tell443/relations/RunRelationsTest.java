package tell443.relations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tell443.capture.CaptureException;
import tell443.capture.CaptureFiles;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.fixtures.CaptureFile;
import tell443.fixtures.Packet;
import tell443.fixtures.TcpDialogue;
import tell443.flow.Limits;

/** The same packets are the same rows: for any number of workers, any batches, any container, and at any hour. */
class RunRelationsTest {

    private static final Set<String> TIMES = Set.of("start_time", "end_time");
    /** Readers of captures move times to 1970..2116. */
    private static final long LATEST = 4_607_182_463_000_000_000L;
    private static final Limits TIGHT = new Limits(64, 4, 1 << 15, 1 << 16, 1 << 16, 1 << 13, 1 << 15, 1 << 16);

    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {1, 2, 3, 5, 16, 20})
    void anyNumberOfThreadsAndAnyBatchesWriteTheSameText(int threads) {
        List<Packet> packets = hours(Plays.crowd());
        String expected = Analysis.of(packets).text();
        for (int batch : threads < 4 ? new int[] {1, 2, 3, 7, 100, 1 << 14} : new int[] {11, 100, 1 << 14}) {
            Evidence.assertSameText(expected, new Analysis().threads(threads).batches(batch).run(packets).text(), "batches of " + batch);
        }
    }

    /** Gaps of seconds, minutes and hours, so that flows end for every reason and rows of a batch lie hours apart. */
    private static List<Packet> hours(List<Packet> packets) {
        Random random = new Random(443);
        List<Packet> spread = new ArrayList<>();
        long later = 0;
        for (Packet packet : packets) {
            later += random.nextInt(40) == 0 ? (1L << random.nextInt(43)) : 0;
            spread.add(packet.at(packet.timeNanos() + later));
        }
        return spread;
    }

    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {1, 3, 16})
    void anyNumberOfThreadsReachesTheSameLimits(int threads) {
        List<Packet> packets = flood();
        Analysis.Result expected = new Analysis().limits(TIGHT).run(packets);
        assertTrue(expected.count(Counter.FLOWS_EVICTED) > 0);
        assertTrue(expected.count(Counter.SEQUENCE_LIMIT) > 0);
        Evidence.assertSameText(expected.text(), new Analysis().limits(TIGHT).threads(threads).run(packets).text(), "threads");
        Analysis.Result small = new Analysis().limits(TIGHT).threads(threads).batches(50).run(packets);
        Evidence.assertSameText(sorted(expected.text()), sorted(small.text()), "only the order may depend on the batches");
    }

    private static List<Packet> flood() {
        List<Packet> packets = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            TcpDialogue play = new TcpDialogue("10.0." + i / 200 + "." + (1 + i % 200), 1024 + i, "198.51.100.1", 443)
                    .startAt(1_795_369_920_000_000_000L + i * 3_000_000L).step(20_000_000);
            packets.addAll((i % 3 == 0 ? Plays.records(play) : i % 3 == 1 ? Plays.http(play) : play.syn()).packets());
        }
        packets.sort((a, b) -> Long.compare(a.timeNanos(), b.timeNanos()));
        return packets;
    }

    private static String sorted(String text) {
        List<String> lines = new ArrayList<>(List.of(text.split("\n")));
        Collections.sort(lines);
        return String.join("\n", lines);
    }

    @Test
    void aConstantInTimeOnlyShiftsTheTimes() {
        List<Packet> packets = Plays.crowd();
        List<Map<String, String>> rows = Analysis.of(packets).rows();
        for (long shift : new long[] {-1_700_000_000_000_000_000L, 1, 86_400_000_000_000L, 700_000_000_000_000_000L}) {
            List<Map<String, String>> shifted = Analysis.of(packets.stream().map(p -> p.at(p.timeNanos() + shift)).toList()).rows();
            assertEquals(rows.size(), shifted.size());
            for (int i = 0; i < rows.size(); i++) {
                assertEquals(Evidence.without(rows.get(i), TIMES), Evidence.without(shifted.get(i), TIMES), "shifted by " + shift);
            }
        }
    }

    /** What depends on other flows by its definition. */
    private static final Set<String> OF_OTHERS = Set.of("flow_id", "contacts", "contacts_named", "contacts_after_answer", "contacts_by_chance");

    @Test
    void eachFlowAloneIsItsRowAmongAll() {
        List<Packet> packets = Plays.crowd();
        Map<String, List<Packet>> flows = new LinkedHashMap<>();
        for (Packet packet : packets) {
            flows.computeIfAbsent(Analysis.of(List.of(packet)).only().get("community_id"), id -> new ArrayList<>()).add(packet);
        }
        for (Map<String, String> row : Analysis.of(packets).rows()) {
            Map<String, String> alone = Analysis.of(flows.get(row.get("community_id"))).only();
            assertEquals(Evidence.without(row, OF_OTHERS), Evidence.without(alone, OF_OTHERS));
        }
    }

    @Test
    void partsOfALongFlowAddUp() {
        List<Packet> packets = Plays.records(new TcpDialogue().step(500_000_000)).packets();
        Map<String, String> whole = Analysis.of(packets).only();
        List<Map<String, String>> parts = new Analysis().active(10_000_000_000L).run(packets).rows();
        assertTrue(parts.size() > 3);
        for (String field : List.of("packets_c2s", "packets_s2c", "bytes_c2s", "bytes_s2c", "payload_c2s", "payload_s2c", "records_c2s",
                "records_s2c", "data_bytes_c2s", "data_bytes_s2c")) {
            long sum = parts.stream().mapToLong(row -> Long.parseLong(row.get(field))).sum();
            assertEquals(Long.parseLong(whole.get(field)), sum, field);
        }
        for (Map<String, String> part : parts) {
            assertEquals(whole.get("flow_id"), part.get("flow_id"));
            assertEquals(whole.get("sni"), part.get("sni"));
            assertEquals(part == parts.get(parts.size() - 1) ? "fin" : "active", part.get("end_reason"));
        }
    }

    @Test
    void timesThatMakeNoSenseAreFlaggedAndNeverNegative() {
        List<Packet> packets = Plays.tls13(new TcpDialogue()).packets();
        long[][] patterns = {{0}, {5, 4, 3, 2, 1, 0}, {0, LATEST}, {LATEST, 0}, {0, 400L * 86_400_000_000_000L},
            {LATEST / 2, LATEST, 1, LATEST - 1, 7}};
        for (long[] pattern : patterns) {
            List<Packet> odd = new ArrayList<>();
            for (int i = 0; i < packets.size(); i++) {
                odd.add(packets.get(i).at(pattern[i % pattern.length]));
            }
            for (Map<String, String> row : Analysis.of(odd).rows()) {
                row.forEach((column, value) -> assertTrue(!column.contains("_s") || !value.matches("-.*|NaN.*|.*Inf.*"), column + " " + value));
            }
        }
    }

    /** A forged clock that leaps for ever must not cost a step for each second it leaps over. */
    @Test
    void leapsOfTheClockAreCheap() {
        List<Packet> packets = new ArrayList<>();
        long time = 0;
        for (int i = 0; i < 2000; i++) {
            time = i % 30 == 29 ? time - 28 * 360L * 86_400_000_000_000L : time + 360L * 86_400_000_000_000L;
            packets.addAll(new TcpDialogue("10.1.0." + i % 250, 1024 + i, "198.51.100.1", 443).startAt(time).syn().packets());
        }
        long before = System.nanoTime();
        assertEquals(2000, Analysis.of(packets).rows().size());
        assertTrue(System.nanoTime() - before < 5_000_000_000L);
    }

    @Test
    void everyContainerGivesTheSameRows(@TempDir Path folder) throws IOException, CaptureException {
        CaptureFile file = new CaptureFile().add(Plays.crowd());
        List<byte[]> containers = List.of(file.pcap().nanos().bytes(), file.pcap().nanos().bigEndian().bytes(), file.pcapng().bytes(),
                file.pcapng().bigEndian().bytes(), file.pcapng().sections(50).alternateByteOrder().bytes());
        String expected = rows(folder, 1, containers.get(0));
        for (byte[] container : containers) {
            Evidence.assertSameText(expected, rows(folder, 1, container), "container");
            Evidence.assertSameText(expected, rows(folder, 3, packed(folder, container)), "packed");
        }
    }

    @Test
    void aCaptureInPartsIsOneCapture(@TempDir Path folder) throws IOException, CaptureException {
        List<Packet> packets = Plays.crowd();
        String expected = rows(folder, 1, new CaptureFile().add(packets).pcap().nanos().bytes());
        List<byte[]> parts = new ArrayList<>();
        for (int at = 0; at < packets.size(); at += 61) {
            parts.add(new CaptureFile().add(packets.subList(at, Math.min(at + 61, packets.size()))).pcap().nanos().bytes());
        }
        Evidence.assertSameText(expected, rows(folder, 1, parts.toArray(new byte[0][])), "parts");
    }

    private static byte[] packed(Path folder, byte[] bytes) throws IOException {
        Path path = folder.resolve("packed");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
            out.write(bytes);
        }
        return Files.readAllBytes(path);
    }

    /** Without the names of the files. */
    private static String rows(Path folder, int threads, byte[]... files) throws IOException, CaptureException {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < files.length; i++) {
            Path path = folder.resolve("part-" + (char) ('a' + i));
            Files.write(path, files[i]);
            names.add(path.toString());
        }
        Counters counters = new Counters();
        InputStream nothing = new ByteArrayInputStream(new byte[0]);
        Analysis.Result result = new Analysis().threads(threads).run(CaptureFiles.open(names, nothing, counters), counters);
        return result.text().replaceAll(folder + "/part-.", "file");
    }
}
