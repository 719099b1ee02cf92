package tell443.packets;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tell443.classify.Verdict;
import tell443.facts.FlowFacts;
import tell443.report.Columns;
import tell443.report.Format;
import tell443.report.RowBuffer;
import tell443.report.RowFormat;
import tell443.report.TableStyle;

/**
 * Verdicts as texts, each kept once: a JSON object in the names of the columns. A protocol may be a name that the client made
 * up, so there is a limit; behind it a text says class and confidence alone.
 */
final class Comments {

    private static final int ROOM = 4 << 20; // bytes of texts; they are held twice

    private final RowFormat whole = format("class,protocol,confidence,operator,evidence");
    private final RowFormat brief = format("class,confidence");
    private final RowBuffer buffer = new RowBuffer(256);
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<byte[]> texts = new ArrayList<>();
    private long held;

    private static RowFormat format(String columns) {
        return Format.JSONL.rows(Columns.parse(columns), new TableStyle(0, false, false));
    }

    /** Number of the verdict's text. */
    int number(FlowFacts facts, Verdict verdict) {
        Integer number = numbers.get(text(whole, facts, verdict));
        if (number != null) {
            return number;
        }
        String text = text(held < ROOM ? whole : brief, facts, verdict);
        return numbers.computeIfAbsent(text, each -> {
            texts.add(each.getBytes(UTF_8));
            held += each.length();
            return texts.size() - 1;
        });
    }

    /** All but the brace that it begins with. */
    private String text(RowFormat format, FlowFacts facts, Verdict verdict) {
        buffer.clear();
        format.row(facts, verdict, buffer);
        return new String(buffer.bytes(), 1, buffer.length() - 2, UTF_8);
    }

    /** Such as {@code {"flow_id":6,"class":"vpn",...}}. */
    byte[] comment(long flowId, int number) {
        byte[] begin = ("{\"flow_id\":" + flowId + ',').getBytes(US_ASCII);
        byte[] text = texts.get(number);
        byte[] comment = Arrays.copyOf(begin, begin.length + text.length);
        System.arraycopy(text, 0, comment, begin.length, text.length);
        return comment;
    }
}
