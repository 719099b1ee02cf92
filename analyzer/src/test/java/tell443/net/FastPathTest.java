package tell443.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tell443.capture.PacketBatch;
import tell443.counters.Counters;

/**
 * A packet on Ethernet takes the fast path where that can, one of raw IP never does: their rows must be the same.
 * Headers are random, but near enough to good ones that every branch is taken.
 */
class FastPathTest {

    private static final int ETHERNET = 1;
    private static final int RAW = 101;
    private static final int ETHERNET_HEADER = 14;
    private static final int ROUNDS = 20_000;

    private final Random random = new Random(443);
    private final PortSet ports = PortSet.of(443, 4789, 3544, 5247);

    @Test
    void givesTheRowsOfTheWalk() {
        int rows = 0;
        int fast = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] ip = packet();
            int captured = random.nextInt(4) == 0 ? random.nextInt(ip.length + 1) : ip.length;
            Headers plain = decode(RAW, new byte[0], ip, captured, random.nextInt(8));
            Headers headers = decode(ETHERNET, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 8, 0}, ip, captured, random.nextInt(8));
            assertEquals(text(plain, 0), text(headers, ETHERNET_HEADER), "round " + round);
            rows += plain.count;
            fast += plain.count > 0 && captured >= 40 && ip[0] == 0x45 ? 1 : 0;
        }
        assertEquals(true, rows > ROUNDS / 4 && fast > ROUNDS / 8, rows + " rows, " + fast + " of them plain");
    }

    private byte[] packet() {
        boolean tcp = random.nextBoolean();
        int payload = random.nextInt(60);
        int options = random.nextInt(5) == 0 ? 4 * random.nextInt(3) : 0;
        byte[] bytes = new byte[20 + (tcp ? 20 + options : 8) + payload];
        ByteBuffer in = ByteBuffer.wrap(bytes);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) random.nextInt();
        }
        bytes[0] = (byte) (random.nextInt(20) == 0 ? random.nextInt() : 0x45);
        in.putShort(2, (short) (random.nextInt(10) == 0 ? random.nextInt(80) : bytes.length));
        in.putShort(6, (short) (random.nextInt(10) == 0 ? random.nextInt() : 0x4000));
        bytes[9] = (byte) (random.nextInt(20) == 0 ? 50 : tcp ? 6 : 17);
        if (random.nextInt(10) == 0) {
            in.putInt(16, in.getInt(12)); // the same address on both sides
        }
        in.putShort(20 + 2 * random.nextInt(2), (short) new int[] {443, 443, 443, 80, 4789, 3544, 5247}[random.nextInt(7)]);
        if (tcp) {
            bytes[32] = (byte) (random.nextInt(10) == 0 ? random.nextInt() : (5 + options / 4) << 4);
        } else {
            in.putShort(24, (short) (random.nextInt(6) == 0 ? random.nextInt(100) : 8 + payload));
        }
        return bytes;
    }

    /** One packet, {@code before} bytes behind an aligned place. */
    private Headers decode(int linkType, byte[] link, byte[] ip, int captured, int before) {
        PacketBatch batch = new PacketBatch();
        batch.bytes.put(before, link).put(before + link.length, ip);
        batch.offset[0] = before;
        batch.captured[0] = link.length + captured;
        batch.original[0] = link.length + ip.length;
        batch.linkType[0] = linkType;
        batch.count = 1;
        Headers headers = new Headers();
        new PacketDecoder(ports, new Counters(), 1 << 16).decode(batch, 0, 1, headers, new Headers(), new Annex());
        for (int i = 0; i < headers.count; i++) {
            headers.end[i] -= before;
            headers.headerAt[i] -= before;
            headers.payloadAt[i] -= before;
        }
        return headers;
    }

    private static String text(Headers rows, int linkLength) {
        if (rows.count == 0) {
            return "none";
        }
        boolean tcp = rows.isTcp(0);
        return rows.high0[0] + " " + rows.low0[0] + " " + rows.high1[0] + " " + rows.low1[0] + " " + Long.toHexString(rows.ports[0])
                + " from " + rows.sender[0] + " length " + rows.ipLength[0] + " ttl " + rows.timeToLive[0] + " at "
                + (rows.headerAt[0] - linkLength) + " payload " + (rows.payloadAt[0] - linkLength) + " " + rows.payloadLength[0]
                + " held " + rows.payloadHeld[0] + " end " + (rows.end[0] - linkLength) + " marks " + rows.marks[0] + " vlan "
                + rows.vlan[0] + " tunnel " + rows.tunnel[0]
                + (tcp ? " tcp " + rows.sequence[0] + " " + rows.acknowledgment[0] + " " + rows.flags[0] : "");
    }
}
