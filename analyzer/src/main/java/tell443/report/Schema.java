package tell443.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tell443.classify.FlowClass;
import tell443.facts.EndReason;
import tell443.facts.Quality;

/** The schema as text: every column, and the words that cells may hold. */
public final class Schema {

    /** A list of words under a heading. */
    record Section(String key, String title, List<Vocabulary.Word> words) {}

    private final List<Column> columns = Columns.full();
    private final int core = Columns.core().size();
    private final List<Section> sections = new ArrayList<>();

    public Schema(Vocabulary vocabulary) {
        sections.add(new Section("classes", "Values of class", classes()));
        sections.add(new Section("protocols", "Values of protocol", vocabulary.protocols()));
        sections.add(new Section("quality", "Values of quality", qualities()));
        sections.add(new Section("end_reasons", "Values of end_reason", endReasons()));
        sections.add(new Section("evidence", "Values of evidence and evidence_against", vocabulary.evidence()));
    }

    public byte[] markdown() {
        StringBuilder out = new StringBuilder("# tell443 schema ").append(Columns.SCHEMA).append("\n\n");
        out.append("CSV: RFC 4180, UTF-8, LF, header row. An empty cell means not known or not applicable. A cell of text that begins"
                + " with"
                + " `=`, `+`, `-`, `@`, their full-width forms or `'` has a leading `'` that is not part of the value. Items of a list"
                + " are"
                + " separated by `;`.\nJSON Lines: the same names; numbers are numbers, lists are arrays, not known is null.\n\n");
        out.append("Columns 1 to ").append(core).append(" are written unless others are asked for; `--columns full` adds the rest.\n\n");
        out.append("| # | name | type | unit | definition | empty when | since |\n|---|---|---|---|---|---|---|\n");
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            Column.About about = column.about();
            out.append("| ").append(i + 1).append(" | ").append(column.label()).append(" | ").append(about.type().label()).append(" | ")
                    .append(about.unit()).append(" | ").append(cell(about.meaning())).append(" | ").append(cell(about.emptyWhen()))
                    .append(" | ").append(column.since()).append(" |\n");
        }
        for (Section section : sections) {
            out.append("\n## ").append(section.title).append("\n\n| value | meaning | source |\n|---|---|---|\n");
            for (Vocabulary.Word word : section.words) {
                out.append("| ").append(cell(word.id())).append(" | ").append(cell(word.meaning())).append(" | ")
                        .append(cell(word.source())).append(" |\n");
            }
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    public byte[] text() {
        StringBuilder out = new StringBuilder("tell443 schema ").append(Columns.SCHEMA).append('\n');
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            Column.About about = column.about();
            out.append(i == 0 ? "\nCore columns\n" : i == core ? "\nColumns that --columns full adds\n" : "");
            out.append("\n  ").append(column.label()).append("  (").append(about.type().label());
            out.append(about.unit().isEmpty() ? "" : ", " + about.unit()).append(")\n");
            wrap(about.meaning(), out);
            wrap("Empty when: " + about.emptyWhen() + '.', out);
        }
        for (Section section : sections) {
            out.append('\n').append(section.title).append("\n\n");
            for (Vocabulary.Word word : section.words) {
                out.append("  ").append(SafeText.escape(word.id())).append('\n');
                wrap(word.meaning() + (word.source().isEmpty() ? "" : " [" + word.source() + ']'), out);
            }
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    public byte[] json() {
        return SchemaJson.write(columns, core, sections);
    }

    private static List<Vocabulary.Word> classes() {
        List<Vocabulary.Word> words = new ArrayList<>();
        for (FlowClass flowClass : FlowClass.values()) {
            words.add(new Vocabulary.Word(flowClass.label(), meaning(flowClass), ""));
        }
        return words;
    }

    private static String meaning(FlowClass flowClass) {
        return switch (flowClass) {
            case HTTPS -> "web traffic over TLS";
            case DOH -> "encrypted DNS";
            case VPN -> "a tunnel or proxy in use";
            case QUIC -> "QUIC that is none of the others, HTTP/3 among it";
            case OTHER -> "another protocol that is known";
            case UNKNOWN -> "nothing decides, or nothing was sent";
        };
    }

    private static List<Vocabulary.Word> qualities() {
        List<Vocabulary.Word> words = new ArrayList<>();
        for (Quality flag : Quality.values()) {
            words.add(new Vocabulary.Word(flag.label(), flag.meaning(), ""));
        }
        return words;
    }

    private static List<Vocabulary.Word> endReasons() {
        List<Vocabulary.Word> words = new ArrayList<>();
        for (EndReason reason : EndReason.values()) {
            words.add(new Vocabulary.Word(reason.label(), reason.meaning(), ""));
        }
        return words;
    }

    private static String cell(String text) {
        return SafeText.escape(text).replace("|", "\\|");
    }

    private static void wrap(String text, StringBuilder out) {
        int width = 0;
        for (String word : SafeText.escape(text).split(" ")) {
            if (width == 0 || width + 1 + word.length() > 96) {
                out.append(width == 0 ? "      " : "\n      ").append(word);
                width = word.length();
            } else {
                out.append(' ').append(word);
                width += 1 + word.length();
            }
        }
        out.append('\n');
    }
}
