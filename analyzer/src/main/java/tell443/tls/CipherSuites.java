package tell443.tls;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Names of cipher suites. The table is read when the first name is asked for, so that a run without TLS does not pay. */
public final class CipherSuites {

    private CipherSuites() {}

    /** As IANA's registry spells it; {@code 0xNNNN} when it is not there; empty below 0. */
    public static String name(int suite) {
        if (suite < 0) {
            return "";
        }
        String name = Table.NAMES.get(suite);
        return name != null ? name : unknown(suite);
    }

    /** Six digits for SSLv2 cipher kinds, which have three bytes. */
    private static String unknown(int suite) {
        AsciiBuffer text = new AsciiBuffer(8).put("0x");
        if (suite > 0xFFFF) {
            text.hex2(suite >>> 16);
        }
        return text.hex4(suite).text();
    }

    private static final class Table {

        private static final String RESOURCE = "cipher-suites.tsv";
        static final Map<Integer, String> NAMES = read();

        private static Map<Integer, String> read() {
            Map<Integer, String> names = new HashMap<>(1024);
            try (InputStream in = CipherSuites.class.getResourceAsStream(RESOURCE);
                    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.charAt(0) != '#') {
                        names.put(Integer.parseInt(line, 0, 4, 16), line.substring(5));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(RESOURCE, e);
            }
            return names;
        }
    }
}
