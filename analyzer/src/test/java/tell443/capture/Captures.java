package tell443.capture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes captures, and reads them through {@link CaptureFiles}: the packets that go in must come out. */
final class Captures {

    static final int ETHERNET = 1;

    private static final PacketBatch[] BATCHES = {new PacketBatch(), new PacketBatch(), new PacketBatch()};

    private Captures() {}

    /** What a capture says of a packet. */
    record Packet(long nanos, int original, int linkType, List<Byte> bytes) {

        static Packet of(long nanos, byte[] bytes) {
            return of(nanos, bytes.length, ETHERNET, bytes);
        }

        static Packet of(long nanos, int original, int linkType, byte[] bytes) {
            List<Byte> boxed = new ArrayList<>();
            for (byte b : bytes) {
                boxed.add(b);
            }
            return new Packet(nanos, original, linkType, boxed);
        }

        byte[] array() {
            byte[] array = new byte[bytes.size()];
            for (int i = 0; i < array.length; i++) {
                array[i] = bytes.get(i);
            }
            return array;
        }
    }

    /** Packets of 0 to {@code longest} bytes, a few microseconds apart; whole microseconds, so every clock can tell them. */
    static List<Packet> some(int count, int longest, long seed) {
        Random random = new Random(seed);
        List<Packet> packets = new ArrayList<>();
        long micros = 1_700_000_000_000_000L;
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[random.nextInt(longest + 1)];
            random.nextBytes(bytes);
            micros += 1 + random.nextInt(1_000_000);
            packets.add(Packet.of(micros * 1000, bytes.length + random.nextInt(2) * 100, ETHERNET, bytes));
        }
        return packets;
    }

    /** How a pcap file is written. */
    record Pcap(int magic, ByteOrder order, int minor) {

        static final Pcap MICROS = new Pcap(0xA1B2C3D4, ByteOrder.LITTLE_ENDIAN, 4);
        static final Pcap NANOS = new Pcap(0xA1B23C4D, ByteOrder.LITTLE_ENDIAN, 4);

        byte[] file(List<Packet> packets) {
            Bytes out = new Bytes(order);
            out.u32(magic).u16(2).u16(minor).u32(0).u32(0).u32(262144).u32(0x4400_0000 | ETHERNET); // FCS bits are ignored
            for (Packet packet : packets) {
                record(out, packet);
            }
            return out.array();
        }

        private void record(Bytes out, Packet packet) {
            long fraction = packet.nanos() % 1_000_000_000L;
            out.u32((int) (packet.nanos() / 1_000_000_000L)).u32((int) (magic == 0xA1B23C4D ? fraction : fraction / 1000));
            int captured = packet.bytes().size();
            out.u32(minor < 3 ? packet.original() : captured).u32(minor < 3 ? captured : packet.original());
            if (magic == 0xA1B2CD34) {
                out.u32(3).u16(0x800).u16(0);
            }
            out.bytes(packet.array());
        }
    }

    /** Blocks of a pcapng file. */
    static final class Pcapng {

        final Bytes out;

        Pcapng(ByteOrder order) {
            out = new Bytes(order);
        }

        static byte[] file(ByteOrder order, List<Packet> packets) {
            Pcapng file = new Pcapng(order).section().description(ETHERNET, 9);
            for (Packet packet : packets) {
                file.enhanced(0, packet.nanos(), packet);
            }
            return file.out.array();
        }

        Pcapng block(int type, byte[] body) {
            int length = 12 + body.length + (-body.length & 3);
            out.u32(type).u32(length).bytes(body).bytes(new byte[-body.length & 3]).u32(length);
            return this;
        }

        Pcapng section() {
            return block(0x0A0D0D0A, body().u32(0x1A2B3C4D).u16(1).u16(0).u32(-1).u32(-1).array());
        }

        Pcapng description(int linkType, int resolution) {
            return block(1, body().u16(linkType).u16(0).u32(0).u16(2).u16(3).bytes(new byte[] {'e', 't', 'h', 0})
                    .u16(9).u16(1).bytes(new byte[] {(byte) resolution, 0, 0, 0}).u32(0).array());
        }

        Pcapng enhanced(int id, long ticks, Packet packet) {
            return enhanced(id, ticks, packet, new byte[0]);
        }

        Pcapng enhanced(int id, long ticks, Packet packet, byte[] options) {
            byte[] bytes = packet.array();
            return block(6, body().u32(id).u32((int) (ticks >>> 32)).u32((int) ticks).u32(bytes.length)
                    .u32(packet.original()).bytes(bytes).bytes(new byte[-bytes.length & 3]).bytes(options).array());
        }

        Pcapng obsolete(int id, long ticks, Packet packet) {
            return block(2, body().u16(id).u16(7).u32((int) (ticks >>> 32)).u32((int) ticks).u32(packet.bytes().size())
                    .u32(packet.original()).bytes(packet.array()).array());
        }

        Pcapng simple(Packet packet) {
            return block(3, body().u32(packet.original()).bytes(packet.array()).array());
        }

        Bytes body() {
            return new Bytes(out.order);
        }
    }

    /** Numbers in a byte order. */
    static final class Bytes {

        final ByteOrder order;
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Bytes(ByteOrder order) {
            this.order = order;
        }

        Bytes u16(int value) {
            return bytes(ByteBuffer.allocate(2).order(order).putShort((short) value).array());
        }

        Bytes u32(int value) {
            return bytes(ByteBuffer.allocate(4).order(order).putInt(value).array());
        }

        Bytes u64(long value) {
            return bytes(ByteBuffer.allocate(8).order(order).putLong(value).array());
        }

        Bytes bytes(byte[] bytes) {
            out.writeBytes(bytes);
            return this;
        }

        byte[] array() {
            return out.toByteArray();
        }
    }

    /** What a run gave: its packets, and what went wrong in between. */
    record Run(List<Packet> packets, List<String> names, List<String> faults) {}

    /** Reads everything, with three batches in turn as a caller with several workers does. */
    static Run run(PacketSource source) {
        Run run = new Run(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        try (source) {
            for (int turn = 0; ; turn++) {
                PacketBatch batch = BATCHES[turn % BATCHES.length];
                try {
                    if (!source.read(batch)) {
                        return run;
                    }
                } catch (CaptureException e) {
                    run.faults.add(e.getMessage());
                    continue;
                }
                add(source, batch, run);
            }
        }
    }

    private static void add(PacketSource source, PacketBatch batch, Run run) {
        if (batch.count == 0 || batch.firstNumber != run.packets.size() + 1) {
            throw new AssertionError("count " + batch.count + ", first number " + batch.firstNumber);
        }
        for (int i = 0; i < batch.count; i++) {
            byte[] bytes = new byte[batch.captured[i]];
            batch.bytes.get(batch.offset[i], bytes);
            run.packets.add(Packet.of(batch.timeNanos[i], batch.original[i], batch.linkType[i], bytes));
            run.names.add(source.name(batch.source[i]));
        }
    }
}
