/**
 * QUIC as far as everybody can read it: headers, and Initial packets, whose keys follow from what they show.
 *
 * <p>Crosses the border: datagrams go in through {@link tell443.quic.QuicReader}, one per worker; what is remembered of
 * a flow is its {@link tell443.quic.QuicConnection}; what was seen is {@link tell443.facts.QuicFacts}; hellos go out as
 * bytes to a {@link tell443.quic.CryptoConsumer}, for this room does not know TLS. While {@code wantsMore} says so a
 * datagram is worth reading; afterwards {@code count} notes its first byte.
 *
 * <p>What is read: v1 (RFC 9000, 9001), v2 (RFC 9369), drafts 22 to 34, mvfst, reserved versions that turn out to be v1
 * or draft 29; Google's Q050, T050, T051 (sealed) and Q024 to Q046 (clear). What is not: an Initial the capture cut
 * short, because its tag cannot be proven; Google's hello when it spans packets; the tag of Retry packets.
 *
 * <p>Limits, each with {@code QUIC_LIMIT} and the quality {@code limit}: 16 Initials tried, 64 KiB of CRYPTO frames and 256
 * ranges, per direction. A frame beyond the first 64 KiB is left out without a word. Memory is what came, never what is
 * claimed. A hello that is whole within its packet allocates nothing; keys and buffers go when both hellos are read or
 * eight short header packets were seen.
 *
 * <p>Why own AES, GHASH and SHA-256 instead of the JDK's: the JDK's are fast only once the second compiler (C2) has
 * replaced them by processor instructions, and short runs do without it. Whole process, user seconds for 100,000
 * Initials of 1,250 bytes with as many key derivations (JDK 17, machine loaded, fewest of two; C2 / C1 only):
 *
 * <pre>
 *   JDK digest, JDK GCM      1.55 / 3.24      (5th repetition in one process: 3.5 / 42 microseconds each)
 *   own digest, JDK GCM      1.43 / 2.64
 *   JDK digest, own GCM      1.19 / 1.60      (4.5 / 17)
 *   own digest, own GCM      1.11 / 1.08      (7.0 / 11)
 * </pre>
 *
 * Ours wins cold either way, needs no security providers at start, and does the same work every time; under C2 the JDK's
 * digest would overtake it after roughly a hundred thousand Initials, its GCM after two.
 *
 * <p>Why it is written for C1, which compiles all runs on inputs below 2 GiB: warm, a client Initial of 1,200 bytes costs
 * 8.9 microseconds there (before: 10.0; C2: 7.5), a server's as long 6.7 (7.5; 5.6). Keys are 4.3 of the client's: two
 * Initials take 24 compressions of SHA-256, and none can be spared: 2 make the secret, 2 its pads, and for each side 2 the
 * side's secret, 2 its pads, and 2 each of key, iv and header protection key; 16 of them need a message schedule. Four
 * rounds at a time are 192 ns, eight were 220. C1 emits a rotation as shifts, a shift of a long with one instruction more,
 * {@code Long.reverseBytes} as a call, and checks no index that is masked when the table is static and final. Not faster
 * in sum: rotations by longs that hold a word twice, the schedule in eights, factored sigma functions, round constants
 * added in the rounds.
 *
 * <p>Why a table of 256 entries for GHASH although a key is used once: making it takes 0.33 microseconds, and 79 blocks then
 * 2.0 (2.5 with words read one by one and one pair of bytes at a time); with 16 entries they took 5 to 6, four interleaved lanes gained
 * nothing, separate sums of even
 * and odd bytes were slower.
 *
 * <p>Why the key stream keeps most of its first two rounds: only one byte differs from block to block; 55 ns a block
 * instead of 67.
 *
 * <p>Why frames are read only until the hello is whole and padding begins: the tag vouches for the whole packet, and
 * decrypting a kilobyte of padding would cost as much as all the rest. A conflicting copy hidden behind padding, or in
 * a later packet, is therefore not flagged.
 *
 * <p>Why both the first id and the header's own are tried: see {@link tell443.quic.KeyRing}.
 */
package tell443.quic;
