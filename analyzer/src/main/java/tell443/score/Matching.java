package tell443.score;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tell443.report.SafeText;

/** Brings the rows of flows to the rows of one truth file: the same capture, the same five-tuple in either direction. */
public final class Matching {

    private final TruthFile file;
    private final Outcome outcome;
    private final Set<FlowKey> known = new HashSet<>(); // five-tuples of the truth, whatever the capture
    private final Map<String, String> captures = new HashMap<>(); // of the flows, each name once
    private final List<Said> candidates = new ArrayList<>(); // rows whose five-tuple is in the truth
    private boolean nameless; // a flow does not say its capture

    public Matching(TruthFile file, Outcome outcome) {
        this.file = file;
        this.outcome = outcome;
        for (Truth truth : file.rows()) {
            known.add(truth.tuple().key());
        }
    }

    /** For one more file of flows. */
    public FlowsReader flows(String name) {
        return new FlowsReader(name, this::add);
    }

    /** This capture was analysed: what the truth says of it and no flow shows is missing, even if there is no row at all. */
    public void analysed(String path) {
        String capture = SafeText.escape(path);
        captures.putIfAbsent(capture, capture);
    }

    private void add(Said said) {
        outcome.flow();
        String capture = captures.computeIfAbsent(said.capture(), name -> name); // not one more copy of the name for each row
        nameless |= capture.isEmpty();
        if (known.contains(said.tuple().key())) {
            candidates.add(new Said(said.flowId(), capture, said.tuple(), said.flowClass(), said.protocol(), said.packets(),
                    said.confidence(), said.evidence(), said.latencies()));
        } else {
            outcome.unlabelled(said);
        }
    }

    /** All flows have been read: hands everything to the outcome. */
    public void finish() throws ScoreException {
        boolean byCapture = !nameless && file.namesCaptures();
        Map<String, Map<FlowKey, Truth>> truths = truths(byCapture);
        Map<String, String> names = byCapture ? CaptureNames.pair(truths.keySet(), captures.keySet()) : Map.of();
        Map<String, String> groups = new HashMap<>(); // the flows' name by the truth's
        names.forEach((flow, truth) -> groups.put(truth, flow));
        Set<Truth> found = new HashSet<>();
        for (Said said : candidates) {
            Map<FlowKey, Truth> rows = truths.get(byCapture ? names.getOrDefault(said.capture(), "") : "");
            if (rows == null || !rows.containsKey(said.tuple().key())) {
                outcome.unlabelled(said);
                continue;
            }
            Truth truth = rows.get(said.tuple().key());
            found.add(truth);
            outcome.judged(new Judged(group(truth, said.capture()), truth, said));
        }
        for (Map.Entry<String, Map<FlowKey, Truth>> capture : truths.entrySet()) {
            boolean there = !byCapture || groups.containsKey(capture.getKey());
            for (Truth truth : capture.getValue().values()) {
                if (!found.contains(truth)) {
                    outcome.notFound(group(truth, groups.getOrDefault(truth.capture(), truth.capture())), truth, there);
                }
            }
        }
    }

    private Map<String, Map<FlowKey, Truth>> truths(boolean byCapture) throws ScoreException {
        Map<String, Map<FlowKey, Truth>> truths = new LinkedHashMap<>();
        for (Truth truth : file.rows()) {
            Map<FlowKey, Truth> rows = truths.computeIfAbsent(byCapture ? truth.capture() : "", key -> new LinkedHashMap<>());
            Truth before = rows.putIfAbsent(truth.tuple().key(), truth);
            if (before != null && !before.agrees(truth)) {
                throw new ScoreException(truth.place() + ": the same flow as in " + before.place() + ", but of another kind");
            }
            outcome.truth(before != null);
        }
        return truths;
    }

    private static String group(Truth truth, String capture) {
        return truth.source().isEmpty() ? capture : truth.source();
    }
}
