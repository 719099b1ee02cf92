package tell443.score;

import java.util.Optional;
import java.util.function.UnaryOperator;
import tell443.classify.FlowClass;

/** Who talks to whom, as a row of either file says: texts as they stand there. */
record Tuple(String transport, String clientIp, String clientPort, String serverIp, String serverPort, Endpoint client, FlowKey key) {

    static final String[] COLUMNS = {"transport", "client_ip", "client_port", "server_ip", "server_port", "class"};

    /** @throws ScoreException whose message is the end of a sentence about the row */
    static Tuple of(UnaryOperator<String> cell) throws ScoreException {
        String transport = cell.apply("transport");
        if (!transport.equals("tcp") && !transport.equals("udp")) {
            throw new ScoreException("transport \"" + transport + "\" is neither tcp nor udp");
        }
        Endpoint client = endpoint(cell, "client");
        Endpoint server = endpoint(cell, "server");
        return new Tuple(transport, cell.apply("client_ip"), cell.apply("client_port"), cell.apply("server_ip"),
                cell.apply("server_port"), client, FlowKey.of(transport, client, server));
    }

    static FlowClass flowClass(String label) throws ScoreException {
        for (FlowClass flowClass : FlowClass.values()) {
            if (flowClass.label().equals(label)) {
                return flowClass;
            }
        }
        throw new ScoreException("there is no class \"" + label + "\"; there are https, doh, vpn, quic, other, unknown");
    }

    /** Class and detail as one word, whether the cell holds both or the detail only; empty when nothing is said. */
    static String protocol(FlowClass flowClass, String cell) {
        return cell.isEmpty() || cell.startsWith(flowClass.label() + '/') ? cell : flowClass.label() + '/' + cell;
    }

    String clientText() {
        return side(clientIp, clientPort);
    }

    String serverText() {
        return side(serverIp, serverPort);
    }

    private static Endpoint endpoint(UnaryOperator<String> cell, String side) throws ScoreException {
        String address = cell.apply(side + "_ip");
        String port = cell.apply(side + "_port");
        Optional<Endpoint> endpoint = Endpoint.of(address, port);
        if (endpoint.isEmpty()) {
            throw new ScoreException(side + " \"" + address + "\" port \"" + port + "\" is no address with a port");
        }
        return endpoint.get();
    }

    private static String side(String address, String port) {
        return address.indexOf(':') < 0 ? address + ':' + port : '[' + address + "]:" + port;
    }
}
