package tell443.classify;

import tell443.facts.FlowFacts;

/** What one connection adds to what is known of its server: whether it looks like DNS by itself, and its exchange if it has but one. */
public final class DnsExchanges {

    /** Records of data without which a connection alone says nothing. */
    private static final int ENOUGH = 20;
    /** More than this is not one exchange with its preface, settings and tickets. */
    private static final int ONE_EXCHANGE = 16;
    /** Records of data up to this length are control frames and bare headers. */
    private static final int CONTROL = 40;

    private final ApplicationData data = new ApplicationData();
    private final AddressSteps steps = new AddressSteps();
    private final BareMessages bare = new BareMessages();
    private FlowFacts facts;

    /** Whether there is anything to be looked at; the other questions are about this flow until the next call. */
    public boolean read(FlowFacts facts) {
        this.facts = facts;
        if (facts.quic.present()) {
            data.readDatagrams(facts.packets);
        } else {
            data.read(facts, facts.tls);
        }
        return data.count() > 0;
    }

    /** Padding alone, bare messages, or two observations that do not depend on each other. */
    public boolean likeDns() {
        if (data.count() < ENOUGH || !DnsShape.small(data)) {
            return false;
        }
        boolean rhythm = DnsShape.pairs(data) || DnsShape.twins(data);
        boolean contacts = Doh.followed(facts, data);
        if (data.datagrams()) {
            return rhythm && contacts;
        }
        steps.read(data);
        return DnsShape.paddedQueries(data) || DnsShape.paddedAnswers(data) || rhythm && contacts
                || steps.seen(AddressSteps.MANY) && (rhythm || contacts) || Given.noHttp2(facts, facts.tls) && bare.seen(data);
    }

    /** Something that is no DNS answer came from the server. */
    public boolean page() {
        return data.datagrams() ? !DnsShape.small(data) : Doh.largeAnswer(facts, facts.tls);
    }

    /** Bytes of the last request of a connection with hardly more than one; 0 when there is none. */
    public int request() {
        int last = lastRequest();
        return last < 0 || data.datagrams() || data.count() > ONE_EXCHANGE ? 0 : data.size(last);
    }

    /** Bytes of the last record after that request; 0 when there is none. */
    public int answer() {
        int answer = 0;
        for (int i = Math.max(0, lastRequest()); i < data.count(); i++) {
            answer = !data.fromClient(i) && data.size(i) > CONTROL ? data.size(i) : answer;
        }
        return answer;
    }

    private int lastRequest() {
        int last = data.count() - 1;
        while (last >= 0 && !(data.fromClient(last) && data.size(last) > CONTROL)) {
            last--;
        }
        return last;
    }
}
