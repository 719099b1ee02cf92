/**
 * Lists of names and addresses: public DNS resolvers, domains of VPN operators, tunnel entrances, ECH public names.
 *
 * <p>{@link tell443.lists.Lists} answers by name or address with a {@link tell443.lists.ListEntry}, whose source, licence and
 * date are part of the answer; {@code NONE} when there is no row. What a row means is for {@code classify} to say.
 *
 * <p>Why:
 * <ul>
 * <li>Resolver names match exactly: {@code is-doh.help.every1dns.net}, {@code updates.opendns.com} and
 * {@code simplednscrypt.org} are web sites. Operators match by domain, because contact is all that they claim.
 * <li>Every name and address of a resolver is <em>dedicated</em> or <em>shared</em>: of 11 false positives of a public
 * address list on 10,694 web flows, 10 were a web service behind the same content network.
 * <li>Facts come from the operators' own pages and programs, from programs that use their services, and from the DNSCrypt
 * project's list (BSD-2-Clause); no list under a licence that forbids it was read into these files.
 * <li>Rows keep the date of their source, since addresses change hands; a resolver that has closed stays, for old captures.
 * <li>Own hash tables: a look-up of a name and all its parents hashes once, from the end, and allocates nothing; one
 * bitmap of all names answers nearly every label of a name that no list has (0.2 us for a name of 31 characters became 0.1).
 * </ul>
 */
package tell443.lists;
