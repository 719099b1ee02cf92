/**
 * Reading bytes of the network: {@link tell443.bytes.Bytes} at an offset, {@link tell443.bytes.Cursor} one
 * field after another, {@link tell443.bytes.Words} where every call counts.
 *
 * <p>Why: a parser never throws and never allocates. It is written straight through like the RFC's struct, and its
 * answer is OK, TRUNCATED (with how many more bytes would help) or MALFORMED.
 */
package tell443.bytes;
