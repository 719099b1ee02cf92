package tell443.classify;

import tell443.facts.Opening.Messages;

/**
 * OpenVPN over TCP with a static key: no handshake, no opcode, random from the first byte behind the length.
 *
 * <pre>
 *  length (16) | HMAC 16, 20, 28, 32, 48 or 64 | IV 8 or 16 | blocks of 8 or 16 bytes, packet id and IP packet or ping in them
 * </pre>
 *
 * <p>That each length leads to the next one, both ways, is itself no chance: random bytes do that for eight messages once in 10^12.
 * That all lengths leave the same remainder tells blocks behind a header from other messages; that both sides send the shortest, pings
 * and acknowledgements, tells packets.
 */
final class OpenVpnStatic {

    private static final int FEWEST = 8;
    private static final int EACH_WAY = 2;
    private static final int SHORTEST = 48;
    private static final int LONGEST = 1_700;
    private static final int BLOCK = 8;
    private static final int LENGTHS = 3;

    private OpenVpnStatic() {}

    static boolean seen(Sight sight) {
        Messages frames = sight.frames();
        if (frames.count() < FEWEST || frames.nth(true, EACH_WAY - 1) < 0 || frames.nth(false, EACH_WAY - 1) < 0) {
            return false;
        }
        return isBlocks(frames) && isShared(frames, shortest(frames)) && isVaried(frames) && FullyEncrypted.firstMessage(sight);
    }

    /** A length of several messages. */
    static String words(Sight sight) {
        return sight.frames().count() + " messages whose lengths leave " + sight.frames().length(0) % BLOCK + " when divided by " + BLOCK
                + ", the shortest " + shortest(sight.frames());
    }

    /** SHA-1 and SHA-224 are no whole blocks. */
    private static boolean isBlocks(Messages frames) {
        int remainder = frames.length(0) % BLOCK;
        boolean whole = remainder == 0 || remainder == BLOCK / 2;
        for (int i = 0; i < frames.count(); i++) {
            int length = frames.length(i);
            whole &= length >= SHORTEST && length <= LONGEST && length % BLOCK == remainder;
        }
        return whole;
    }

    private static int shortest(Messages frames) {
        int least = LONGEST;
        for (int i = 0; i < frames.count(); i++) {
            least = Math.min(least, frames.length(i));
        }
        return least;
    }

    private static boolean isShared(Messages frames, int length) {
        int sides = 0;
        for (int i = 0; i < frames.count(); i++) {
            sides |= frames.length(i) == length ? frames.fromClient(i) ? 1 : 2 : 0;
        }
        return sides == 3;
    }

    private static boolean isVaried(Messages frames) {
        int lengths = 0;
        for (int i = 0; i < frames.count(); i++) {
            boolean again = false;
            for (int k = 0; k < i; k++) {
                again |= frames.length(k) == frames.length(i);
            }
            lengths += again ? 0 : 1;
        }
        return lengths >= LENGTHS;
    }
}
