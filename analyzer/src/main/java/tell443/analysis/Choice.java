package tell443.analysis;

import java.util.EnumSet;
import java.util.Set;
import tell443.classify.FlowClass;

/**
 * Which open flows a look is to tell of: the first {@code limit} in an order, of some classes.
 *
 * @param classes as the flows were last judged; unknown are those, too, that have not been yet
 */
public record Choice(Order order, Set<FlowClass> classes, int limit) {

    public static final Choice NONE = new Choice(Order.RATE, EnumSet.noneOf(FlowClass.class), 0);

    /** What comes first. */
    public enum Order {
        /** Most bytes since the look before. */
        RATE,
        /** Most bytes since they began. */
        BYTES,
        /** The oldest. */
        AGE,
        /** What is worth looking at: tunnels, encrypted DNS, what is not known; then the rest. */
        CLASS,
        /** The surest. */
        CONFIDENCE
    }
}
