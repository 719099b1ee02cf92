package tell443.classify;

import tell443.facts.FlowFacts;

/** What one connection adds to what is known of its server: whether it looks like DNS by itself, or shows a page. */
public final class DnsExchanges {

    /** Records of data, or datagrams, without which a connection alone says nothing. */
    private static final int ENOUGH = 20;

    private final ApplicationData data = new ApplicationData();
    private final DnsFigures dns = new DnsFigures();
    private final BareMessages bare = new BareMessages();
    private FlowFacts facts;

    /** Looks at a connection; the questions are about it until the next call. */
    public void read(FlowFacts facts) {
        this.facts = facts;
        if (facts.quic.present()) {
            data.readDatagrams(facts.packets);
        } else if (facts.client.dataRecords + facts.server.dataRecords >= ENOUGH) {
            data.read(facts, facts.tls);
        } else {
            data.clear();
        }
    }

    /** Padding alone, bare messages, answers longer by addresses, or two observations that do not depend on each other. */
    public boolean likeDns() {
        if (data.count() < ENOUGH || !DnsShape.small(data)) {
            return false;
        }
        dns.of(data);
        boolean rhythm = dns.pairs() || dns.twins();
        boolean contacts = Doh.followed(facts, data);
        if (data.datagrams()) {
            return rhythm && contacts;
        }
        return DnsShape.paddedQueries(data) || DnsShape.paddedAnswers(data) || rhythm && contacts
                || (rhythm || contacts) && (dns.addressSteps() || dns.someAddresses())
                || dns.longerByAddresses() || dns.names() || Given.noHttp2(facts, facts.tls) && bare.seen(data);
    }

    /** Something that is no DNS answer came from the server. */
    public boolean page() {
        return facts.quic.present() ? data.count() > 0 && !DnsShape.small(data) : Doh.largeAnswer(facts, facts.tls);
    }
}
