package tell443.tls;

/** Groups for key exchange (IANA registry of TLS Supported Groups). */
public final class NamedGroups {

    private NamedGroups() {}

    /** Whether the group withstands quantum computers: ML-KEM alone or with a curve, and the Kyber drafts before it. */
    public static boolean isPostQuantum(int group) {
        return switch (group) {
            case 0x0200, 0x0201, 0x0202, // MLKEM512, MLKEM768, MLKEM1024
                    0x11EB, 0x11EC, 0x11ED, // SecP256r1MLKEM768, X25519MLKEM768, SecP384r1MLKEM1024
                    0x11EE, // curveSM2MLKEM768
                    0x6399, 0x639A, // X25519Kyber768Draft00, SecP256r1Kyber768Draft00
                    0x2F39, 0x2F3A, 0x2F3C, 0xFE30, 0xFE31, 0xFE32 -> true; // Kyber experiments of Cloudflare and Google
            default -> false;
        };
    }

    public static boolean anyPostQuantum(int[] groups) {
        for (int group : groups) {
            if (isPostQuantum(group)) {
                return true;
            }
        }
        return false;
    }
}
