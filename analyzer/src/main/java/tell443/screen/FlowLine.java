package tell443.screen;

import java.util.List;
import tell443.classify.FlowClass;

/**
 * A flow on the screen; every text is harmless.
 *
 * @param perSecond bytes a second since the look before
 * @param evidence ids, those that speak for the class
 * @param details lines that say more
 */
record FlowLine(long flowId, FlowClass flowClass, String what, int percent, String client, String server, String name, long perSecond,
        long bytes, long packets, long startNanos, List<String> evidence, List<String> details) {}
