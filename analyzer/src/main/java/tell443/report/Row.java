package tell443.report;

import tell443.classify.FlowClass;
import tell443.classify.Verdict;
import tell443.facts.FlowFacts;
import tell443.net.CommunityId;

/** What a row is made from, and the tools to make it. One per worker, filled in anew for each row. */
public final class Row {

    private static final int PROTOCOLS = 32; // a power of two

    private FlowFacts facts;
    private Verdict verdict;
    private final Times times = new Times();
    private final RecordStatistics records = new RecordStatistics();
    private boolean recordsCurrent;
    private CommunityId communityId; // made when first wanted
    private final FlowClass[] classes = new FlowClass[PROTOCOLS];
    private final String[] protocols = new String[PROTOCOLS]; // of those classes
    private final String[] protocolTexts = new String[PROTOCOLS];

    Row fill(FlowFacts facts, Verdict verdict) {
        this.facts = facts;
        this.verdict = verdict;
        recordsCurrent = false;
        return this;
    }

    FlowFacts facts() {
        return facts;
    }

    Verdict verdict() {
        return verdict;
    }

    Times times() {
        return times;
    }

    /** {@link VerdictColumn#protocol}; the last ones are kept, for most are the same. */
    String protocol() {
        FlowClass flowClass = verdict.flowClass();
        String protocol = verdict.protocol();
        int place = protocol.hashCode() + flowClass.ordinal() & PROTOCOLS - 1;
        if (protocols[place] != protocol || classes[place] != flowClass) {
            protocols[place] = protocol;
            classes[place] = flowClass;
            protocolTexts[place] = VerdictColumn.protocol(verdict);
        }
        return protocolTexts[place];
    }

    RecordStatistics records() {
        if (!recordsCurrent) {
            records.read(facts.records);
            recordsCurrent = true;
        }
        return records;
    }

    byte[] communityId() {
        if (communityId == null) {
            communityId = new CommunityId();
        }
        return communityId.v1(facts.tcp, facts.ipv6, facts.clientHigh, facts.clientLow, facts.serverHigh, facts.serverLow,
                facts.clientPort, facts.serverPort);
    }
}
