package tell443.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A folder of capture-fixtures: captures and the truth about their flows. */
record Fixture(Path folder) {

    static final Path CAPTURES = Path.of("..", "capture-fixtures", "captures");

    /** What a row of truth.tsv says of a flow, by column name. */
    record Truth(Map<String, String> columns) {

        String of(String column) {
            return columns.get(column);
        }

        String protocol() {
            return of("class") + '/' + of("protocol");
        }

        /** Whether that row of the program's output is about the same flow. */
        boolean is(Map<String, String> row) {
            for (String column : List.of("transport", "client_ip", "client_port", "server_ip", "server_port")) {
                if (!of(column).equals(row.get(column))) {
                    return false;
                }
            }
            return true;
        }
    }

    static List<Fixture> all() {
        try (Stream<Path> folders = Files.list(CAPTURES)) {
            return folders.filter(folder -> Files.exists(folder.resolve("truth.tsv"))).sorted().map(Fixture::new).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return folder.getFileName().toString();
    }

    List<Path> captures() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("capture")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The truth about one capture of the folder. */
    List<Truth> truth(Path capture) {
        try {
            List<String> lines = Files.readAllLines(folder.resolve("truth.tsv"));
            String[] names = lines.get(0).split("\t", -1);
            List<Truth> rows = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                String[] cells = line.split("\t", -1);
                Map<String, String> columns = new LinkedHashMap<>();
                for (int i = 0; i < names.length; i++) {
                    columns.put(names[i], cells[i]);
                }
                if (columns.get("capture").equals(name() + '/' + capture.getFileName())) {
                    rows.add(new Truth(columns));
                }
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
