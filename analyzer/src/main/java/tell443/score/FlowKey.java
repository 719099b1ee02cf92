package tell443.score;

/** The five-tuple whatever its direction. */
record FlowKey(String transport, Endpoint smaller, Endpoint greater) {

    static FlowKey of(String transport, Endpoint client, Endpoint server) {
        return client.compareTo(server) <= 0 ? new FlowKey(transport, client, server) : new FlowKey(transport, server, client);
    }
}
