package tell443.tls;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Names of cipher suites. The table is read when the first name is asked for, so that a run without TLS does not pay. */
public final class CipherSuites {

    private CipherSuites() {}

    /** As IANA's registry spells it; {@code 0xNNNN} when it is not there; empty below 0. */
    public static String name(int suite) {
        if (suite < 0) {
            return "";
        }
        String[] names = suite > 0xFFFF ? Table.NONE : Table.NAMES[suite >>> 8];
        String name = names[suite & 0xFF];
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
        static final String[] NONE = new String[0x100];
        /** By the upper byte of the suite, then by its lower one. */
        static final String[][] NAMES = read();

        private static String[][] read() {
            String[][] names = new String[0x100][];
            Arrays.fill(names, NONE);
            try (InputStream in = CipherSuites.class.getResourceAsStream(RESOURCE);
                    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.charAt(0) != '#') {
                        int suite = Integer.parseInt(line, 0, 4, 16);
                        int upper = suite >>> 8;
                        names[upper] = names[upper] == NONE ? new String[0x100] : names[upper];
                        names[upper][suite & 0xFF] = line.substring(5);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(RESOURCE, e);
            }
            return names;
        }
    }
}
