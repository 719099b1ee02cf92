package tell443.packets;

import static java.nio.charset.StandardCharsets.US_ASCII;

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

/** Verdicts as texts, each kept once: a JSON object in the names of the columns. */
final class Comments {

    private static final String COLUMNS = "class,protocol,confidence,operator,evidence";

    private final RowFormat format = Format.JSONL.rows(Columns.parse(COLUMNS), new TableStyle(0, false, false));
    private final RowBuffer buffer = new RowBuffer(256);
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<byte[]> texts = new ArrayList<>();

    /** Number of the verdict's text. */
    int number(FlowFacts facts, Verdict verdict) {
        buffer.clear();
        format.row(facts, verdict, buffer);
        String text = new String(buffer.bytes(), 1, buffer.length() - 2, java.nio.charset.StandardCharsets.UTF_8);
        return numbers.computeIfAbsent(text, each -> {
            texts.add(Arrays.copyOfRange(buffer.bytes(), 1, buffer.length() - 1));
            return texts.size() - 1;
        });
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
