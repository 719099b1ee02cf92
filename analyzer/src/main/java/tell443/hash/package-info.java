/**
 * Hashes of the standards: {@link tell443.hash.Md5} for JA3, {@link tell443.hash.Sha1} for the Community ID, {@link
 * tell443.hash.Sha256} for JA4, certificates and the keys of QUIC.
 *
 * <p>Why by hand: short runs are compiled by C1, for which the JDK's hashes have no intrinsics; its providers take 9 ms of a
 * start of 150, and each call several times what a short message needs. All are tested against the JDK's.
 */
package tell443.hash;
