package tell443.tls;

import tell443.bytes.Bytes;
import tell443.facts.ServerHelloFacts;

/** Makes the facts of a ServerHello; those parts that repeat are found again instead of made. */
final class ServerHellos {

    private static final int REMEMBERED = 1024;
    private static final int REMEMBERED_VALUES = 256;

    private final Remembered<ServerHelloFacts> remembered = new Remembered<>(REMEMBERED);
    private final Key key = new Key();
    private final AsciiBuffer text = new AsciiBuffer(512);
    private final Digests digests;

    ServerHellos(Digests digests) {
        this.digests = digests;
    }

    ServerHelloFacts of(byte[] bytes, ServerHelloLayout hello) {
        key.clear().add(hello.legacyVersion << 16 | hello.version() & 0xFFFF).add(hello.cipher).add(hello.keyShareGroup);
        key.add(hello.sessionIdLength << 1 | (hello.preSharedKey ? 1 : 0));
        hello.alpn.addTo(key, bytes);
        hello.extensions.addTo(key);
        ServerHelloFacts like = remembered.get(key, ServerHelloFacts.NONE);
        if (like == ServerHelloFacts.NONE) {
            like = make(bytes, hello);
            if (hello.extensions.count <= REMEMBERED_VALUES) {
                remembered.put(key, like);
            }
        }
        return like;
    }

    private ServerHelloFacts make(byte[] bytes, ServerHelloLayout hello) {
        int[] extensions = hello.extensions.toArray();
        Ja3.writeServer(text, hello.legacyVersion, hello.cipher, extensions);
        String ja3s = digests.md5(text);
        String raw = text.length > ClientHelloProfiles.RAW_LIMIT ? "" : text.text();
        return new ServerHelloFacts(hello.legacyVersion, hello.version(), hello.cipher, alpn(bytes, hello.alpn), hello.sessionIdLength,
                hello.preSharedKey, hello.keyShareGroup, extensions, ja3s, raw);
    }

    private String alpn(byte[] bytes, Slice name) {
        text.clear();
        for (int i = 0; i < name.length; i++) {
            text.escaped(Bytes.u8(bytes, name.at + i));
        }
        return text.text();
    }
}
