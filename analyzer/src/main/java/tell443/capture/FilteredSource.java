package tell443.capture;

import static tell443.counters.Counter.PACKETS_FILTERED;

import java.util.Arrays;
import tell443.counters.Counters;

/**
 * Lets only packets pass that a filter expression accepts, in tcpdump's language and meaning. The others are counted;
 * {@link PacketBatch#number} still counts them.
 */
public final class FilteredSource implements WrappedSource {

    private final PacketSource inner;
    private final String expression;
    private final Counters counters;
    private final int[] kept = new int[PacketBatch.PACKETS];
    private int[] linkTypes = new int[0]; // seen so far; few
    private BpfMachine[] machines = new BpfMachine[0];

    /** Takes over {@code inner}: closing this closes it. */
    public FilteredSource(PacketSource inner, String expression, Counters counters) {
        this.inner = inner;
        this.expression = expression;
        this.counters = counters;
    }

    /** @throws FilterException when the expression cannot be compiled for the link type of the first packet */
    @Override
    public boolean read(PacketBatch batch) throws CaptureException {
        while (inner.read(batch)) {
            filter(batch);
            if (batch.count > 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public PacketSource inner() {
        return inner;
    }

    private void filter(PacketBatch batch) throws CaptureException {
        int keptCount = 0;
        int linkType = batch.linkType[0];
        BpfMachine machine = machine(linkType);
        for (int i = 0; i < batch.count; i++) {
            if (batch.linkType[i] != linkType) {
                linkType = batch.linkType[i];
                machine = machine(linkType);
            }
            if (machine.accepts(batch.bytes, batch.offset[i], batch.captured[i], batch.original[i])) {
                kept[keptCount++] = i;
            }
        }
        counters.add(PACKETS_FILTERED, batch.count - keptCount);
        batch.retain(kept, keptCount);
    }

    private BpfMachine machine(int linkType) throws CaptureException {
        for (int i = 0; i < linkTypes.length; i++) {
            if (linkTypes[i] == linkType) {
                return machines[i];
            }
        }
        BpfMachine machine = new BpfMachine(program(linkType));
        linkTypes = Arrays.copyOf(linkTypes, linkTypes.length + 1);
        linkTypes[linkTypes.length - 1] = linkType;
        machines = Arrays.copyOf(machines, machines.length + 1);
        machines[machines.length - 1] = machine;
        return machine;
    }

    /** The first link type says whether the expression is wrong; no packet of a later one passes what it cannot express. */
    private BpfProgram program(int linkType) throws CaptureException {
        try {
            return BpfProgram.compile(expression, linkType);
        } catch (FilterException e) {
            if (linkTypes.length == 0) {
                throw e;
            }
            return BpfProgram.NONE_PASSES;
        }
    }
}
