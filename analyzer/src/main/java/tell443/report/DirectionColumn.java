package tell443.report;

/** One measure of one direction: {@code ttl_c2s}, {@code ttl_s2c}. */
record DirectionColumn(DirectionMeasure measure, boolean fromClient) implements Column {

    @Override
    public String name() {
        return measure.name() + (fromClient ? "_C2S" : "_S2C");
    }

    @Override
    public About about() {
        About about = measure.about();
        String direction = fromClient ? " From client to server." : " From server to client.";
        return new About(about.type(), about.unit(), about.meaning() + direction, about.emptyWhen());
    }

    @Override
    public void write(Row row, RowSink out) {
        measure.write(row, fromClient, out);
    }
}
