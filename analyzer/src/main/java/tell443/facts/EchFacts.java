package tell443.facts;

/**
 * The outer encrypted_client_hello extension (RFC 9849 section 5). GREASE and real look alike by design.
 *
 * @param kdf HPKE KDF id, @param aead HPKE AEAD id, @param configId 0..255
 * @param encLength bytes of the encapsulated key
 * @param payloadLength bytes of the encrypted ClientHelloInner
 */
public record EchFacts(int kdf, int aead, int configId, int encLength, int payloadLength) {

    public static final EchFacts NONE = new EchFacts(-1, -1, -1, -1, -1);

    public boolean present() {
        return this != NONE;
    }
}
