package tell443.score;

import tell443.classify.FlowClass;

/**
 * What the program says about one flow.
 *
 * @param flowId as its row has it; empty when there is no such column
 * @param capture empty when the file does not name it
 * @param protocol class/detail; empty when the file has no such column
 * @param packets both ways; -1 when the file does not say
 * @param confidence NaN when the file does not say
 * @param latencies seconds, in the order of {@link FlowsReader#LATENCIES}; NaN where not known
 */
record Said(String flowId, String capture, Tuple tuple, FlowClass flowClass, String protocol, long packets, double confidence,
        String evidence, double[] latencies) {

    String word() {
        return protocol.isEmpty() ? flowClass.label() : protocol;
    }
}
