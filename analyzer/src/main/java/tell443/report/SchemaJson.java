package tell443.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The schema as one JSON object. */
final class SchemaJson {

    private SchemaJson() {}

    static byte[] write(List<Column> columns, int core, List<Schema.Section> sections) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            json.writeStartObject();
            json.writeNumberField("schema", Columns.SCHEMA);
            json.writeArrayFieldStart("columns");
            for (int i = 0; i < columns.size(); i++) {
                write(columns.get(i), i < core, json);
            }
            json.writeEndArray();
            for (Schema.Section section : sections) {
                write(section, json);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(Column column, boolean core, JsonGenerator json) throws IOException {
        Column.About about = column.about();
        json.writeStartObject();
        json.writeStringField("name", column.label());
        json.writeStringField("type", about.type().label());
        json.writeStringField("unit", about.unit());
        json.writeStringField("definition", about.meaning());
        json.writeStringField("empty_when", about.emptyWhen());
        json.writeNumberField("since", column.since());
        json.writeBooleanField("core", core);
        json.writeEndObject();
    }

    private static void write(Schema.Section section, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(section.key());
        for (Vocabulary.Word word : section.words()) {
            json.writeStartObject();
            json.writeStringField("value", word.id());
            json.writeStringField("meaning", word.meaning());
            json.writeStringField("source", word.source());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
