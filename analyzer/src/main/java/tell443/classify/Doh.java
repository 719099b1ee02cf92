package tell443.classify;

import static tell443.classify.Evidence.Group.BYTES;
import static tell443.classify.Evidence.Group.ELSEWHERE;
import static tell443.classify.Evidence.Group.RHYTHM;
import static tell443.classify.Evidence.behaviour;
import static tell443.classify.Evidence.list;
import static tell443.classify.Given.CONTACTS;
import static tell443.classify.Given.EXCHANGES;
import static tell443.classify.Given.NO_HTTP2;
import static tell443.classify.Given.RESOLVER_ADDRESS;
import static tell443.classify.Given.RESOLVER_CERTIFICATE;
import static tell443.classify.Given.RESOLVER_NAME;

import tell443.facts.FlowFacts;
import tell443.facts.QuicFacts;
import tell443.facts.Surroundings;
import tell443.facts.TlsFacts;
import tell443.lists.ListEntry;

/**
 * DNS over HTTPS (RFC 8484), over TLS or QUIC.
 *
 * <p>Why these weights: a dedicated name was seen in 129 DoH flows and in none of 10,694 web flows, so it weighs
 * ln(0.9 / (3 / 10694)) = 8.1. A shared name leaves it even: what is seen of the records must decide. Shared addresses are
 * content networks, where 10 of 11 false positives of an address list came from.
 *
 * <p>Why two observations: of 1,573 web flows of our own with 20 records or more (polling, gRPC, telemetry, chats, suggestions)
 * none had address steps, none had contacts that count, 3 had twins; and of all flows none had two of them. By that alone each
 * would weigh ln(0.6 / (3 / 1573)) = 5.8. They weigh less, since those programs are few, and alone none decides.
 *
 * <p>Why answers longer by addresses decide alone, at 0.6: of 1,428 web flows in TLS with 20 records, which were seen while it was
 * made, none has them; of 57,000 simulated flows of 19 families (look-ups, calls, echoes, lists, twins, letters typed) 6, of
 * no family more than 1 in 700. ln(0.25 / (3 / 1428)) = 4.8. Of simulated DNS with 20 to 60 questions one after another a quarter
 * to a third shows them, of A records alone; with AAAA records and twins four in ten to nine in ten are told, of questions that
 * come many at once one in five. What hides them: headers in the same record whose lengths vary (dates and times to live that
 * HPACK's table knows or not).
 *
 * <p>Why names asked for by several types at once decide at 0.6: of 115 web flows with 20 small requests of ten lengths none has
 * that rhythm, and of 57,000 simulated ones 1 has it and a hint of addresses. Programs made to have the rhythm have as much of a
 * hint once in fifty by chance, once in five where their answers are lists of entries: such are few. Of simulated DNS with A and
 * AAAA records at once a quarter is told by it. Padding behind headers: 0 of 807 web flows of 20 records, all small; both lengths and
 * a number of requests that changes must agree, but it is few programs' (2 of 3 connections of one), so 0.6. Neither agrees with
 * messages being small, which both require.
 *
 * <p>Tried and left out: requests matched with answers in order where they overlap (no more DNS, and 23 simulated others, not 1); the
 * lengths of whole short connections to one server together (1 of 8 series of some 25, none of 35 of the web).
 */
final class Doh {

    private static final String NOT_MEASURED = "a start value: no error rate on traffic held back yet";
    private static final String RECORDS = "RFC 1035 section 4.1.3, RFC 3596: 16 bytes are an A record, 28 an AAAA record";
    private static final String LISTS = "lists, whose sources NOTICE names";
    /** Interfaces of applications have small messages, too, and several at once: that alone is never called DNS. */
    private static final double MERE_BEHAVIOUR = 0.5;
    /** What a connection itself does not show. */
    private static final double ONE_SERVER = 0.7;
    /** GET of a question with the name of the host (RFC 8484 section 4.1, RFC 9112 section 3.2). */
    private static final int SHORTEST_HTTP = 60;
    private static final int SERVER_LIKE_DNS = 2;
    private static final int EXCHANGED = 20;
    private static final long OLD_DAYS = 3 * 365;
    /** A TLS 1.2 answer of more than 4,000 bytes of content and 24 of expansion. */
    private static final int LARGE_ANSWER = 4_024;
    /** TLS 1.3 sends its certificates in records of the same type; chains of more than this are not in use. */
    private static final int LARGER_THAN_CERTIFICATES = 12_000;

    static final Protocol PROTOCOL = Protocol.of(Doh::version, "tls", FlowClass.DOH,
            list("doh.name", 8.1, 0.97, "the name asked for belongs to a public DNS resolver and to nothing else", LISTS,
                    sight -> named(sight) && sight.resolverName.dedicated()).onlyWith(RESOLVER_NAME)
                    .telling(sight -> words(sight.resolverName)),
            list("doh.name-shared", 3.7, 0.60, "the name asked for is that of a public DNS resolver and of a web site", LISTS,
                    sight -> named(sight) && !sight.resolverName.dedicated()).onlyWith(RESOLVER_NAME)
                    .telling(sight -> words(sight.resolverName)),
            list("doh.address", 6.0, 0.90,
                    "no name was asked for, and the address belongs to a public DNS resolver and to nothing else", LISTS,
                    sight -> addressed(sight) && nameless(sight) && !old(sight)).onlyWith(RESOLVER_ADDRESS)
                    .telling(sight -> words(sight.resolverAddress)),
            list("doh.address-old", 3.0, 0.60, "as doh.address, but the list is more than three years older than the flow", LISTS,
                    sight -> addressed(sight) && nameless(sight) && old(sight)).onlyWith(RESOLVER_ADDRESS)
                    .telling(sight -> words(sight.resolverAddress)),
            list("doh.address-other-name", 2.5, 0.60, "the address is a public DNS resolver's, but another name was asked for", LISTS,
                    sight -> addressed(sight) && !nameless(sight) && !sight.resolverName.present()).onlyWith(RESOLVER_ADDRESS)
                    .telling(sight -> words(sight.resolverAddress)),
            list("doh.address-shared", 0.5, 0.30, "the address is shared by a public DNS resolver and other services", LISTS,
                    sight -> sight.resolverAddress.present() && !sight.resolverAddress.dedicated()).onlyWith(RESOLVER_ADDRESS)
                    .telling(sight -> words(sight.resolverAddress)),
            list("doh.certificate", 6.0, 0.90, "no name was asked for, and the certificate is a public DNS resolver's", LISTS,
                    sight -> sight.resolverCertificate.present() && sight.resolverCertificate.dedicated()).onlyWith(RESOLVER_CERTIFICATE)
                    .telling(sight -> words(sight.resolverCertificate)),
            behaviour("doh.padded-queries", 7, "requests carry messages padded to 128 or 256 bytes, as DNS queries are",
                    "RFC 8467 section 4.1", sight -> !sight.data().datagrams() && DnsShape.paddedQueries(sight.data()))
                    .in(BYTES).upTo(0.85).onlyWith(EXCHANGES),
            behaviour("doh.padded-answers", 7, "answers carry messages padded to multiples of 468 bytes, as DNS answers are",
                    "RFC 8467 section 4.1", sight -> !sight.data().datagrams() && DnsShape.paddedAnswers(sight.data()))
                    .in(BYTES).upTo(0.85).onlyWith(EXCHANGES),
            behaviour("doh.padded-with-headers", 5.2,
                    "requests of one length come several at a time, and answers have the length of headers and one padded to 468 bytes",
                    "RFC 8467 section 4.1", sight -> onTls(sight) && sight.dns().paddedWithHeaders())
                    .in(RHYTHM).onlyWith(EXCHANGES).telling(sight -> sight.dns().paddedWords()),
            behaviour("doh.bare-messages", 7,
                    "no HTTP/2, requests as short as DNS queries, and answers repeat them and are longer by whole address records",
                    "RFC 7858 section 3.3, RFC 1035 section 4.1", Doh::bareMessages).in(BYTES).upTo(0.85).onlyWith(EXCHANGES | NO_HTTP2)
                    .telling(Doh::bareWords),
            behaviour("doh.pairs", 1.5, "small requests come two or three of one length at a time: one name, asked for by several types",
                    NOT_MEASURED, sight -> sight.dns().pairs()).in(RHYTHM).upTo(MERE_BEHAVIOUR).onlyWith(EXCHANGES),
            behaviour("doh.twins", 1.5,
                    "one small request after another, two to four of one length in a row: one name, asked for by several types",
                    NOT_MEASURED, sight -> sight.dns().twins()).in(RHYTHM).upTo(MERE_BEHAVIOUR).onlyWith(EXCHANGES),
            behaviour("doh.names", 5.2,
                    "requests come by two or by three of one length at once, of many lengths, as names are asked for by type,"
                            + " and some answers differ by whole addresses",
                    "RFC 8305 section 3, RFC 9460 section 3", sight -> onTls(sight) && sight.dns().names())
                    .in(RHYTHM).onlyWith(EXCHANGES).telling(sight -> sight.dns().nameWords()),
            behaviour("doh.address-steps", 4.5,
                    "answers to requests of one length differ by whole address records, far more often than by chance", RECORDS,
                    sight -> onTls(sight) && sight.dns().addressSteps()).upTo(MERE_BEHAVIOUR).onlyWith(EXCHANGES)
                    .telling(sight -> sight.dns().stepWords()),
            behaviour("doh.longer-by-addresses", 5,
                    "answers are longer than their requests by what never changes and whole address records, far more often than by chance",
                    RECORDS, Doh::longerByAddresses).onlyWith(EXCHANGES)
                    .telling(sight -> sight.dns().longerWords()),
            behaviour("doh.some-addresses", 3,
                    "answers differ from each other, or from their requests, by whole address records more often than by chance",
                    RECORDS, Doh::someAddresses).upTo(MERE_BEHAVIOUR).onlyWith(EXCHANGES)
                    .telling(sight -> sight.dns().stepWords()),
            behaviour("doh.small-exchanges", 1, "requests and answers are as short as DNS messages and as many",
                    NOT_MEASURED,
                    Doh::smallExchanges).upTo(MERE_BEHAVIOUR).onlyWith(EXCHANGES),
            behaviour("doh.contacts", 5, "the client turns to other servers right after answers in this flow, more often than by chance",
                    NOT_MEASURED, sight -> followed(sight.facts, sight.data())).in(ELSEWHERE).upTo(MERE_BEHAVIOUR).onlyWith(CONTACTS)
                    .telling(sight -> sight.facts.around.contactsAfterAnswer + " of " + sight.facts.around.contacts + " contacts"),
            behaviour("doh.server", 6.2,
                    "earlier connections to this server by this name looked like DNS by themselves, and none had a page",
                    NOT_MEASURED, Doh::serverLikeDns).in(ELSEWHERE).upTo(ONE_SERVER).onlyWith(Given.SERVER_DNS)
                    .telling(sight -> sight.facts.around.serverLikeDns + " connections before this one"),
            behaviour("doh.large-answer", -4, "the server sends a record larger than any DNS answer",
                    "0 of about 43,000 DoH traces (Siby 2020)",
                    sight -> largeAnswer(sight.facts, sight.tls))
                    .telling(sight -> "largest record " + sight.facts.server.dataMax + " bytes"));

    private Doh() {}

    static String version(Sight sight) {
        if (sight.carrier == Carrier.QUIC) {
            return "h3";
        }
        String version = Https.version(sight);
        return version.equals("tls") && (DnsShape.prefixed(sight.data()) || bareMessages(sight)) ? "dot" : version;
    }

    /** Google's own QUIC is not asked: no DoH client is known to speak it. */
    private static boolean named(Sight sight) {
        return sight.resolverName.present() && !sight.facts.quic.google && !Https.notWeb(sight);
    }

    private static boolean addressed(Sight sight) {
        return sight.resolverAddress.present() && sight.resolverAddress.dedicated() && !sight.facts.quic.google && !Https.notWeb(sight)
                && (sight.carrier != Carrier.QUIC || conversation(sight.facts.quic));
    }

    /** An address says where a packet went; an Initial that nobody answers may try anything. Packets of 1-RTT show an answer. */
    private static boolean conversation(QuicFacts quic) {
        return quic.serverAnswered || quic.serverInitialOpened || quic.clientShort > 0;
    }

    /** No server_name, or an address in its place as careless clients send it. */
    private static boolean nameless(Sight sight) {
        String sni = sight.sni;
        return sni.isEmpty() || sni.indexOf(':') >= 0 || Character.isDigit(sni.charAt(sni.length() - 1));
    }

    private static boolean old(Sight sight) {
        return sight.ageOf(sight.resolverAddress) > OLD_DAYS;
    }

    /**
     * Answers are small, what follows them does so by chance once in ten thousand, moments of it once in a thousand (a page turns to
     * many servers at once), and it was not answers in the clear that led to those servers.
     */
    static boolean followed(FlowFacts facts, ApplicationData data) {
        Surroundings around = facts.around;
        return around.contacts > 0 && around.contactsNamed * 2 <= around.contacts
                && noPage(facts, data)
                && Chance.atLeast(around.contactsAfterAnswer, around.contacts, around.contactsByChance / around.contacts) < 1e-4
                && Chance.atLeast(around.momentsAfterAnswer, around.moments, around.momentsByChance / around.moments) < 1e-3;
    }

    private static boolean onTls(Sight sight) {
        return sight.carrier == Carrier.TLS;
    }

    /** Records as short as questions alone are no HTTP/1.1; without HTTP/2 they are no DoH. */
    private static boolean longerByAddresses(Sight sight) {
        return onTls(sight) && maybeHttp((sight.given & NO_HTTP2) != 0, sight.data()) && sight.dns().longerByAddresses();
    }

    static boolean maybeHttp(boolean noHttp2, ApplicationData data) {
        return !noHttp2 || data.count() > 0 && data.size(0) >= SHORTEST_HTTP;
    }

    /** What is nothing but many small messages that come together does not agree with itself. */
    private static boolean smallExchanges(Sight sight) {
        return sight.data().count() >= EXCHANGED && DnsShape.small(sight.data())
                && !(onTls(sight) && (sight.dns().names() || sight.dns().paddedWithHeaders()));
    }

    /** Alone it would change nothing, so that it is looked for where something agrees. */
    private static boolean someAddresses(Sight sight) {
        boolean agreed = (sight.given & CONTACTS) != 0 || sight.dns().pairs() || sight.dns().twins();
        return onTls(sight) && agreed && sight.dns().someAddresses();
    }

    private static boolean bareMessages(Sight sight) {
        return sight.carrier == Carrier.TLS && (sight.given & NO_HTTP2) != 0 && sight.bare().seen(sight.data());
    }

    private static String bareWords(Sight sight) {
        sight.bare().seen(sight.data());
        return sight.bare().steps() + " of " + sight.bare().trials() + " answers and pairs of them, of which chance makes one in eight";
    }

    /** Two of them, or one that was sure if this one has as many small messages: one request to a resolver may be for its web page. */
    private static boolean serverLikeDns(Sight sight) {
        Surroundings around = sight.facts.around;
        boolean others = around.serverLikeDns >= SERVER_LIKE_DNS
                || around.serverSurelyDns > 0 && (sight.given & EXCHANGES) != 0 && sight.data().count() >= EXCHANGED;
        return others && around.serverPages == 0 && noPage(sight.facts, sight.data());
    }

    private static boolean noPage(FlowFacts facts, ApplicationData data) {
        return DnsShape.small(data) && (data.datagrams() || !largeAnswer(facts, facts.tls));
    }

    static boolean largeAnswer(FlowFacts facts, TlsFacts tls) {
        boolean visibleHandshake = tls.serverHello.present() && tls.serverHello.version() <= 0x0303;
        return facts.server.dataMax >= (visibleHandshake ? LARGE_ANSWER : LARGER_THAN_CERTIFICATES);
    }

    private static String words(ListEntry row) {
        return row.key() + " (" + row.operator() + "), " + row.source().list() + " of " + row.source().date();
    }
}
