package tell443.report;

import static tell443.report.Column.Type.*;

import tell443.classify.FlowClass;
import tell443.classify.Verdict;

/** What the verdict holds beyond the core columns. */
enum VerdictColumn implements Column {
    SCORE_HTTPS(DECIMAL, "", "How much speaks for the class https: its share of all classes after calibration and caps, 4"
            + " decimals.", "never"),
    SCORE_DOH(DECIMAL, "", "The same for doh.", "never"),
    SCORE_VPN(DECIMAL, "", "The same for vpn.", "never"),
    SCORE_QUIC(DECIMAL, "", "The same for quic.", "never"),
    SCORE_OTHER(DECIMAL, "", "The same for other.", "never"),
    SCORE_UNKNOWN(DECIMAL, "", "The confidence of a flow whose class is unknown, 0 of any other flow.", "never"),
    EVIDENCE_AGAINST(TEXT_LIST, "", "Ids of the evidence that contradicts the class, strongest first.", "nothing contradicts"),
    EXPLANATION(TEXT_LIST, "", "The evidence as sentences, in the order of evidence and then of evidence_against; those that"
            + " contradict begin"
            + " with \"against: \".", "there is no evidence");

    private final About about;

    VerdictColumn(Type type, String unit, String meaning, String emptyWhen) {
        about = new About(type, unit, meaning, emptyWhen);
    }

    @Override
    public About about() {
        return about;
    }

    @Override
    public void write(Row row, RowSink out) {
        Verdict verdict = row.verdict();
        switch (this) {
            case SCORE_HTTPS -> Cells.decimal(out, verdict.score(FlowClass.HTTPS), 4);
            case SCORE_DOH -> Cells.decimal(out, verdict.score(FlowClass.DOH), 4);
            case SCORE_VPN -> Cells.decimal(out, verdict.score(FlowClass.VPN), 4);
            case SCORE_QUIC -> Cells.decimal(out, verdict.score(FlowClass.QUIC), 4);
            case SCORE_OTHER -> Cells.decimal(out, verdict.score(FlowClass.OTHER), 4);
            case SCORE_UNKNOWN -> Cells.decimal(out, verdict.score(FlowClass.UNKNOWN), 4);
            case EVIDENCE_AGAINST -> evidence(verdict, true, out);
            case EXPLANATION -> explain(verdict, out);
        }
    }

    static void evidence(Verdict verdict, boolean against, RowSink out) {
        out.beginList();
        for (int i = 0; i < verdict.evidenceCount(); i++) {
            if (verdict.against(i) == against) {
                out.word(verdict.evidence(i).id());
            }
        }
        out.endList();
    }

    /** Class, a slash, and the protocol within the class. */
    static String protocol(Verdict verdict) {
        String label = verdict.flowClass().label();
        String protocol = verdict.protocol();
        boolean whole = protocol.startsWith(label) && protocol.length() > label.length() && protocol.charAt(label.length()) == '/';
        return whole ? protocol : label.concat("/").concat(protocol);
    }

    private static void explain(Verdict verdict, RowSink out) {
        out.beginList();
        for (int i = 0; i < verdict.evidenceCount(); i++) {
            if (!verdict.against(i)) {
                Cells.item(out, verdict.sentence(i));
            }
        }
        for (int i = 0; i < verdict.evidenceCount(); i++) {
            if (verdict.against(i)) {
                Cells.item(out, "against: " + verdict.sentence(i));
            }
        }
        out.endList();
    }
}
