package tell443.quic;

import tell443.hash.Sha256;

/**
 * Keys of Initial packets (RFC 9001 section 5.2; other salts and labels: {@link QuicVersion}).
 *
 * <p>Holds the keys of one side of one connection at a time; one per worker.
 */
final class InitialKeys {

    /** The labels of a version, as schedules for {@link Hkdf#expand}. */
    private static final class Labels {

        private static final int SECRET_LENGTH = 32; // bytes
        private static final int KEY_LENGTH = 16;
        private static final int IV_LENGTH = 12;

        private static final Labels FIRST = new Labels("quic ");
        private static final Labels SECOND = new Labels("quicv2 "); // RFC 9369 section 3.3.2

        private final int[] clientSecret = Hkdf.label("client in", SECRET_LENGTH);
        private final int[] serverSecret = Hkdf.label("server in", SECRET_LENGTH);
        private final int[] key;
        private final int[] iv;
        private final int[] headerProtection;

        private Labels(String prefix) {
            key = Hkdf.label(prefix + "key", KEY_LENGTH);
            iv = Hkdf.label(prefix + "iv", IV_LENGTH);
            headerProtection = Hkdf.label(prefix + "hp", KEY_LENGTH);
        }

        private static Labels of(QuicVersion version) {
            return version.second ? SECOND : FIRST;
        }
    }

    /** Round words of the packet key and of the header protection key; the first three words of the iv. */
    final int[] packet = new int[Aes128.ROUND_WORDS];
    final int[] header = new int[Aes128.ROUND_WORDS];
    final int[] iv = new int[Sha256.STATE];

    private final Hkdf hkdf = new Hkdf();
    private final int[] pads = new int[Hkdf.PADS];
    private final int[] key = new int[Sha256.STATE];

    /** The initial secret of a connection, as pads: from the version and the client's first destination connection id. */
    void secret(QuicVersion version, byte[] bytes, int at, int length, int[] secretPads) {
        hkdf.extract(version.saltPads(), bytes, at, length, secretPads);
    }

    /** Sets the keys of one side: ten compressions of SHA-256. */
    void derive(QuicVersion version, int[] secretPads, boolean client) {
        Labels labels = Labels.of(version);
        hkdf.expandSecret(secretPads, client ? labels.clientSecret : labels.serverSecret, pads);
        hkdf.expand(pads, labels.key, key);
        Aes128.expand(key, packet);
        hkdf.expand(pads, labels.headerProtection, key);
        Aes128.expand(key, header);
        hkdf.expand(pads, labels.iv, iv);
    }
}
