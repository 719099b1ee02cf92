package tell443.quic;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tell443.fixtures.Hex;

/** Makes Initial packets with the JDK's own cryptography: the oracle for what the reader opens. */
final class Sealer {

    static final int V1 = 1;
    static final int V2 = 0x6B3343CF;
    static final byte[] SALT_V1 = Hex.bytes("38762cf7f55934b34d179ae6a4c80cadccbb7f0a");
    static final byte[] SALT_V2 = Hex.bytes("0dede3def700a6db819381be6e269dcbf9bd2ed9");

    final byte[] key;
    final byte[] iv;
    final byte[] headerKey;
    private final int version;
    private final int typeBits;

    Sealer(int version, byte[] salt, byte[] keyId, boolean client) {
        this.version = version;
        boolean second = Arrays.equals(salt, SALT_V2);
        typeBits = second ? 0x10 : 0x00;
        String prefix = second ? "quicv2 " : "quic ";
        byte[] secret = expand(hmac(salt, keyId), client ? "client in" : "server in", 32);
        key = expand(secret, prefix + "key", 16);
        iv = expand(secret, prefix + "iv", 12);
        headerKey = expand(secret, prefix + "hp", 16);
    }

    static Sealer v1(byte[] keyId, boolean client) {
        return new Sealer(V1, SALT_V1, keyId, client);
    }

    /** An Initial with these frames, padded so that the whole packet has at least {@code size} bytes. */
    byte[] initial(byte[] destination, byte[] source, byte[] token, int number, int numberLength, byte[] frames, int size) {
        int overhead = 7 + destination.length + source.length + (token.length == 0 ? 1 : 2) + token.length + 2 + numberLength + 16;
        byte[] payload = Arrays.copyOf(frames, Math.max(Math.max(frames.length, size - overhead), 4));
        int length = numberLength + payload.length + 16;
        ByteBuffer header = ByteBuffer.allocate(64 + destination.length + source.length + token.length);
        header.put((byte) (0xC0 | typeBits | numberLength - 1)).putInt(version);
        header.put((byte) destination.length).put(destination).put((byte) source.length).put(source);
        if (token.length == 0) {
            header.put((byte) 0);
        } else {
            header.putShort((short) (0x4000 | token.length)).put(token);
        }
        header.putShort((short) (0x4000 | length));
        int numberAt = header.position();
        for (int i = numberLength - 1; i >= 0; i--) {
            header.put((byte) (number >>> 8 * i));
        }
        return seal(Arrays.copyOf(header.array(), header.position()), numberAt, number, payload);
    }

    private byte[] seal(byte[] header, int numberAt, int number, byte[] payload) {
        byte[] nonce = iv.clone();
        for (int i = 0; i < 4; i++) {
            nonce[11 - i] ^= (byte) (number >>> 8 * i);
        }
        try {
            Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
            gcm.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
            gcm.updateAAD(header);
            byte[] sealed = gcm.doFinal(payload);
            byte[] packet = Arrays.copyOf(header, header.length + sealed.length);
            System.arraycopy(sealed, 0, packet, header.length, sealed.length);
            Cipher ecb = Cipher.getInstance("AES/ECB/NoPadding");
            ecb.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(headerKey, "AES"));
            byte[] mask = ecb.doFinal(packet, numberAt + 4, 16);
            packet[0] ^= (byte) (mask[0] & 0x0F);
            for (int i = 0; i < header.length - numberAt; i++) {
                packet[numberAt + i] ^= mask[1 + i];
            }
            return packet;
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static byte[] crypto(int offset, byte[] bytes, int from, int to) {
        ByteBuffer frame = ByteBuffer.allocate(9 + to - from);
        frame.put((byte) 6).putInt(0x80000000 | offset).putInt(0x80000000 | to - from).put(bytes, from, to - from);
        return frame.array();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] expand(byte[] secret, String label, int length) {
        byte[] text = ("tls13 " + label).getBytes(StandardCharsets.US_ASCII);
        byte[] info = join(new byte[] {0, (byte) length, (byte) text.length}, text, new byte[] {0, 1});
        return Arrays.copyOf(hmac(secret, info), length);
    }

    private static byte[] hmac(byte[] key, byte[] bytes) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
