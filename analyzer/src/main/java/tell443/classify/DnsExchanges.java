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
     * How much like DNS: 2 what would be told with 0.85 by itself (exact lengths, or two observations that do not depend on each
     * other), 1 what would be told at all, 0 nothing.
     */
    public int likeDns() {
        if (data.count() < ENOUGH || !DnsShape.small(data)) {
            return 0;
        }
        dns.of(data);
        boolean rhythm = dns.pairs() || dns.twins();
        boolean contacts = Doh.followed(facts, data);
        if (data.datagrams()) {
            return rhythm && contacts ? 2 : 0;
        }
        boolean noHttp2 = Given.noHttp2(facts, facts.tls);
        boolean lengths = DnsShape.paddedQueries(data) || DnsShape.paddedAnswers(data) || noHttp2 && bare.seen(data);
        boolean addresses = (rhythm || contacts) && (dns.addressSteps() || dns.someAddresses());
        if (lengths || addresses || rhythm && contacts) {
            return 2;
        }
        boolean longer = Doh.maybeHttp(noHttp2, data) && dns.longerByAddresses();
        return longer || dns.names() || dns.paddedWithHeaders() ? 1 : 0;
    }

    /** Something that is no DNS answer came from the server. */
    public boolean page() {
        return facts.quic.present() ? data.count() > 0 && !DnsShape.small(data) : Doh.largeAnswer(facts, facts.tls);
    }
}
