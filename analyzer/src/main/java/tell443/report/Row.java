package tell443.report;

import tell443.classify.Verdict;
import tell443.facts.FlowFacts;
import tell443.net.CommunityId;

/** What a row is made from, and the tools to make it. One per worker, filled in anew for each row. */
public final class Row {

    private FlowFacts facts;
    private Verdict verdict;
    private final RowBuffer cell = new RowBuffer(64);
    private final RecordStatistics records = new RecordStatistics();
    private boolean recordsCurrent;
    private CommunityId communityId; // made when first wanted: its digest costs start-up time

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

    /** An empty buffer for {@link RowSink#plain}. */
    RowBuffer cell() {
        cell.clear();
        return cell;
    }

    RecordStatistics records() {
        if (!recordsCurrent) {
            records.read(facts.records);
            recordsCurrent = true;
        }
        return records;
    }

    String communityId() {
        if (communityId == null) {
            communityId = new CommunityId();
        }
        return communityId.v1(facts.tcp, facts.ipv6, facts.clientHigh, facts.clientLow, facts.serverHigh, facts.serverLow,
                facts.clientPort, facts.serverPort);
    }
}
