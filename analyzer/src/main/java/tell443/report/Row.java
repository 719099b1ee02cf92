package tell443.report;

import tell443.classify.FlowClass;
import tell443.classify.Verdict;
import tell443.facts.FlowFacts;
import tell443.net.CommunityId;

/** What a row is made from, and the tools to make it. One per worker, filled in anew for each row. */
public final class Row {

    private static final int CLASSES = FlowClass.values().length;

    private FlowFacts facts;
    private Verdict verdict;
    private final Times times = new Times();
    private final RecordStatistics records = new RecordStatistics();
    private boolean recordsCurrent;
    private CommunityId communityId; // made when first wanted
    private final String[] protocols = new String[CLASSES];
    private final String[] protocolTexts = new String[CLASSES];

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

    /** {@link VerdictColumn#protocol}; of each class the last one is kept, for most are the same. */
    String protocol() {
        int flowClass = verdict.flowClass().ordinal();
        if (protocols[flowClass] != verdict.protocol()) {
            protocols[flowClass] = verdict.protocol();
            protocolTexts[flowClass] = VerdictColumn.protocol(verdict);
        }
        return protocolTexts[flowClass];
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
