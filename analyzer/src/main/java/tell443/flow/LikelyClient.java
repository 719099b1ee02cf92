package tell443.flow;

import tell443.net.Headers;
import tell443.net.PortSet;

/** Which side is the client before anything else is known: not who is on a listed port, else who sent first. */
final class LikelyClient {

    private final PortSet ports;
    private final boolean anyPort;

    LikelyClient(PortSet ports) {
        this.ports = ports;
        anyPort = ports.isAny();
    }

    /** Of the flow that packet i of the headers begins. With any port, 443 is the listed one. */
    int of(Headers headers, int i) {
        int sender = headers.sender[i];
        int port0 = (int) (headers.ports[i] >>> 48);
        int port1 = (int) (headers.ports[i] >>> 32) & 0xFFFF;
        int source = sender == 0 ? port0 : port1;
        int destination = sender == 0 ? port1 : port0;
        boolean fromServer = anyPort ? source == 443 && destination != 443 : ports.contains(source) && !ports.contains(destination);
        return fromServer ? 1 - sender : sender;
    }
}
