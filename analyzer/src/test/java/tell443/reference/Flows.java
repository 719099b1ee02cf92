package tell443.reference;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the program says of every capture, found by the flow's ends. Captures are read when they are first asked for. */
final class Flows {

    private final ReferenceData data;
    private final String ports;
    private final Map<String, Map<String, List<Flow>>> byCapture = new HashMap<>();

    Flows(ReferenceData data, String ports) {
        this.data = data;
        this.ports = ports;
    }

    Collection<Flow> of(String capture) {
        List<Flow> all = new ArrayList<>();
        capture(capture).values().forEach(all::addAll);
        return all;
    }

    /** The flows between these ends, whoever began; one pair of ports may serve several connections. */
    List<Flow> of(String capture, FlowLabel label) {
        return capture(capture).getOrDefault(label.key(), List.of());
    }

    /** The flows between these ports. */
    List<Flow> byPorts(String capture, FlowLabel label) {
        List<Flow> found = new ArrayList<>(of(capture));
        found.removeIf(flow -> !flow.label().portKey().equals(label.portKey()));
        return found;
    }

    private Map<String, List<Flow>> capture(String name) {
        return byCapture.computeIfAbsent(name, this::read);
    }

    private Map<String, List<Flow>> read(String capture) {
        Map<String, List<Flow>> flows = new HashMap<>();
        for (Flow flow : Flow.read(data.capture(capture), ports)) {
            flows.computeIfAbsent(flow.label().key(), key -> new ArrayList<>()).add(flow);
        }
        return flows;
    }
}
