package tell443.quic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tell443.bytes.Cursor;
import tell443.counters.Counters;
import tell443.fixtures.Hex;

/** The sample packets of RFC 9001 appendix A and RFC 9369 appendix A. */
class InitialVectorsTest {

    static final byte[] ID = Hex.bytes("8394c8f03e515708");
    static final byte[] SERVER_ID = Hex.bytes("f067a5502a4262b5");
    static final byte[] CLIENT_HELLO = Hex.bytes("""
            010000ed0303ebf8fa56f12939b9584a3896472ec40bb863cfd3e868
            04fe3a47f06a2b69484c00000413011302010000c000000010000e00000b6578
            616d706c652e636f6dff01000100000a00080006001d00170018001000070005
            04616c706e000500050100000000003300260024001d00209370b2c9caa47fba
            baf4559fedba753de171fa71f50f1ce15d43e994ec74d748002b000302030400
            0d0010000e0403050306030203080408050806002d00020101001c0002400100
            3900320408ffffffffffffffff05048000ffff07048000ffff08011001048000
            75300901100f088394c8f03e51570806048000ffff""");
    static final byte[] SERVER_HELLO = Hex.bytes("""
            020000560303eefce7f7b37ba1d1632e96677825ddf739
            88cfc79825df566dc5430b9a045a1200130100002e00330024001d00209d3c94
            0d89690b84d08a60993c144eca684d1081287c834d5311bcf32bb9da1a002b00
            020304""");
    static final byte[] CLIENT_FRAMES = Sealer.join(Hex.bytes("060040f1"), CLIENT_HELLO);
    static final byte[] SERVER_FRAMES = Sealer.join(Hex.bytes("0200000000" /* ACK */ + "0600405a"), SERVER_HELLO);
    static final byte[] SERVER_V1 = Hex.bytes("""
            cf000000010008f067a5502a4262b5004075c0d95a482cd0991cd25b0aac406a
            5816b6394100f37a1c69797554780bb38cc5a99f5ede4cf73c3ec2493a1839b3
            dbcba3f6ea46c5b7684df3548e7ddeb9c3bf9c73cc3f3bded74b562bfb19fb84
            022f8ef4cdd93795d77d06edbb7aaf2f58891850abbdca3d20398c276456cbc4
            2158407dd074ee""");
    static final byte[] SERVER_V2 = Hex.bytes("""
            dc6b3343cf0008f067a5502a4262b5004075d92faaf16f05d8a4398c47089698
            baeea26b91eb761d9b89237bbf87263017915358230035f7fd3945d88965cf17
            f9af6e16886c61bfc703106fbaf3cb4cfa52382dd16a393e42757507698075b2
            c984c707f0a0812d8cd5a6881eaf21ceda98f4bd23f6fe1a3e2c43edd9ce7ca8
            4bed8521e2e140""");

    /** The client's packet of appendix A.2; the RFCs' first and last bytes vouch for the sealer. */
    static byte[] client(boolean second) {
        Sealer sealer = new Sealer(second ? Sealer.V2 : Sealer.V1, second ? Sealer.SALT_V2 : Sealer.SALT_V1, ID, true);
        return sealer.initial(ID, new byte[0], new byte[0], 2, 4, CLIENT_FRAMES, 1200);
    }

    @Test
    void theSealerMakesTheRfcsPackets() {
        String first = HexFormat.of().formatHex(client(false));
        assertEquals(2400, first.length());
        assertTrue(first.startsWith("c000000001088394c8f03e5157080000449e7b9aec34d1b1c98dd7689fb8ec11"));
        assertTrue(first.endsWith("e221af44860018ab0856972e194cd934"));
        String second = HexFormat.of().formatHex(client(true));
        assertTrue(second.startsWith("d76b3343cf088394c8f03e5157080000449ea0c95e82ffe67b6abcdb4298b485"));
        assertTrue(second.endsWith("a18b2faa745b6fe189cf772a9f84cbfc"));
        assertArrayEquals(SERVER_V1, new Sealer(Sealer.V1, Sealer.SALT_V1, ID, false)
                .initial(new byte[0], SERVER_ID, new byte[0], 1, 2, SERVER_FRAMES, 0));
        assertArrayEquals(SERVER_V2, new Sealer(Sealer.V2, Sealer.SALT_V2, ID, false)
                .initial(new byte[0], SERVER_ID, new byte[0], 1, 2, SERVER_FRAMES, 0));
    }

    @Test
    void keysAreThoseOfTheRfcs() {
        assertKeys(QuicVersion.V1, true, "1f369613dd76d5467730efcbe3b1a22d",
                "fa044b2f42a3fd3b46fb255c", "9f50449e04a0e810283a1e9933adedd2");
        assertKeys(QuicVersion.V1, false, "cf3a5331653c364c88f0f379b6067e37",
                "0ac1493ca1905853b0bba03e", "c206b8d9b9f0f37644430b490eeaa314");
        QuicVersion second = QuicVersion.of(Sealer.V2);
        assertKeys(second, true, "8b1a0bc121284290a29e0971b5cd045d",
                "91f73e2351d8fa91660e909f", "45b95e15235d6f45a6b19cbcb0294ba9");
        assertKeys(second, false, "82db637861d55e1d011f19ea71d5d2a7",
                "dd13c276499c0249d3310652", "edf6d05c83121201b436e16877593c3a");
    }

    private static void assertKeys(QuicVersion version, boolean client, String key, String iv, String headerKey) {
        InitialKeys keys = new InitialKeys();
        int[] secret = new int[Hkdf.PADS];
        keys.secret(version, ID, 0, ID.length, secret);
        keys.derive(version, secret, client);
        assertEquals(key, hex(keys.packet, 4));
        assertEquals(iv, hex(keys.iv, 3));
        assertEquals(headerKey, hex(keys.header, 4));
    }

    private static String hex(int[] words, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(HexFormat.of().toHexDigits(words[i]));
        }
        return text.toString();
    }

    @Test
    void theReaderOpensTheRfcsPackets() {
        for (boolean second : new boolean[] {false, true}) {
            Recorder recorder = new Recorder();
            QuicConnection connection = new QuicConnection();
            QuicReader reader = new QuicReader(new Counters());
            byte[] client = client(second);
            byte[] server = second ? SERVER_V2 : SERVER_V1;
            assertTrue(QuicReader.looksLikeQuic(client, 0, client.length));
            reader.datagram(connection, true, client, 0, client.length, client.length, recorder);
            reader.datagram(connection, false, server, 0, server.length, server.length, recorder);
            assertArrayEquals(CLIENT_HELLO, recorder.client);
            assertArrayEquals(SERVER_HELLO, recorder.server);
            assertEquals(second ? "v2" : "v1", connection.facts.versionName);
            assertArrayEquals(ID, connection.facts.originalDcid);
            assertArrayEquals(SERVER_ID, connection.facts.serverScid);
            assertEquals(0, connection.quality());
            assertFalse(connection.wantsMore(true) || connection.wantsMore(false));
        }
    }

    @Test
    void packetsOfEveryLengthAndIdOpenAndNoChangedOneDoes() {
        Random random = new Random(1);
        for (int size = 30; size < 400; size++) {
            byte[] id = new byte[size % 21];
            random.nextBytes(id);
            byte[] token = new byte[size % 70];
            random.nextBytes(token);
            byte[] frames = new byte[size];
            Arrays.fill(frames, (byte) 1);
            byte[] packet = Sealer.v1(id, true).initial(id, id, token, random.nextInt(), 4, frames, 0);
            assertTrue(opens(packet), "size " + size);
            packet[packet.length - 1 - random.nextInt(size)] ^= (byte) (1 << random.nextInt(8));
            assertFalse(opens(packet), "changed, size " + size);
        }
    }

    private static boolean opens(byte[] packet) {
        QuicConnection connection = new QuicConnection();
        new QuicReader(new Counters()).datagram(connection, true, packet, 0, packet.length, packet.length,
                (client, bytes, at, held) -> Cursor.MALFORMED);
        return connection.facts.clientInitialOpened;
    }
}
