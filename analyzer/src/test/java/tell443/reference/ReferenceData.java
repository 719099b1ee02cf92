package tell443.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Public captures and what other programs and people say of them. They are other people's, so they lie outside the
 * project: where the system property or environment variable TELL443_DATA says, else in {@code ../shared/data} beside it.
 */
final class ReferenceData {

    static final String VARIABLE = "TELL443_DATA";
    static final String ABSENT = "no public captures to compare with: set " + VARIABLE
            + " to the folder that holds captures/, expected/ and truth.tsv";

    private final Path folder;

    private ReferenceData(Path folder) {
        this.folder = folder;
    }

    static Optional<ReferenceData> find() {
        String named = System.getProperty(VARIABLE, System.getenv().getOrDefault(VARIABLE, ""));
        if (!named.isEmpty()) {
            return at(Path.of(named));
        }
        Path start = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
        for (Path place = start; place != null; place = place.getParent()) {
            Optional<ReferenceData> found = at(place.resolveSibling("shared").resolve("data"));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<ReferenceData> at(Path folder) {
        return Files.isRegularFile(folder.resolve("truth.tsv")) ? Optional.of(new ReferenceData(folder)) : Optional.empty();
    }

    Path capture(String name) {
        return folder.resolve("captures").resolve(name);
    }

    List<Map<String, String>> table(String name) {
        try {
            return table(Files.readAllBytes(folder.resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tab-separated, first line names; nothing is quoted. Bytes that are not UTF-8 become U+FFFD. */
    static List<Map<String, String>> table(byte[] bytes) throws IOException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE);
        String[] lines = decoder.decode(ByteBuffer.wrap(bytes)).toString().split("\n");
        String[] names = lines[0].split("\t", -1);
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            String[] cells = lines[i].split("\t", -1);
            Map<String, String> row = new LinkedHashMap<>();
            for (int k = 0; k < names.length; k++) {
                row.put(names[k], k < cells.length ? cells[k] : "");
            }
            rows.add(row);
        }
        return rows;
    }
}
