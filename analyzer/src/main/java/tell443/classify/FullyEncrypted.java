package tell443.classify;

import static tell443.classify.Evidence.behaviour;
import static tell443.classify.Evidence.Group.BYTES;

import tell443.facts.Opening.Messages;
import tell443.facts.Quality;

/**
 * A first message that looks like random bytes: Shadowsocks, VMess, obfs4, but as often Telegram or WhatsApp.
 *
 * <p>Why not vpn: of 15 public flows that pass the test 10 are messengers and 3 are tunnels. The test is the one that a
 * national firewall was found to use (Wu et al. 2023), on the bytes kept of the first message.
 */
final class FullyEncrypted {

    private static final int SHORTEST = 40;
    private static final int LONGEST_RUN = 20;

    static final Protocol PROTOCOL = Protocol.of("fully-encrypted", FlowClass.OTHER,
            behaviour("fully-encrypted.first-message", 1.3,
                    "the first message looks random throughout: no text, no header, no known protocol",
                    "Wu et al. 2023, How the Great Firewall detects and blocks fully encrypted traffic; 15 of 5,450 public flows",
                    FullyEncrypted::firstMessage).in(BYTES));

    private FullyEncrypted() {}

    static boolean firstMessage(Sight sight) {
        Messages turns = sight.turns();
        if (turns.count() == 0 || !turns.fromClient(0) || turns.kept(0) < SHORTEST || sight.facts.has(Quality.MIDSTREAM)) {
            return false;
        }
        return random(turns, 0) && !printableStart(turns) && !looksLikeTls(turns);
    }

    /** Half of the bits are set, as in no protocol with a header; and no text. */
    private static boolean random(Messages turns, int i) {
        int length = turns.kept(i);
        int bits = 0;
        int printable = 0;
        int run = 0;
        int longest = 0;
        for (int at = 0; at < length; at++) {
            int value = turns.u8(i, at);
            bits += Integer.bitCount(value);
            boolean text = value >= 0x20 && value <= 0x7E;
            printable += text ? 1 : 0;
            run = text ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        double perByte = bits / (double) length;
        return perByte > 3.4 && perByte < 4.6 && printable * 2 <= length && longest <= LONGEST_RUN;
    }

    private static boolean printableStart(Messages turns) {
        for (int at = 0; at < 6; at++) {
            int value = turns.u8(0, at);
            if (value < 0x20 || value > 0x7E) {
                return false;
            }
        }
        return true;
    }

    private static boolean looksLikeTls(Messages turns) {
        return (turns.u8(0, 0) == 0x16 || turns.u8(0, 0) == 0x17) && turns.u8(0, 1) == 3 && turns.u8(0, 2) <= 9;
    }
}
