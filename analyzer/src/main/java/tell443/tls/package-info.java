/**
 * TLS and DTLS handshakes as an observer sees them: hellos, certificates, fingerprints; also those that OpenVPN or RDP carry.
 *
 * <p>Crosses the border: bytes of whole handshake messages, datagrams of DTLS, or packets of OpenVPN or RDP-UDP, come in; {@link
 * tell443.facts.ClientHelloFacts}, {@link tell443.facts.ServerHelloFacts}, {@link tell443.facts.CertificateFacts} and
 * {@link tell443.facts.TlsFacts} go out. Who puts TCP segments or QUIC CRYPTO frames together is not known here.
 *
 * <p>Why a hello can be OK and malformed: where the parts of the message contradict each other (a list longer than
 * the message, an odd number of bytes in the cipher suites, an extension longer than the rest) nothing in it can be
 * trusted and it is MALFORMED. Where only the body of an extension contradicts itself, the parts around it are sound:
 * the hello is OK, that body is left out while its type stays in the list, {@link
 * tell443.tls.HelloReader#hasMalformedExtension} says so. Both move HELLO_MALFORMED. Dissectors that show what they
 * read until they stumble give a fingerprint for four in 1,273 hellos of public captures where we give
 * none; all four were damaged on purpose. A name that was read before the contradiction is shown, for people: no
 * evidence looks at it, as a server that reads on or not would be asked for another.
 *
 * <p>Why the first wins: of two extensions of one type, or two host names, the first is read. RFC 8446 section 4.2
 * forbids both, servers refuse them, and a rule that can be said is better than a guess. The list of types has both.
 *
 * <p>Why profiles are remembered: the digests of a ClientHello cost five times its parsing. All bytes that make the
 * profile are compared, so nobody can make two hellos meet; 4,096 places, and a newcomer evicts. Read, with a name among
 * eight: 0.3 to 0.5 us and 80 bytes, against 2.7 us and 1,270 bytes for a
 * browser that shuffles extensions and draws GREASE (measured when keys were hashes). The sorted lists of JA4 repeat even then, so their
 * hashes are remembered too and only JA3's MD5 is left.
 *
 * <p>Why JA3 and JA4 as they are: JA3 leaves GREASE out of ciphers, extensions and groups. JA4 takes the highest
 * <em>number</em> in supported_versions, as its specification says and others do, although that makes {@code 00} of
 * drafts and of private versions; {@code maxVersion} is the newest version that has a name. GREASE in the signature
 * algorithms is left out; an empty list hashes to zeros, not to the hash of nothing; a first ALPN name that does not
 * begin and end with a letter or digit gives the ends of its hex form. SNI decides {@code d} even when it is an
 * address. JA3S and JA4 are not invented for SSLv2 hellos.
 *
 * <p>Why certificates twice: {@code PlainCertificate} reads those of plain ASCII under the usual attribute types, and sees nothing
 * in any other; these the JDK reads. 16 us against 3 for an ordinary one under the first
 * compiler, and 36 ms against 3 for the first of a process (240 classes more, without class-data sharing). A test
 * compares the two on certificates made by chance, whole and damaged: where both read one they read the same.
 *
 * <p>Why escapes: text is printable ASCII, other bytes are {@code \xNN}, and so are the backslash and the semicolon
 * (the separator of lists), so that the bytes can be had back. Distinguished names keep the backslashes of RFC 4514.
 *
 * <p>Why limits: 255 bytes of a name, 32 ALPN names, 4,096 characters of a raw fingerprint, 256 alternative names;
 * 64 KiB of DTLS fragments for an association in at most four messages for each side, 16 MiB for a worker.
 *
 * <p>Why OpenVPN is here: without tls-crypt its control channel shows a whole handshake, which a dissector shows as well. The
 * HMAC's length is not announced; a reset that ends where one length says, or a hello where it says, proves it. Limits: 128
 * packets, 16 under way, 64 KiB a connection. {@link tell443.facts.TlsFacts#inTunnel} keeps such hellos from having a say.
 *
 * <p>Why RDP-UDP beside it: its SYN exchange proves it, and the handshake behind it names the desktop. The same limits.
 * Forward error correction is not undone; of a lossy transport every datagram is DTLS's own. Without the server's answer
 * the version is not known and nothing is read.
 *
 * <p>Why the second hello apart: after a HelloRetryRequest the client says again what it wants, with another key share and
 * without padding or early data, so that its JA3 differs (10 of 1,248 hellos of public captures). The first stays the
 * flow's own: it shows what the program is like when nobody interferes. The second has columns of its own, in an object that
 * only such flows have. Over TCP it is looked for as well where no packet of the server was captured; QUIC that begins
 * again after version negotiation or Retry, and DTLS after HelloVerifyRequest, repeat the first hello: no retry of TLS's.
 */
package tell443.tls;
