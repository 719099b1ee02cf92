package tell443.score;

import tell443.classify.FlowClass;

/**
 * What one flow truly is.
 *
 * @param place file and line
 * @param capture empty when the file does not name it
 * @param source whose figures weigh as one in the averages; empty: the capture
 * @param protocol class/detail; empty when the file does not say
 */
record Truth(String place, String capture, String source, Tuple tuple, FlowClass flowClass, String protocol, String notes) {

    boolean agrees(Truth other) {
        return flowClass == other.flowClass && protocol.equals(other.protocol);
    }

    /** Class/detail, or the class where there is no more. */
    String word() {
        return protocol.isEmpty() ? flowClass.label() : protocol;
    }
}
