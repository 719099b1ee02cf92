package tell443.classify;

import static tell443.classify.Evidence.hard;

import tell443.facts.Opening.Messages;

/** Telegram's transports in the clear. The obfuscated one has no byte in common with them: see {@link FullyEncrypted}. */
final class MtProto {

    private static final String SPEC = "core.telegram.org/mtproto/mtproto-transports";

    static final Protocol PROTOCOL = Protocol.of("mtproto", FlowClass.OTHER,
            hard("mtproto.abridged", 0.97, "the abridged transport, and a key exchange message of the length it says", SPEC,
                    MtProto::abridged),
            hard("mtproto.intermediate", 0.97, "the intermediate transport, and a length that fits", SPEC, MtProto::intermediate));

    private MtProto() {}

    /** 0xef, length in words, then auth_key_id 0 of an unencrypted message. */
    private static boolean abridged(Sight sight) {
        Messages turns = sight.turns();
        int first = turns.nth(true, 0);
        return first >= 0 && turns.u8(first, 0) == 0xEF && turns.u8(first, 1) * 4 + 2 <= turns.length(first) && turns.kept(first) >= 24
                && turns.u64(first, 2) == 0 && turns.u32(first, 10) != 0;
    }

    /** Four times 0xee, length in little-endian, then the message. */
    private static boolean intermediate(Sight sight) {
        Messages turns = sight.turns();
        int first = turns.nth(true, 0);
        if (first < 0 || turns.u32(first, 0) != 0xEEEE_EEEEL || turns.kept(first) < 16) {
            return false;
        }
        int length = Integer.reverseBytes((int) turns.u32(first, 4));
        return length > 0 && length <= turns.length(first) - 8;
    }
}
