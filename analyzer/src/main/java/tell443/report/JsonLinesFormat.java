package tell443.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import tell443.classify.Verdict;
import tell443.facts.FlowFacts;

/** JSON Lines: one object per row. Not known is null, of a list the empty array; numbers are numbers, lists are arrays. */
final class JsonLinesFormat implements RowFormat {

    private final Column[] columns;
    private final SerializableString[] names;
    private final Row row = new Row();
    private final RowBufferStream stream = new RowBufferStream();
    private final JsonGenerator generator;
    private final JsonSink sink;

    JsonLinesFormat(List<Column> columns) {
        this.columns = columns.toArray(new Column[0]);
        names = new SerializableString[this.columns.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = new SerializedString(this.columns[i].label());
        }
        JsonFactory factory = new JsonFactoryBuilder().rootValueSeparator((String) null).build();
        try {
            generator = factory.createGenerator(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sink = new JsonSink(generator);
    }

    @Override
    public byte[] header() {
        return new byte[0];
    }

    @Override
    public void row(FlowFacts facts, Verdict verdict, RowBuffer out) {
        row.fill(facts, verdict);
        stream.target = out;
        try {
            generator.writeStartObject();
            for (int i = 0; i < columns.length; i++) {
                generator.writeFieldName(names[i]);
                Columns.write(columns[i], row, sink);
            }
            generator.writeEndObject();
            generator.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.put('\n');
    }
}
