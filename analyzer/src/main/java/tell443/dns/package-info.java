/**
 * DNS answers in the clear, as far as they say which names lead to which addresses.
 *
 * <p>Crosses the border: {@link tell443.dns.DnsReader} fills a {@link tell443.dns.DnsAnswer} in.
 *
 * <p>Why:
 * <ul>
 * <li>Answers only: they repeat the question, and who is asked is of no interest.
 * <li>A name is that of the question, not of the end of a chain of aliases: it is what the client wanted, and what it will
 * put into its ClientHello.
 * <li>Over TCP a message must begin a segment and lie in it; no stream is put together for it.
 * </ul>
 */
package tell443.dns;
