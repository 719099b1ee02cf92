package tell443.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes cells as JSON values. The stream below is memory, so its exceptions cannot happen. */
final class JsonSink implements RowSink {

    private final JsonGenerator generator;
    private final RowBuffer plain = new RowBuffer(64);
    private final RowBuffer number = new RowBuffer(32);
    private final char[] characters = new char[32];
    private boolean list;

    JsonSink(JsonGenerator generator) {
        this.generator = generator;
    }

    @Override
    public void text(String text) {
        try {
            if (text.isEmpty() && !list) {
                generator.writeNull();
            } else {
                generator.writeString(SafeText.escape(text));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void word(String word) {
        text(word);
    }

    @Override
    public RowBuffer beginPlain() {
        plain.clear();
        return plain;
    }

    @Override
    public void endPlain() {
        try {
            generator.writeRawUTF8String(plain.bytes(), 0, plain.length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void integer(long value) {
        try {
            generator.writeNumber(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void decimal(long scaled, int places) {
        number.clear();
        number.decimal(scaled, places);
        for (int i = 0; i < number.length(); i++) {
            characters[i] = (char) number.bytes()[i];
        }
        try {
            generator.writeNumber(characters, 0, number.length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void empty() {
        if (list) {
            return;
        }
        try {
            generator.writeNull();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void beginList() {
        list = true;
        try {
            generator.writeStartArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void endList() {
        list = false;
        try {
            generator.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
