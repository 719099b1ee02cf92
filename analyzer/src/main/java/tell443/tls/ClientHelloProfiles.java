package tell443.tls;

import java.util.ArrayList;
import java.util.List;
import tell443.bytes.Bytes;
import tell443.facts.ClientHelloProfile;

/** Makes the profile of a ClientHello, or finds the one that equal bytes made before. */
final class ClientHelloProfiles {

    private static final int REMEMBERED = 4096;
    /** Lists longer than this together are an attack on memory, not a client: the longest seen have some 200 values. */
    private static final int REMEMBERED_VALUES = 1024;
    /** Characters of JA3's and JA4's raw text that are kept; an ordinary one has 200 to 400. */
    static final int RAW_LIMIT = 4096;
    /** Names of the ALPN list that are kept; the longest seen has 12. */
    static final int ALPN_LIMIT = 32;

    private final Remembered<ClientHelloProfile> remembered = new Remembered<>(REMEMBERED);
    private final Key key = new Key();
    private final Digests digests;
    private final Ja4 ja4;
    private final AsciiBuffer text = new AsciiBuffer(1024);

    ClientHelloProfiles(Digests digests) {
        this.digests = digests;
        ja4 = new Ja4(digests);
    }

    ClientHelloProfile of(byte[] bytes, ClientHelloLayout layout, HelloReader.Transport transport) {
        key.clear().add(transport.letter());
        layout.addTo(key);
        ClientHelloProfile known = remembered.get(key, ClientHelloProfile.NONE);
        if (known != ClientHelloProfile.NONE) {
            return known;
        }
        ClientHelloProfile made = make(bytes, layout, transport);
        return isOrdinary(layout) ? remembered.put(key, made) : made;
    }

    private static boolean isOrdinary(ClientHelloLayout layout) {
        int listBytes = layout.ciphers.length + layout.groups.length + layout.pointFormats.length + layout.versions.length
                + layout.signatureAlgorithms.length + layout.alpn.length;
        return listBytes / 2 + layout.extensions.count + layout.keyShares.count <= REMEMBERED_VALUES;
    }

    private ClientHelloProfile make(byte[] bytes, ClientHelloLayout layout, HelloReader.Transport transport) {
        int legacy = layout.legacyVersion;
        int[] ciphers = layout.ciphers.values16(bytes);
        int[] extensions = layout.extensions.toArray();
        int[] groups = layout.groups.values16(bytes);
        int[] pointFormats = layout.pointFormats.values8(bytes);
        int[] algorithms = layout.signatureAlgorithms.values16(bytes);
        int[] versions = layout.versions.values16(bytes);
        Ja3.write(text, legacy, ciphers, extensions, groups, pointFormats);
        String ja3 = digests.md5(text);
        String ja3Raw = text.length > RAW_LIMIT ? "" : text.text();
        ja4.read(transport.letter(), highestNumber(legacy, versions), ciphers, extensions, algorithms, bytes, layout.alpn);
        return new ClientHelloProfile(legacy, newest(legacy, versions), ciphers, extensions, groups, pointFormats, algorithms,
                versions, layout.keyShares.toArray(), alpn(bytes, layout.alpn), ja3, ja4.hashed(), ja3Raw, ja4.raw(RAW_LIMIT));
    }

    /** The newest version of supported_versions, else the legacy field. */
    private static int newest(int legacy, int[] versions) {
        int newest = -1;
        for (int version : versions) {
            if (!Grease.is(version) && (newest < 0 || TlsVersions.age(version) > TlsVersions.age(newest))) {
                newest = version;
            }
        }
        return newest < 0 ? legacy : newest;
    }

    /** What JA4 takes: the highest number, even where that is a draft of TLS 1.3 or the older of two versions of DTLS. */
    private static int highestNumber(int legacy, int[] versions) {
        int highest = -1;
        for (int version : versions) {
            highest = Grease.is(version) ? highest : Math.max(highest, version);
        }
        return highest < 0 ? legacy : highest;
    }

    private List<String> alpn(byte[] bytes, Slice list) {
        List<String> names = new ArrayList<>();
        int end = list.at + list.length;
        for (int at = list.at; at < end && names.size() < ALPN_LIMIT; ) {
            int length = Bytes.u8(bytes, at);
            text.clear();
            for (int i = 0; i < length; i++) {
                text.escaped(Bytes.u8(bytes, at + 1 + i));
            }
            names.add(text.text());
            at += 1 + length;
        }
        return List.copyOf(names);
    }
}
