package tell443.classify;

import java.util.Arrays;
import tell443.facts.FlowFacts;
import tell443.facts.Quality;
import tell443.lists.ListEntry;
import tell443.lists.Lists;

/** Judges flows. One per worker: it keeps scratch space and is not thread-safe. Allocates nothing. */
public final class Classifier {

    private static final FlowClass[] CLASSES = FlowClass.values();
    private static final int CANDIDATES = CLASSES.length - 1; // all but UNKNOWN
    private static final int SEEN_LIMIT = 48;
    /** Below this nothing is claimed. */
    private static final double LEAST = 0.5;
    /** Nearer than this, two classes are not told apart. */
    private static final double LEAST_LEAD = 0.15;

    private static final Protocol UNDECIDED = Protocol.of("undecided", FlowClass.UNKNOWN);
    /** Circumstances, beside bits of {@link Quality}. */
    private static final int REAL_ECH = 1 << 30;
    private static final int RECORDS_ONLY = 1 << 29;
    /** Judgements that are kept; a power of two. */
    private static final int KEPT = 32;

    private final Sight sight;
    private final Shortlists shortlists = new Shortlists();
    private final Reasons reasons = new Reasons();
    private final Weighing weighing = new Weighing();
    private final Evidence[] seen = new Evidence[SEEN_LIMIT];
    private final Protocol[] seenFor = new Protocol[SEEN_LIMIT];
    private int seenCount;
    private final Protocol[] best = new Protocol[CANDIDATES];
    private final double[] nats = new double[CANDIDATES];
    private final double[] caps = new double[CANDIDATES];
    private int decisive; // one bit per class that bytes prove
    private final Judgement[] kept = new Judgement[KEPT];

    /** What the same reasons under the same circumstances add up to; most flows are like one before. */
    private static final class Judgement {
        final Verdict verdict = new Verdict();
        Questions asked = Questions.NONE;
        final Reasons reasons = new Reasons();
        int circumstances;
        Protocol winner = UNDECIDED;
    }

    public Classifier(Lists lists) {
        sight = new Sight(lists);
        for (int i = 0; i < KEPT; i++) {
            kept[i] = new Judgement();
        }
    }

    /** Fills the verdict in. */
    public void classify(FlowFacts facts, Verdict verdict) {
        sight.of(facts);
        if (sight.carrier == Carrier.NOTHING) {
            verdict.clear();
            verdict.decide(FlowClass.UNKNOWN, "no-payload", 0.99);
        } else {
            Judgement judgement = judge();
            verdict.copy(judgement.verdict);
            if (judgement.winner != UNDECIDED) {
                verdict.detail(judgement.winner.detail().apply(sight));
            }
        }
        verdict.owner(sight.ech, operator());
        verdict.seen(sight);
    }

    private Judgement judge() {
        Questions asked = Protocols.on(sight.carrier);
        asked.ask(sight, shortlists, reasons);
        int circumstances = circumstances();
        long mixed = (reasons.mixed() * 31 + circumstances * 8 + sight.carrier.ordinal()) * 0x9E3779B97F4A7C15L;
        Judgement judgement = kept[(int) (mixed >>> 32) & KEPT - 1];
        if (judgement.asked != asked || !judgement.reasons.same(reasons) || judgement.circumstances != circumstances) {
            judgement.asked = asked;
            judgement.reasons.copy(reasons);
            judgement.circumstances = circumstances;
            judgement.verdict.clear();
            weigh(asked);
            score(judgement.verdict);
            judgement.winner = decide(judgement.verdict);
        }
        return judgement;
    }

    /** All that counts besides the reasons: see {@link Weighing#cap} and {@link #undecided}. */
    private int circumstances() {
        int capture = sight.facts.quality & (Quality.MIDSTREAM.bit() | Quality.ONE_WAY.bit());
        return capture | (sight.ech == Ech.REAL ? REAL_ECH : 0) | (recordsOnly() ? RECORDS_ONLY : 0);
    }

    private boolean recordsOnly() {
        return sight.tls.present() && sight.tls.recordsOnly;
    }

    private void weigh(Questions asked) {
        Arrays.fill(best, null);
        Arrays.fill(seen, 0, seenCount, null);
        seenCount = 0;
        decisive = 0;
        for (int i = 0; i < CANDIDATES; i++) {
            nats[i] = Prior.nats(CLASSES[i], sight.carrier);
        }
        Protocol[] protocols = asked.protocols();
        for (int i = 0; i < protocols.length; i++) {
            weigh(protocols[i], asked, asked.start(i), asked.start(i + 1));
        }
    }

    private void weigh(Protocol protocol, Questions asked, int from, int to) {
        weighing.clear();
        int before = seenCount;
        for (int i = from; i < to; i++) {
            if (reasons.has(i)) {
                weighing.add(asked.evidence(i));
                remember(asked.evidence(i), protocol, before);
            }
        }
        if (!weighing.supported()) {
            seenCount = before;
            return;
        }
        int candidate = protocol.flowClass().ordinal();
        decisive |= weighing.decisive() ? 1 << candidate : 0;
        double sum = Prior.nats(protocol.flowClass(), sight.carrier) + weighing.nats();
        double cap = weighing.cap(protocol.flowClass(), sight);
        if (best[candidate] == null || cap > caps[candidate] || cap == caps[candidate] && sum > nats[candidate]) {
            nats[candidate] = best[candidate] == null ? sum : Math.max(sum, nats[candidate]);
            best[candidate] = protocol;
            caps[candidate] = cap;
        }
    }

    /** Of two reasons that say the same, the stronger is shown. */
    private void remember(Evidence evidence, Protocol protocol, int from) {
        for (int i = from; i < seenCount; i++) {
            if (seen[i].group() == evidence.group() && seen[i].kind() == evidence.kind() && seen[i].supports() == evidence.supports()) {
                seen[i] = evidence.strongerThan(seen[i]) ? evidence : seen[i];
                return;
            }
        }
        if (seenCount < SEEN_LIMIT) {
            seen[seenCount] = evidence;
            seenFor[seenCount++] = protocol;
        }
    }

    /** Shares of the whole (softmax), then capped. A class without evidence keeps its share: it may yet be the truth. */
    private void score(Verdict verdict) {
        double highest = nats[0];
        for (int i = 1; i < CANDIDATES; i++) {
            highest = Math.max(highest, nats[i]);
        }
        double sum = 0;
        for (int i = 0; i < CANDIDATES; i++) {
            sum += Math.exp(nats[i] - highest);
        }
        for (int i = 0; i < CANDIDATES; i++) {
            double share = Math.exp(nats[i] - highest) / sum;
            verdict.score(CLASSES[i], best[i] == null ? share : Math.min(share, caps[i]));
        }
    }

    /** Gives the protocol whose detail is still to be told. */
    private Protocol decide(Verdict verdict) {
        int winner = winner(verdict);
        if (winner < 0) {
            undecided(verdict);
            return UNDECIDED;
        }
        Protocol protocol = best[winner];
        verdict.decide(protocol.flowClass(), protocol.name(), verdict.score(protocol.flowClass()));
        for (int i = 0; i < seenCount; i++) {
            boolean same = seenFor[i].flowClass() == protocol.flowClass();
            boolean decided = seenFor[i] == protocol || same && seen[i].kind() == Evidence.Kind.LIST;
            if (decided || !same && seen[i].weight() > 0) {
                verdict.add(seen[i], !decided || !seen[i].supports());
            }
        }
        return protocol;
    }

    /** The class that is above all others far enough, or -1; bytes that prove another class forbid any. */
    private int winner(Verdict verdict) {
        int winner = -1;
        double first = LEAST;
        double second = 0;
        for (int i = 0; i < CANDIDATES; i++) {
            double score = verdict.score(CLASSES[i]);
            if (best[i] != null && score > first) {
                second = Math.max(second, winner < 0 ? 0 : first);
                winner = i;
                first = score;
            } else {
                second = Math.max(second, score);
            }
        }
        boolean contradicted = winner >= 0 && (decisive & ~(1 << winner)) != 0;
        return winner >= 0 && !contradicted && first - second >= LEAST_LEAD ? winner : -1;
    }

    private void undecided(Verdict verdict) {
        double likeliest = 0;
        boolean any = false;
        for (int i = 0; i < CANDIDATES; i++) {
            any |= best[i] != null;
            likeliest = best[i] == null ? likeliest : Math.max(likeliest, verdict.score(CLASSES[i]));
        }
        boolean midstream = !any && recordsOnly();
        verdict.decide(FlowClass.UNKNOWN, midstream ? "encrypted-midstream" : "undecided", Math.min(0.5, 1 - likeliest));
        for (int i = 0; i < seenCount; i++) {
            verdict.add(seen[i], false);
        }
    }

    private String operator() {
        return operator(sight.resolverName, operator(sight.tunnelEndpoint, operator(sight.operator, operator(sight.resolverCertificate,
                operator(sight.sni.isEmpty() && sight.resolverAddress.dedicated() ? sight.resolverAddress : ListEntry.NONE, "")))));
    }

    private static String operator(ListEntry row, String otherwise) {
        return row.present() ? row.operator() : otherwise;
    }
}
