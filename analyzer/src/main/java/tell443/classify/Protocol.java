package tell443.classify;

import java.util.List;
import java.util.function.Function;

/**
 * Something that may run on port 443, and the evidence that tells it from the rest.
 *
 * @param name detail of the class as the report writes it, such as {@code wireguard}
 * @param detail the detail for one flow, where it depends on the flow, such as {@code h2}
 */
public record Protocol(String name, FlowClass flowClass, List<Evidence> evidence, Function<Sight, String> detail) {

    public Protocol {
        evidence = List.copyOf(evidence);
    }

    static Protocol of(String name, FlowClass flowClass, Evidence... evidence) {
        return new Protocol(name, flowClass, List.of(evidence), sight -> name);
    }

    static Protocol of(Function<Sight, String> detail, String name, FlowClass flowClass, Evidence... evidence) {
        return new Protocol(name, flowClass, List.of(evidence), detail);
    }
}
