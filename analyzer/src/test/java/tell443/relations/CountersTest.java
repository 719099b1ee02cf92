package tell443.relations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tell443.capture.CaptureException;
import tell443.capture.CaptureFiles;
import tell443.capture.FilteredSource;
import tell443.capture.PacketBatch;
import tell443.classify.FlowClass;
import tell443.classify.Verdict;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.facts.FlowFacts;
import tell443.fixtures.ByteWriter;
import tell443.fixtures.CaptureFile;
import tell443.fixtures.ClientHelloBytes;
import tell443.fixtures.Fill;
import tell443.fixtures.Fragments;
import tell443.fixtures.Hex;
import tell443.fixtures.Ip;
import tell443.fixtures.Link;
import tell443.fixtures.Packet;
import tell443.fixtures.QuicBytes;
import tell443.fixtures.QuicFrames;
import tell443.fixtures.TcpDialogue;
import tell443.fixtures.TlsBytes;
import tell443.fixtures.UdpDialogue;
import tell443.flow.Limits;
import tell443.packets.ChosenFlows;
import tell443.packets.HeldPackets;
import tell443.packets.PacketFile;
import tell443.report.FlowWatcher;
import tell443.report.Output;
import tell443.report.OutputException;

/** Every counter is moved by a fixture or by what is told here of it; a number that nothing moves would say nothing. */
class CountersTest {

    private static final Path CAPTURES = Path.of("..", "capture-fixtures", "captures");
    private static final long START = 1_795_369_920_000_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final long MUCH = 64 << 20;
    /** Only a live interface under load moves them: scripts/live-test and LiveSourceTest do. */
    private static final EnumSet<Counter> LOST_BY_THE_SYSTEM = EnumSet.of(Counter.PACKETS_DROPPED,
            Counter.PACKETS_DROPPED_BY_INTERFACE, Counter.PACKETS_LEFT);
    private static final byte[] HELLO = ClientHelloBytes.small("good.example").record();

    /** @param often how often that is to be counted */
    private record Fault(Counter counter, long often, Supplier<Counters> run) {

        @Override
        public String toString() {
            return counter + " " + often;
        }
    }

    private static Stream<Fault> faults() {
        return Stream.of(files(), decoding(), fragments(), tcp(), handshakes(), quic(), limits(), packets()).flatMap(stream -> stream);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void isCountedAsOftenAsItHappens(Fault fault) {
        assertEquals(fault.often(), fault.run().get().get(fault.counter()));
    }

    @Test
    void nothingIsCountedThatNothingMoves() throws IOException, CaptureException {
        Set<Counter> unmoved = EnumSet.complementOf(LOST_BY_THE_SYSTEM);
        faults().forEach(fault -> unmoved.remove(fault.counter()));
        Counters seen = fixtures();
        unmoved.removeIf(counter -> seen.get(counter) > 0);
        assertTrue(unmoved.isEmpty(), unmoved.toString());
    }

    private static Counters fixtures() throws IOException, CaptureException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(CAPTURES)) {
            files = all.filter(file -> file.getFileName().toString().startsWith("capture.")).sorted().toList();
        }
        Counters sum = new Counters();
        for (Path file : files) {
            Counters counters = new Counters();
            new Analysis().run(CaptureFiles.open(List.of(file.toString()), InputStream.nullInputStream(), counters), counters);
            sum.addAll(counters);
        }
        return sum;
    }

    private static Fault fault(Counter counter, List<Packet> packets) {
        return new Fault(counter, 1, () -> Analysis.of(packets).counters());
    }

    private static Fault fault(Counter counter, Packet... packets) {
        return fault(counter, List.of(packets));
    }

    private static Fault limit(Counter counter, long often, Limits limits, List<Packet> packets) {
        return new Fault(counter, often, () -> new Analysis().limits(limits).run(packets).counters());
    }

    // --- what is missing in a file of packets ---

    private static Stream<Fault> packets() {
        return Stream.of(
                new Fault(Counter.PACKETS_NOT_WRITTEN, 2, () -> written(true)),
                new Fault(Counter.FLOWS_NOT_WRITTEN, 2, () -> written(false)));
    }

    /** Five packets of two kilobytes, three flows; there is room for three packets, or for one flow. */
    private static Counters written(boolean held) {
        Counters counters = new Counters();
        PacketBatch batch = new PacketBatch();
        for (int i = 0; i < 5; i++) {
            batch.offset[i] = i;
            batch.captured[i] = 2_000;
            batch.original[i] = 2_000;
        }
        batch.count = 5;
        try (PacketFile file = new PacketFile(Output.to(OutputStream.nullOutputStream()), Optional.empty(), () -> "", "", "", source -> "")) {
            HeldPackets packets = new HeldPackets(EnumSet.of(FlowClass.UNKNOWN), file, 6_500, counters);
            ChosenFlows chosen = new ChosenFlows(EnumSet.of(FlowClass.UNKNOWN), file, 24, counters);
            packets.take(batch, new long[] {1, 1, 2, 2, 3}, new long[5]);
            FlowWatcher watcher = held ? packets : chosen;
            for (int flow = 1; flow <= 3; flow++) {
                FlowFacts facts = new FlowFacts();
                facts.flowId = flow;
                watcher.judged(facts, new Verdict());
            }
            assertEquals(held ? 3 : 0, file.packets());
        } catch (OutputException e) {
            throw new AssertionError(e);
        }
        return counters;
    }

    // --- what a capture file gets wrong ---

    private static Stream<Fault> files() {
        return Stream.of(
                file(Counter.BLOCK_SKIPPED, ng -> patched(ng, packetBlock(ng) + 20, 5000)),
                file(Counter.BLOCK_WITHOUT_INTERFACE, ng -> patched(ng, packetBlock(ng) + 8, 7)),
                file(Counter.LENGTH_MALFORMED, ng -> patched(ng, packetBlock(ng) + 24, 3)),
                new Fault(Counter.TIME_MALFORMED, 1, () -> read(patched(two().pcap().bytes(), 24 + 4, 1_000_000))),
                new Fault(Counter.LENGTH_MALFORMED, 1, () -> read(patched(two().pcap().bytes(), 24 + 12, 3))),
                new Fault(Counter.PACKETS_FILTERED, 1, CountersTest::filtered),
                fault(Counter.TIME_BACKWARDS, udp(443).at(START), udp(443).at(START - 1), udp(443).at(START)),
                fault(Counter.TIME_JUMP, udp(443).at(START), udp(443).at(START + 800 * 86_400 * SECOND)),
                fault(Counter.PACKETS_SNAPPED, udp(443), udp(443).snapped(50)));
    }

    private static Fault file(Counter counter, UnaryOperator<byte[]> damage) {
        return new Fault(counter, 1, () -> read(damage.apply(two().pcapng().bytes())));
    }

    private static CaptureFile two() {
        return new CaptureFile().add(List.of(udp(443), udp(443)));
    }

    private static Counters read(byte[] capture) {
        Counters counters = new Counters();
        try {
            return new Analysis().run(CaptureFiles.open(List.of("-"), new ByteArrayInputStream(capture), counters), counters).counters();
        } catch (CaptureException e) {
            throw new AssertionError(e);
        }
    }

    private static Counters filtered() {
        Counters counters = new Counters();
        Memory packets = new Memory(List.of(udp(443), new TcpDialogue().syn().packets().get(0)), 9);
        Analysis.Result result = new Analysis().run(new FilteredSource(packets, "tcp", counters), counters);
        assumeFalse(result.text().contains("libpcap"), "no libpcap here");
        return result.counters();
    }

    private static byte[] patched(byte[] file, int at, int value) {
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
        return file;
    }

    /** Where the first Enhanced Packet Block begins. */
    private static int packetBlock(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        while (bytes.getInt(at) != 6) {
            at += bytes.getInt(at + 4);
        }
        return at;
    }

    // --- what is below the ports ---

    private static Stream<Fault> decoding() {
        Ip ip = Ip.from("192.0.2.10").to("198.51.100.1");
        Ip ip6 = Ip.from("2001:db8::1").to("2001:db8::2");
        Ip extended = Ip.from("2001:db8::1").to("2001:db8::2");
        for (int i = 0; i < 17; i++) {
            extended.extension(Ip.DESTINATION_OPTIONS, new byte[6]);
        }
        byte[] datagram = ip.udp(50_000, 443, Fill.bytes(1, 100));
        byte[] datagram6 = ip6.udp(50_000, 443, Fill.bytes(1, 100));
        byte[] segment = new TcpDialogue().syn().timeline().ip(0);
        byte[] tags = new ByteWriter().u16(1).u16(0x0800).bytes(datagram).toBytes();
        for (int i = 0; i < 17; i++) {
            tags = new ByteWriter().u16(1).u16(Link.VLAN).bytes(tags).toBytes();
        }
        return Stream.of(
                fault(Counter.PACKETS_OTHER_PORTS, udp(4433)),
                fault(Counter.PACKETS_OTHER_PROTOCOLS, frame(Link.ethernet(0x0806, new byte[28]))),
                fault(Counter.PACKETS_UNDECODABLE, frame(new byte[3])),
                fault(Counter.LINK_TYPE_UNSUPPORTED, Packet.of(START, 105, new byte[60])),
                fault(Counter.LINK_TRUNCATED, frame(new byte[3])),
                fault(Counter.LAYERS_TOO_MANY, frame(Link.ethernet(Link.VLAN, tags))),
                fault(Counter.IPV4_TRUNCATED, frame(Link.ethernet(datagram)).snapped(14 + 19)),
                fault(Counter.IPV4_MALFORMED, ethernet(datagram, 0, 0x44)),
                fault(Counter.IPV6_TRUNCATED, frame(Link.ethernet(datagram6)).snapped(14 + 39)),
                fault(Counter.IPV6_MALFORMED, frame(Link.ethernet(Arrays.copyOf(datagram6, 39)))),
                fault(Counter.IPV6_EXTENSIONS_TOO_MANY, frame(Link.ethernet(extended.udp(50_000, 443, new byte[9])))),
                fault(Counter.IP_PROTOCOL_OTHER, frame(Link.ethernet(ip.packet(1, new byte[8])))),
                fault(Counter.TCP_TRUNCATED, frame(Link.ethernet(segment)).snapped(14 + 20 + 19)),
                fault(Counter.TCP_MALFORMED, ethernet(segment, 20 + 12, 0x40)),
                fault(Counter.UDP_TRUNCATED, frame(Link.ethernet(datagram)).snapped(14 + 20 + 7)),
                fault(Counter.UDP_MALFORMED, ethernet(datagram, 20 + 5, 7)),
                fault(Counter.DNS_ANSWERS, answer(Hex.bytes("1234 8180 0001 0000 0000 0000 00 0001 0001"))),
                fault(Counter.DNS_MALFORMED, answer(Hex.bytes("1234 8180 0001 0000 0000 0000 00"))));
    }

    private static Packet answer(byte[] message) {
        return frame(Link.ethernet(Ip.from("198.51.100.53").to("192.0.2.10").udp(53, 50_000, message)));
    }

    private static Packet udp(int port) {
        return frame(Link.ethernet(Ip.from("192.0.2.10").to("198.51.100.1").udp(50_000, port, Fill.bytes(1, 100))));
    }

    private static Packet frame(byte[] bytes) {
        return Packet.ethernet(START, bytes);
    }

    private static Packet ethernet(byte[] ip, int at, int value) {
        byte[] changed = ip.clone();
        changed[at] = (byte) value;
        return frame(Link.ethernet(changed));
    }

    private static Stream<Fault> fragments() {
        byte[] datagram = Ip.from("192.0.2.10").to("198.51.100.1").udp(50_000, 443, Fill.bytes(1, 40));
        Packet first = frame(Link.ethernet(Fragments.one(datagram, 0, 24, true)));
        Packet other = frame(Link.ethernet(Fragments.with(datagram, 0, Fill.bytes(2, 24), true)));
        Packet last = frame(Link.ethernet(Fragments.one(datagram, 24, 24, false)));
        return Stream.of(
                fault(Counter.FRAGMENTS_REASSEMBLED, first, last),
                fault(Counter.FRAGMENT_MALFORMED, frame(Link.ethernet(Fragments.one(datagram, 0, 23, true)))),
                fault(Counter.FRAGMENT_DUPLICATE, first, first, last),
                fault(Counter.FRAGMENT_OVERLAP, first, other, last),
                fault(Counter.FRAGMENT_DROPPED, first, last.at(START + 31 * SECOND)));
    }

    // --- what TCP gets wrong ---

    private static Stream<Fault> tcp() {
        byte[] other = HELLO.clone();
        other[70] ^= 1;
        TcpDialogue unacknowledged = open();
        unacknowledged.send(true, unacknowledged.segment(true).seq(unacknowledged.clientNext()).payload(HELLO));
        TcpDialogue reset = open();
        reset.send(false, reset.segment(false).seq(reset.serverNext() + 1000).rst());
        TcpDialogue syn = open();
        syn.send(true, syn.segment(true).seq(syn.clientNext() + 1000).syn());
        TcpDialogue padded = open();
        padded.send(true, padded.segment(true).seq(padded.clientNext()).ack(padded.serverNext()).payload(new byte[6]));
        return Stream.of(
                fault(Counter.TCP_SEGMENT_DUPLICATE, open().clientAt(0, HELLO).clientAt(0, HELLO).packets()),
                fault(Counter.TCP_SEGMENT_OUT_OF_ORDER, open().clientAt(9, new byte[9]).clientAt(0, new byte[9]).packets()),
                fault(Counter.TCP_SEGMENT_OUTSIDE_WINDOW, open().clientAt(1L << 29, HELLO).packets()),
                fault(Counter.TCP_SEGMENT_INVALID, unacknowledged.packets()),
                fault(Counter.TCP_OVERLAP_CONFLICT, open().clientAt(0, HELLO).clientAt(0, other).packets()),
                fault(Counter.TCP_GAP, open().clientSkips(7).client(HELLO).packets()),
                new Fault(Counter.TCP_GAP_BYTES, 7, () -> Analysis.of(open().clientSkips(7).client(HELLO).packets()).counters()),
                fault(Counter.TCP_RST_IGNORED, reset.packets()),
                fault(Counter.TCP_SYN_IGNORED, syn.packets()),
                fault(Counter.TCP_PADDING, padded.client(HELLO).packets()));
    }

    private static TcpDialogue open() {
        return new TcpDialogue().open();
    }

    // --- what the protocols get wrong ---

    private static Stream<Fault> handshakes() {
        byte[] lying = HELLO.clone();
        lying[5 + 4 + 34] = (byte) 200; // legacy_session_id
        byte[] endless = TlsBytes.record(TlsBytes.HANDSHAKE, 0x0301, new byte[] {TlsBytes.CLIENT_HELLO, 2, 0, 0, 3, 3});
        return Stream.of(
                fault(Counter.HELLO_TRUNCATED, open().client(Arrays.copyOf(HELLO, 99)).packets()),
                fault(Counter.HELLO_MALFORMED, open().client(lying).packets()),
                fault(Counter.HANDSHAKE_TOO_LONG, open().client(endless).packets()),
                fault(Counter.RECORD_MALFORMED, open().client(HELLO).server(Plays.ANSWER, Fill.bytes(1, 99)).packets()),
                fault(Counter.CERTIFICATE_MALFORMED, Plays.tls12(new TcpDialogue()).packets()));
    }

    private static Stream<Fault> quic() {
        byte[] hello = ClientHelloBytes.quic("q.example", "h3", QuicBytes.version1().clientConnectionId()).message();
        byte[] whole = QuicBytes.version1().padded(1200, 0, QuicFrames.crypto(0, hello));
        byte[] spoiled = whole.clone();
        spoiled[1199] ^= 1;
        byte[] lying = Arrays.copyOf(Hex.bytes("c0 00000001 08 8394c8f03e515708 00 00 7fff"), 60); // length
        byte[] unknown = new ByteWriter().u8(0xC0).u32(0x5A5A_1234).u8(8).fill(1, 8).u8(0).fill(2, 100).toBytes();
        byte[] changed = hello.clone();
        changed[20] ^= 1;
        QuicBytes quic = QuicBytes.version1();
        byte[][] conflict = {quic.padded(1200, 0, QuicFrames.crypto(hello, 0, 100)),
            quic.padded(1200, 1, QuicFrames.crypto(changed, 0, 100))};
        byte[][] halves = {quic.padded(1200, 0, QuicFrames.crypto(hello, 0, 150)),
            quic.padded(1200, 1, QuicFrames.crypto(hello, 150, hello.length - 150))};
        return Stream.of(
                fault(Counter.QUIC_INITIAL_OPENED, datagrams(whole)),
                fault(Counter.QUIC_INITIAL_REJECTED, datagrams(spoiled)),
                fault(Counter.QUIC_MALFORMED, datagrams(whole, lying)),
                fault(Counter.QUIC_CRYPTO_CONFLICT, datagrams(conflict)),
                fault(Counter.QUIC_VERSION_UNKNOWN, datagrams(halves[0], unknown)),
                limit(Counter.QUIC_LIMIT, 1, new Limits(256, 99, MUCH, MUCH, 16_000, MUCH, MUCH, MUCH), datagrams(halves)));
    }

    private static List<Packet> datagrams(byte[]... datagrams) {
        return new UdpDialogue().client(datagrams).packets();
    }

    // --- what does not fit into memory ---

    private static Stream<Fault> limits() {
        List<Packet> syns = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            syns.addAll(new TcpDialogue("10.0.0.1", 1024 + i, "198.51.100.1", 443).syn().packets());
        }
        List<Packet> waiting = new ArrayList<>(new TcpDialogue("10.9.9.9", 999, "198.51.100.1", 443).syn().packets());
        for (int i = 0; i < 60; i++) {
            waiting.addAll(Plays.http(new TcpDialogue("10.0.0.1", 1024 + i, "198.51.100.1", 443).startAt(START + i * SECOND)).packets());
        }
        long few = 16 * 100;
        List<Packet> early = open().clientSkips(1).client(Fill.bytes(1, 1)).packets();
        return Stream.of(
                new Fault(Counter.FLOWS_EVICTED, 300 - 64, () -> evenly(syns)),
                new Fault(Counter.ROWS_OUT_OF_ORDER, 21, () -> new Analysis()
                        .limits(new Limits(1000, 40, MUCH, MUCH, MUCH, MUCH, MUCH, MUCH)).batches(1).run(waiting).counters()),
                limit(Counter.TCP_BUFFER_FULL, 1, new Limits(256, 99, few, MUCH, MUCH, MUCH, MUCH, MUCH), early),
                limit(Counter.SEQUENCE_LIMIT, 1, new Limits(256, 99, MUCH, MUCH, MUCH, few, MUCH, MUCH),
                        Plays.records(new TcpDialogue()).packets()),
                limit(Counter.OPENING_LIMIT, 1, new Limits(256, 99, MUCH, MUCH, MUCH, MUCH, few, MUCH),
                        Plays.http(new TcpDialogue()).packets()));
    }

    /** Room for four flows in each of the sixteen lanes, all of which are full in the end. */
    private static Counters evenly(List<Packet> syns) {
        return new Analysis().limits(new Limits(64, 999, MUCH, MUCH, MUCH, MUCH, MUCH, MUCH)).run(syns).counters();
    }
}
