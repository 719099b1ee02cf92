package tell443.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tell443.classify.FlowClass;
import tell443.report.CsvText;
import tell443.report.SafeText;

/** Reads the rows that {@code tell443 read} writes as CSV, with any columns that are enough. */
public final class FlowsReader {

    /** All that can be made use of, for {@code --columns}. */
    public static final String COLUMNS = "flow_id,capture,transport,client_ip,client_port,server_ip,server_port,class,protocol,confidence,"
            + "evidence,packets_c2s,packets_s2c,client_hello_s,server_hello_s";

    /** Columns whose times are added up where they are there. */
    static final List<String> LATENCIES = List.of("client_hello_s", "server_hello_s");

    private static final List<String> PACKETS = List.of("packets_c2s", "packets_s2c");

    private static final String MEND = "; score needs the columns transport, client_ip, client_port, server_ip, server_port"
            + " and class, as tell443 read FILE -o flows.csv writes them";

    private final String name;
    private final Consumer<Said> flows;
    private final CsvReader csv;
    private final int[] latencies = new int[LATENCIES.size()];
    private Optional<Header> header = Optional.empty();

    FlowsReader(String name, Consumer<Said> flows) {
        this.name = name;
        this.flows = flows;
        csv = new CsvReader(name, this::record);
    }

    public void accept(byte[] bytes, int at, int length) throws ScoreException {
        csv.accept(bytes, at, length);
    }

    /** @throws ScoreException when there was not even a header */
    public void finish() throws ScoreException {
        csv.finish();
        if (header.isEmpty()) {
            throw new ScoreException(name + ": it is empty" + MEND);
        }
    }

    private void record(CsvReader row) throws ScoreException {
        if (header.isEmpty()) {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < row.count(); i++) {
                names.add(row.text(i));
            }
            header = Optional.of(new Header(name, names, MEND));
            for (int i = 0; i < latencies.length; i++) {
                latencies[i] = header.get().place(LATENCIES.get(i));
            }
            return;
        }
        String place = name + ':' + row.line();
        if (row.count() != header.get().size()) {
            throw new ScoreException(place + ": " + row.count() + " cells, but the first line names " + header.get().size() + " columns");
        }
        try {
            flows.accept(said(row));
        } catch (ScoreException e) {
            throw new ScoreException(place + ": " + e.getMessage());
        }
    }

    private Said said(CsvReader row) throws ScoreException {
        FlowClass flowClass = Tuple.flowClass(text(row, "class"));
        double confidence = number(row, header.orElseThrow().place("confidence"), "confidence");
        if (confidence > 1) {
            throw new ScoreException("confidence " + confidence + " is more than 1");
        }
        double[] times = new double[latencies.length];
        for (int i = 0; i < times.length; i++) {
            times[i] = number(row, latencies[i], LATENCIES.get(i));
        }
        String capture = SafeText.escape(CsvText.unprotected(text(row, "capture")));
        return new Said(text(row, "flow_id"), capture, Tuple.of(column -> text(row, column)), flowClass,
                Tuple.protocol(flowClass, CsvText.unprotected(text(row, "protocol"))), packets(row), confidence,
                text(row, "evidence"), times);
    }

    private long packets(CsvReader row) throws ScoreException {
        double sum = 0;
        for (String column : PACKETS) {
            sum += number(row, header.orElseThrow().place(column), column);
        }
        return Double.isNaN(sum) ? -1 : (long) sum;
    }

    private String text(CsvReader row, String column) {
        int at = header.orElseThrow().place(column);
        return at < 0 ? "" : row.text(at);
    }

    private static double number(CsvReader row, int at, String column) throws ScoreException {
        String text = at < 0 ? "" : row.text(at);
        if (text.isEmpty()) {
            return Double.NaN;
        }
        try {
            double value = Double.parseDouble(text);
            if (value >= 0 && value < Double.POSITIVE_INFINITY) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new ScoreException(column + " \"" + text + "\" is no number from 0 up");
    }
}
