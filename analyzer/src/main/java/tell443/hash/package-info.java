/**
 * Hashes of the standards: {@link tell443.hash.Md5} for JA3, {@link tell443.hash.Sha1} for the Community ID, {@link
 * tell443.hash.Sha256} for JA4, certificates and the keys of QUIC. And {@link tell443.hash.Secrets} for tables that nobody shall be
 * able to fill with collisions.
 *
 * <p>Why by hand: short runs are compiled by C1, for which the JDK's hashes have no intrinsics (a Community ID took 0.70 us with
 * them, 0.28 with ours), and its providers took 9 ms of every start. All are tested against the JDK's.
 */
package tell443.hash;
