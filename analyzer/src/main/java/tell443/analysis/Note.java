package tell443.analysis;

import tell443.classify.FlowClass;
import tell443.classify.Verdict;

/** A verdict as one positive number: class + 1 (3 bits), percent (7 bits), and what tells protocols apart (20 bits). 0 is none. */
final class Note {

    private static final FlowClass[] CLASSES = FlowClass.values();
    private static final int PROTOCOL_MASK = (1 << 20) - 1;

    private Note() {}

    static int of(Verdict verdict) {
        int hash = verdict.protocol().hashCode();
        int protocol = (hash ^ hash >>> 20) & PROTOCOL_MASK;
        int percent = (int) Math.round(verdict.confidence() * 100);
        return protocol << 10 | percent << 3 | verdict.flowClass().ordinal() + 1;
    }

    static boolean isSame(int a, int b) {
        return flowClass(a) == flowClass(b) && a >>> 10 == b >>> 10;
    }

    /** Unknown, too, when there is none. */
    static FlowClass flowClass(int note) {
        return note == 0 ? FlowClass.UNKNOWN : CLASSES[(note & 7) - 1];
    }

    static int percent(int note) {
        return note >>> 3 & 0x7F;
    }
}
