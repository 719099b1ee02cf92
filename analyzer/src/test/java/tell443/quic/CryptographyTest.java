package tell443.quic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import tell443.hash.Sha256;

/** Our SHA-256, AES and GHASH against the JDK's, on random bytes. */
class CryptographyTest {

    private static final int TIMES = 300;

    private final Random random = new Random(1);

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static int[] words(byte[] bytes) {
        int[] words = new int[bytes.length / 4];
        ByteBuffer.wrap(bytes).asIntBuffer().get(words);
        return words;
    }

    private static byte[] bytes(int[] words, int count) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * count);
        bytes.asIntBuffer().put(words, 0, count);
        return bytes.array();
    }

    @Test
    void digestsAreTheJdks() throws GeneralSecurityException {
        for (int i = 0; i < TIMES; i++) {
            byte[] message = random(1 + random.nextInt(200));
            assertArrayEquals(MessageDigest.getInstance("SHA-256").digest(message), sha256(message));
        }
    }

    private static byte[] sha256(byte[] message) {
        byte[] padded = ByteBuffer.allocate((message.length + 9 + 63) / 64 * 64).put(message).put((byte) 0x80).array();
        ByteBuffer.wrap(padded).putLong(padded.length - 8, message.length * 8L);
        int[] words = words(padded);
        int[] state = new int[3 + Sha256.STATE];
        for (int block = 0; block < words.length; block += Sha256.BLOCK) {
            int[] schedule = new int[Sha256.SCHEDULE];
            System.arraycopy(words, block, schedule, 0, Sha256.BLOCK);
            Sha256.schedule(schedule);
            int[] next = new int[state.length];
            if (block == 0) {
                Sha256.begin(schedule, next, 3);
            } else {
                Sha256.compress(state, 3, schedule, next, 3);
            }
            state = next;
        }
        int[] digest = new int[Sha256.STATE];
        System.arraycopy(state, 3, digest, 0, Sha256.STATE);
        return bytes(digest, Sha256.STATE);
    }

    @Test
    void keyStreamsAreTheJdks() throws GeneralSecurityException {
        CounterStream stream = new CounterStream();
        int[] roundKey = new int[Aes128.ROUND_WORDS];
        int[] block = new int[4];
        for (int i = 0; i < TIMES; i++) {
            byte[] key = random(16);
            byte[] iv = random(16);
            int counter = i % 2 == 0 ? 1 : random.nextInt(1 << 17);
            ByteBuffer.wrap(iv).putInt(12, counter);
            Cipher jdk = Cipher.getInstance("AES/CTR/NoPadding");
            jdk.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
            Aes128.expand(words(key), roundKey);
            int[] start = words(iv);
            stream.start(roundKey, start[0], start[1], start[2]);
            for (int last = counter + 600; counter < last; counter++) {
                byte[] expected = jdk.update(new byte[16]);
                stream.block(counter, block);
                assertArrayEquals(expected, bytes(block, 4));
                Aes128.encrypt(roundKey, start[0], start[1], start[2], counter, block);
                assertArrayEquals(expected, bytes(block, 4));
            }
        }
    }

    @Test
    void hashesOfBlocksAreTheJdks() throws GeneralSecurityException {
        Ghash ghash = new Ghash();
        int[] roundKey = new int[Aes128.ROUND_WORDS];
        int[] block = new int[4];
        for (int blocks = 1; blocks < TIMES; blocks++) {
            byte[] key = random(16);
            byte[] iv = random(12);
            byte[] authenticated = random(16 * blocks);
            Cipher jdk = Cipher.getInstance("AES/GCM/NoPadding");
            jdk.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, iv));
            jdk.updateAAD(authenticated);
            byte[] tag = jdk.doFinal();
            Aes128.expand(words(key), roundKey);
            Aes128.encrypt(roundKey, 0, 0, 0, 0, block);
            ByteBuffer hashKey = ByteBuffer.wrap(bytes(block, 4));
            ghash.key(hashKey.getLong(), hashKey.getLong());
            long[] words = new long[2 * blocks + 2];
            ByteBuffer.wrap(authenticated).asLongBuffer().get(words, 0, 2 * blocks);
            words[2 * blocks] = authenticated.length * 8L;
            ghash.hash(words, words.length);
            int[] nonce = words(iv);
            Aes128.encrypt(roundKey, nonce[0], nonce[1], nonce[2], 1, block);
            ByteBuffer mask = ByteBuffer.wrap(bytes(block, 4));
            byte[] ours = ByteBuffer.allocate(16).putLong(ghash.high() ^ mask.getLong()).putLong(ghash.low() ^ mask.getLong()).array();
            assertArrayEquals(tag, ours);
        }
    }
}
