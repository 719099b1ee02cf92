package tell443.score;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvReaderTest {

    /** In the cases below ~ is a line feed, ^ a carriage return, ' a quote; the expected text has | between cells. */
    private static String bytes(String picture) {
        return picture.replace('~', '\n').replace('^', '\r').replace('\'', '"');
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            rows                          ; a,b~c,d~          ; 1 a|b, 2 c|d
            no line feed at the end       ; a,b               ; 1 a|b
            carriage returns              ; a,b^~c,d^~        ; 1 a|b, 2 c|d
            empty cells                   ; ,~a,~             ; 1 |, 2 a|
            empty quoted cells            ; ''~''^~           ; 1 <empty>, 2 <empty>
            empty lines                   ; a~~^~b~           ; 1 a, 4 b
            a comma and a doubled quote   ; 'a,''b'''~        ; 1 a,"b"
            a line feed in quotes         ; 'a~b',c~d~        ; 1 a/b|c, 3 d
            quotes at the input's end     ; a,'b'             ; 1 a|b""")
    void recordsAndTheirLines(String what, String input, String expected) throws ScoreException {
        for (int step = 1; step < 4; step++) {
            String rows = String.join(", ", read(bytes(input).getBytes(UTF_8), step, true));
            assertEquals(expected.replace("<empty>", "").strip(), rows.strip().replace('\n', '/'), what + " in steps of " + step);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            a quote in a plain cell      ; a~b'c~     ; f.csv:2: a quote inside a field that is not quoted
            text behind a quote          ; 'a'b~      ; f.csv:1: text behind a closing quote
            a quote that never ends      ; 'a~b~      ; f.csv:3: the quote is never closed
            a carriage return in a line  ; a^b~       ; f.csv:1: a carriage return inside a line""")
    void whatIsNoCsvIsRefused(String what, String input, String expected) {
        ScoreException e = assertThrows(ScoreException.class, () -> read(bytes(input).getBytes(UTF_8), 1, true));
        assertEquals(expected, e.getMessage(), what);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "100"})
    void aByteOrderMarkIsNoText(int step) throws ScoreException {
        assertEquals(List.of("1 \u00e4|\uFEFF"), read("\uFEFF\u00e4,\uFEFF\n".getBytes(UTF_8), step, true));
        assertEquals(List.of("1 \uFF1D|b"), read("\uFF1D,b".getBytes(UTF_8), step, true), "begins with the mark's first byte");
    }

    static List<String> read(byte[] bytes, int step, boolean lines) throws ScoreException {
        List<String> rows = new ArrayList<>();
        CsvReader reader = new CsvReader("f.csv", record -> {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < record.count(); i++) {
                cells.add(record.text(i));
            }
            rows.add((lines ? record.line() + " " : "") + String.join("|", cells));
        });
        for (int at = 0; at < bytes.length; at += step) {
            reader.accept(bytes, at, Math.min(step, bytes.length - at));
        }
        reader.finish();
        return rows;
    }
}
