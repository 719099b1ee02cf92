package tell443.score;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tell443.capture.CaptureException;
import tell443.capture.Unpacked;
import tell443.classify.FlowClass;
import tell443.report.SafeText;

/**
 * A file that says what flows truly are: tab-separated, the first line names the columns, lines that begin with # are comments.
 *
 * <p>Needed: {@code transport client_ip client_port server_ip server_port class}. Taken where they are there:
 * {@code capture protocol source notes}. Other columns are for people. Cells at a row's end may be left out with their tabs.
 */
public final class TruthFile {

    private static final String MEND = "; its first line names the columns transport, client_ip, client_port, server_ip,"
            + " server_port and class, with tabs between them";
    private static final int MOST_BYTES = 1 << 29;

    private final String name;
    private final List<Truth> rows = new ArrayList<>();
    private Optional<Header> header = Optional.empty();

    private TruthFile(String name) {
        this.name = name;
    }

    public static TruthFile read(String name) throws ScoreException, CaptureException {
        TruthFile file = new TruthFile(name);
        try (InputStream in = Unpacked.open(name, InputStream.nullInputStream())) {
            byte[] bytes = in.readNBytes(MOST_BYTES);
            if (bytes.length == MOST_BYTES) {
                throw new ScoreException(name + ": longer than 512 MiB");
            }
            file.parse(new String(bytes, UTF_8));
        } catch (IOException e) {
            throw Unpacked.unreadable(name, e);
        }
        return file;
    }

    List<Truth> rows() {
        return rows;
    }

    boolean namesCaptures() {
        return header.orElseThrow().has("capture");
    }

    private void parse(String text) throws ScoreException {
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            String plain = number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
            plain = plain.endsWith("\r") ? plain.substring(0, plain.length() - 1) : plain;
            if (plain.isBlank() || plain.startsWith("#")) {
                continue;
            }
            String[] cells = plain.split("\t", -1);
            if (header.isEmpty()) {
                header = Optional.of(new Header(name, Arrays.asList(cells), MEND));
            } else {
                row(cells, name + ':' + number);
            }
        }
        if (rows.isEmpty()) {
            throw new ScoreException(name + ": there is no flow in it" + (header.isEmpty() ? MEND : ""));
        }
    }

    private void row(String[] cells, String place) throws ScoreException {
        Header columns = header.orElseThrow();
        if (cells.length > columns.size() || cells.length <= columns.lastNeeded()) {
            throw new ScoreException(place + ": " + cells.length + " cells, but the first line names " + columns.size() + " columns");
        }
        try {
            Tuple tuple = Tuple.of(column -> cell(cells, column));
            FlowClass flowClass = Tuple.flowClass(cell(cells, "class"));
            String capture = SafeText.escape(cell(cells, "capture")); // as the CSV spells it
            if (capture.isEmpty() && columns.has("capture")) {
                throw new ScoreException("capture is empty");
            }
            rows.add(new Truth(place, capture, cell(cells, "source"), tuple, flowClass,
                    Tuple.protocol(flowClass, cell(cells, "protocol")), cell(cells, "notes")));
        } catch (ScoreException e) {
            throw new ScoreException(place + ": " + e.getMessage());
        }
    }

    private String cell(String[] cells, String column) {
        int at = header.orElseThrow().place(column);
        return at < 0 || at >= cells.length ? "" : cells[at].strip();
    }
}
