package tell443.reference;

/** How a flow is called: {@code tcp 192.0.2.1:50000 > 198.51.100.1:443}. */
record FlowLabel(String transport, String client, int clientPort, String server, int serverPort) {

    static FlowLabel of(String transport, String client, String clientPort, String server, String serverPort) {
        return new FlowLabel(transport, client, number(clientPort), server, number(serverPort));
    }

    /** From {@code 192.0.2.1:50000 > [2001:db8::1]:443}. */
    static FlowLabel parse(String transport, String text) {
        String[] ends = text.split(" > ");
        int client = ends[0].lastIndexOf(':');
        int server = ends[1].lastIndexOf(':');
        return of(transport, bare(ends[0].substring(0, client)), ends[0].substring(client + 1),
                bare(ends[1].substring(0, server)), ends[1].substring(server + 1));
    }

    private static String bare(String address) {
        return address.startsWith("[") ? address.substring(1, address.length() - 1) : address;
    }

    private static int number(String text) {
        return text.isEmpty() ? 0 : Integer.parseInt(text);
    }

    FlowLabel reversed() {
        return new FlowLabel(transport, server, serverPort, client, clientPort);
    }

    /** The same for both directions, and for every way of leaving out the zeros of an IPv6 address. */
    String key() {
        String one = short6(client) + " " + clientPort;
        String other = short6(server) + " " + serverPort;
        return transport + " " + (one.compareTo(other) < 0 ? one + " " + other : other + " " + one);
    }

    /** Ports only: tunnels have several addresses. */
    String portKey() {
        return transport + " " + Math.min(clientPort, serverPort) + " " + Math.max(clientPort, serverPort);
    }

    private static String short6(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        StringBuilder text = new StringBuilder();
        for (String group : address.split(":")) {
            if (!group.isEmpty() && !group.equals("0")) {
                text.append(':').append(group);
            }
        }
        return text.toString();
    }

    private static String end(String address, int port) {
        return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + port;
    }

    @Override
    public String toString() {
        return transport + " " + end(client, clientPort) + " > " + end(server, serverPort);
    }
}
