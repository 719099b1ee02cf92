package tell443.score;

import java.util.function.Predicate;

/** Lists of single flows. Text is from files of strangers: the formats escape it. */
final class Listing {

    private static final String FLOW = " capture transport client server";

    private Listing() {}

    static Table missing(Outcome outcome) {
        Table table = new Table("missing", "Flows of the truth that no row shows", true, "line" + FLOW + " truth notes");
        for (Outcome.Missing flow : outcome.missing()) {
            Truth truth = flow.truth();
            Tuple tuple = truth.tuple();
            table.row(truth.place(), truth.capture(), tuple.transport(), tuple.clientText(), tuple.serverText(), truth.word(),
                    truth.notes());
        }
        return table;
    }

    static Table unlabelled(Outcome outcome) {
        Table table = new Table("unlabelled", "Flows of which the truth says nothing"
                + (outcome.unlabelledCount() > outcome.unlabelled().size() ? ", the first " + Outcome.LISTED : ""), true,
                "flow_id" + FLOW + " said confidence evidence");
        for (Said said : outcome.unlabelled()) {
            Tuple tuple = said.tuple();
            table.row(said.flowId(), said.capture(), tuple.transport(), tuple.clientText(), tuple.serverText(), said.word(),
                    said.confidence(), said.evidence());
        }
        return table;
    }

    static Table wrong(Outcome outcome) {
        return judged("wrong", "Flows whose class is wrong", flow -> !flow.classRight(), outcome);
    }

    static Table swapped(Outcome outcome) {
        return judged("swapped", "Flows whose client and server are the wrong way round; as the flows have them", Judged::swapped, outcome);
    }

    private static Table judged(String name, String about, Predicate<Judged> wanted, Outcome outcome) {
        Table table = new Table(name, about, true, "flow_id" + FLOW + " truth said confidence evidence line notes");
        for (Judged flow : outcome.judged()) {
            if (wanted.test(flow)) {
                Tuple tuple = flow.said().tuple();
                table.row(flow.said().flowId(), flow.said().capture(), tuple.transport(), tuple.clientText(), tuple.serverText(),
                        flow.truth().word(), flow.said().word(), flow.said().confidence(), flow.said().evidence(), flow.truth().place(),
                        flow.truth().notes());
            }
        }
        return table;
    }
}
