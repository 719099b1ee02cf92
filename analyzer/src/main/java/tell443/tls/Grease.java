package tell443.tls;

/** Values that clients sprinkle in to keep servers tolerant (RFC 8701): 0x0a0a, 0x1a1a .. 0xfafa. They mean nothing. */
public final class Grease {

    private Grease() {}

    public static boolean is(int value) {
        return (value & 0x0F0F) == 0x0A0A && value >>> 8 == (value & 0xFF);
    }
}
