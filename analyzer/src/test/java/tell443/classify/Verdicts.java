package tell443.classify;

/** Verdicts and evidence made by hand, for tests of what reads them. */
public final class Verdicts {

    private Verdicts() {}

    public static Evidence evidence(String id, String because, String source) {
        return Evidence.hard(id, 1, because, source, sight -> false);
    }

    public static Verdict of(FlowClass flowClass, String protocol, String operator, double confidence, Ech ech) {
        Verdict verdict = new Verdict();
        verdict.owner(ech, operator);
        verdict.score(flowClass, confidence);
        verdict.decide(flowClass, protocol, confidence);
        return verdict;
    }

    public static Verdict of(FlowClass flowClass, String protocol, String operator, double confidence, Ech ech,
            Evidence supports, Evidence contradicts) {
        Verdict verdict = of(flowClass, protocol, operator, confidence, ech);
        verdict.add(supports, false);
        verdict.add(contradicts, true);
        return verdict;
    }
}
