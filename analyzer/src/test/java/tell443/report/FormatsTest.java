package tell443.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatsTest {

    private static final TableStyle PLAIN = new TableStyle(120, false, false);

    static List<String> injections() {
        return List.of("=cmd|' /C calc'!A0", "+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", "\uff1d1", "\uff0b1", "\uff0d1", "\uff201",
                "'quoted",
                "a,b", "a;b", "say \"hi\"", "\"", "line\nfeed", "crlf\r\nX: y", "\u001b[2J", "\u001b]8;;http://x\u0007", "\u009b31m",
                        "a\0b",
                "\u202eevil", "\u2028", "\ud800", "<script>alert(1)</script>", "</script>", "{\"a\":1}", "\\", "\\\"", "${jndi:ldap://x}",
                "%s%n", "../../etc/passwd", "-rf", "b\u00fcro \u6771\u4eac \ud83d\ude00", "x".repeat(20_000), " ", "''", "\ufeff");
    }

    @Test
    void csvRowsAreGolden() throws Exception {
        String[] lines = write(Format.CSV, Columns.core(), PLAIN, Samples.all()).split("\n", -1);
        assertEquals("1,day.pcap,2026-11-22T17:52:00.123456789Z,2026-11-22T17:52:01.623456790Z,1.500000001,tcp,192.168.1.20,51234,"
                + "104.16.132.229,443,,1:hn+VdwuMBhmPmD95D9p3vNJ+MhA=,https,https/h2,Cloudflare,0.97,"
                + "https.h2-preface,12,15,2345,34567,1705,33777,"
                + "fin,,www.example.com,h2;http/1.1,,TLSv1.3,TLS_AES_128_GCM_SHA256,none,cd08e31494f9531f560d64c695473da9,"
                + "eb1d94daa7e0344597e756a1fb6e7054,t13d1516h2_8daaf6152771_e5627efa2ab1,,,", lines[1]);
        assertTrue(lines[2].endsWith(",eof,midstream;gap,dns.quad9.net,h2,h2,TLSv1.2,TLS_AES_128_GCM_SHA256,offered,"
                + "cd08e31494f9531f560d64c695473da9,0123,t13d1516h2_8daaf6152771_e5627efa2ab1,,\"CN=*.quad9.net,O=Quad9\\, Inc\","
                + "\"CN=R11,O=\"\"Let's\"\" Encrypt\""), lines[2]);
        assertTrue(lines[3].startsWith("3,b\u00fcro"
                + " \\u{202e}.pcap,2026-11-22T17:52:01.123456789Z,2026-11-22T17:53:31.123456789Z,90.000000000,"
                + "udp,2001:db8::1,51820,2001:db8:1:2:3:4:5:6,443,,1:"), lines[3]);
        assertTrue(lines[3].endsWith(",vpn,vpn/wireguard,,1.00,wireguard.handshake,4321,6543,1234567,9876543210,0,0,idle,,,,,,,,,,,,,"),
                lines[3]);
        assertTrue(lines[4].endsWith(",unknown,unknown/no-payload,,0.00,,1,0,60,0,0,0,eof,one-way,,,,,,,,,,,,"), lines[4]);
        assertEquals("", lines[5]);
    }

    @Test
    void jsonRowsAreGolden() throws Exception {
        String line = write(Format.JSONL,
                Columns.parse("flow_id,start_time,duration_s,vlan,sni,operator,alpn_offered,quality,record_sizes,"
                + "record_times_ms,capture"), PLAIN, List.of(Samples.web()));
        assertEquals("{\"flow_id\":1,\"start_time\":\"2026-11-22T17:52:00.123456789Z\",\"duration_s\":1.500000001,\"vlan\":null,"
                + "\"sni\":\"www.example.com\",\"operator\":\"Cloudflare\",\"alpn_offered\":[\"h2\",\"http/1.1\"],\"quality\":[],"
                + "\"record_sizes\":[512,-122,100,200,-1000,50],\"record_times_ms\":[11.000,23.500,30.000,30.001,40.000,50.000],"
                + "\"capture\":\"day.pcap\"}\n", line);
    }

    @Test
    void statisticsAreThoseCountedByHand() throws Exception {
        // records of type 23: client 100 and 200, server 1000, client 50
        String csv = write(Format.CSV, Columns.parse("data_q25_c2s,data_q50_c2s,data_q75_c2s,data_q90_c2s,data_q50_s2c,bursts_c2s,"
                + "bursts_s2c,burst_max_c2s,burst_max_s2c,record_alternation,gap_mean_s_c2s,gap_std_s_c2s,data_mean_c2s,data_mean_s2c,"
                + "client_post_quantum,client_hello_s,cert_not_before,data_histogram_c2s"), PLAIN, List.of(Samples.web(), Samples.doh()));
        String[] lines = csv.split("\n");
        assertEquals("50,100,200,200,1000,2,1,300,1000,0.6667,0.000001235,0.000000099,150.000,,1,0.011000000,,0;1;1;1;0;0;0;0", lines[1]);
        assertTrue(lines[2].endsWith(",2023-11-14T22:13:20Z,0;1;1;1;0;0;0;0"), lines[2]);
    }

    @Test
    void csvAndJsonOfOneRunCarryEqualValues() throws Exception {
        List<Samples.Sample> samples = new ArrayList<>(Samples.all());
        injections().forEach(text -> samples.add(Samples.hostile(text)));
        assertEquals(jsonCells(write(Format.JSONL, Columns.full(), PLAIN, samples)),
                csvCells(write(Format.CSV, Columns.full(), PLAIN, samples)));
    }

    @ParameterizedTest
    @MethodSource("injections")
    void strangersTextStaysText(String text) throws Exception {
        List<Samples.Sample> hostile = List.of(Samples.hostile(text));
        for (Format format : Format.values()) {
            for (boolean full : new boolean[] {false, true}) {
                List<Column> columns = full ? Columns.full() : format == Format.TABLE ? List.<Column>of() : Columns.core();
                String written = write(format, columns, new TableStyle(120, false, true), hostile);
                assertTrue(written.codePoints().allMatch(c -> c == '\n' || SafeText.escape(Character.toString(c)).codePointAt(0) == c
                        && SafeText.escape(Character.toString(c)).length() == Character.charCount(c)), format.label());
            }
        }
        String csv = write(Format.CSV, Columns.full(), PLAIN, hostile);
        List<CsvRecord> records = CsvReader.builder().ofCsvRecord(csv).stream().toList();
        assertEquals(2, records.size());
        for (int i = 0; i < records.get(1).getFieldCount(); i++) {
            String field = records.get(1).getField(i);
            boolean number = field.matches("-?[0-9.;-]+");
            assertFalse(!number && field.matches("(?s)[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20].*"), field);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tr-TR", "de-DE", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva"})
    void localesChangeNothing(String tag) throws Exception {
        Locale before = Locale.getDefault();
        String[] expected = new String[Format.values().length];
        for (Format format : Format.values()) {
            expected[format.ordinal()] = write(format, Columns.full(), PLAIN, Samples.all());
        }
        try {
            Locale.setDefault(Locale.forLanguageTag(tag));
            for (Format format : Format.values()) {
                assertEquals(expected[format.ordinal()], write(format, Columns.full(), PLAIN, Samples.all()));
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void sortedRowsComeInOrderOfStart() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Output output = Output.to(bytes);
        List<Column> columns = Columns.parse("flow_id");
        RowCollector rows = Format.CSV.collector(output, columns, PLAIN, Format.Order.SORTED);
        collect(Format.CSV, columns, PLAIN, Samples.all(), rows);
        output.commit();
        assertEquals("flow_id\n1\n3\n7\n9\n", bytes.toString(UTF_8));
    }

    static String write(Format format, List<Column> columns, TableStyle style, List<Samples.Sample> samples) throws Exception {
        return write(format, columns, style, samples, Format.Order.USUAL);
    }

    static String write(Format format, List<Column> columns, TableStyle style, List<Samples.Sample> samples, Format.Order order)
            throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Output output = Output.to(bytes);
        collect(format, columns, style, samples, format.collector(output, columns, style, order));
        output.commit();
        return bytes.toString(UTF_8);
    }

    private static void collect(Format format, List<Column> columns, TableStyle style, List<Samples.Sample> samples, RowCollector rows)
            throws Exception {
        RowFormat worker = format.rows(columns, style);
        RowBuffer buffer = new RowBuffer(16);
        for (Samples.Sample sample : samples) {
            int start = buffer.length();
            worker.row(sample.facts(), sample.verdict(), buffer);
            rows.row(sample.facts().startNanos, sample.facts().flowId, buffer.bytes(), start, buffer.length() - start);
        }
        rows.finish();
    }

    /** Cells as they are meant: a list's items joined, the apostrophe before formulas taken away. */
    private static List<String> csvCells(String csv) {
        List<Column> columns = Columns.full();
        List<String> cells = new ArrayList<>();
        CsvReader.builder().ofCsvRecord(csv).stream().skip(1).forEach(row -> {
            assertEquals(columns.size(), row.getFieldCount());
            for (int i = 0; i < columns.size(); i++) {
                String cell = row.getField(i);
                cells.add(columns.get(i).label() + '=' + (cell.startsWith("'") ? cell.substring(1) : cell));
            }
        });
        return cells;
    }

    private static List<String> jsonCells(String lines) throws Exception {
        List<String> cells = new ArrayList<>();
        JsonFactory factory = JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
        for (String line : lines.split("\n")) {
            JsonParser json = factory.createParser(line);
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                List<String> items = new ArrayList<>();
                if (json.nextToken() == JsonToken.START_ARRAY) {
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        items.add(json.getText());
                    }
                } else if (json.currentToken() != JsonToken.VALUE_NULL) {
                    items.add(json.getText());
                }
                cells.add(name + '=' + String.join(";", items));
            }
        }
        return cells;
    }
}
