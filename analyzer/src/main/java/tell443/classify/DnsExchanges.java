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

    /**
     * How much like DNS: 2 what would be told with 0.85 by itself (padding, bare messages, servers the client turned to and a rhythm),
     * 1 what would be told at all, 0 nothing.
     */
    public int likeDns() {
        if (data.count() < ENOUGH || !DnsShape.small(data)) {
            return 0;
        }
        dns.of(data);
        boolean rhythm = dns.pairs() || dns.twins();
        boolean contacts = Doh.followed(facts, data);
        if (rhythm && contacts) {
            return 2;
        }
        if (data.datagrams()) {
            return 0;
        }
        if (DnsShape.paddedQueries(data) || DnsShape.paddedAnswers(data) || Given.noHttp2(facts, facts.tls) && bare.seen(data)) {
            return 2;
        }
        boolean addresses = (rhythm || contacts) && (dns.addressSteps() || dns.someAddresses());
        return addresses || dns.longerByAddresses() || dns.names() || dns.paddedWithHeaders() ? 1 : 0;
    }

    /** Something that is no DNS answer came from the server. */
    public boolean page() {
        return facts.quic.present() ? data.count() > 0 && !DnsShape.small(data) : Doh.largeAnswer(facts, facts.tls);
    }
}
