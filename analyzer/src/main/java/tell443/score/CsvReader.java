package tell443.score;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads comma-separated values (RFC 4180, lines end with LF or CRLF, UTF-8) while they arrive. Strict: a quote inside a
 * plain field, or text behind a closing quote, is an error and not a guess. An empty line is skipped.
 */
final class CsvReader {

    /** Takes one record; it is valid during the call. */
    interface Records {
        void record(CsvReader record) throws ScoreException;
    }

    /** The first two go on with plain text. */
    private enum State { FIELD_START, PLAIN, QUOTED, QUOTE_SEEN, RETURN_SEEN }

    private static final int MOST_BYTES = 1 << 24; // of one record
    private static final int MOST_FIELDS = 1 << 14;
    private static final int[] BYTE_ORDER_MARK = {0xEF, 0xBB, 0xBF};

    private final String name;
    private final Records records;
    private State state = State.FIELD_START;
    private byte[] bytes = new byte[1 << 10]; // the fields of the record, one after the other
    private int length;
    private int[] ends = new int[64];
    private int count;
    private long line = 1;
    private long recordLine = 1;
    private boolean quotes; // in this record: then it is no empty line
    private int mark; // bytes of the byte order mark seen

    CsvReader(String name, Records records) {
        this.name = name;
        this.records = records;
    }

    int count() {
        return count;
    }

    String text(int field) {
        int start = field == 0 ? 0 : ends[field - 1];
        return new String(bytes, start, ends[field] - start, StandardCharsets.UTF_8);
    }

    /** Where the record begins, from 1. */
    long line() {
        return recordLine;
    }

    void accept(byte[] input, int at, int size) throws ScoreException {
        int end = at + size;
        for (int i = at; i < end; ) {
            int plain = mark < 0 && state.ordinal() <= State.PLAIN.ordinal() ? plainEnd(input, i, end) : i;
            if (plain > i) {
                put(input, i, plain - i);
                state = State.PLAIN;
                i = plain;
            } else {
                first(input[i++] & 0xFF);
            }
        }
    }

    /** Of the run that needs no second look. */
    private static int plainEnd(byte[] input, int at, int end) {
        int i = at;
        while (i < end && input[i] != ',' && input[i] != '"' && input[i] != '\n' && input[i] != '\r') {
            i++;
        }
        return i;
    }

    /** A byte order mark is no text, at the very beginning. */
    private void first(int b) throws ScoreException {
        if (mark >= 0 && mark < BYTE_ORDER_MARK.length && b == BYTE_ORDER_MARK[mark]) {
            mark++;
        } else {
            endMark();
            accept(b);
        }
    }

    /** What began like a byte order mark and was none is text. */
    private void endMark() throws ScoreException {
        int seen = mark;
        mark = -1;
        for (int i = 0; i < seen && seen < BYTE_ORDER_MARK.length; i++) {
            accept(BYTE_ORDER_MARK[i]);
        }
    }

    /** The input has ended. */
    void finish() throws ScoreException {
        endMark();
        if (state == State.QUOTED) {
            throw wrong("the quote is never closed");
        }
        if (state != State.FIELD_START || count > 0) {
            endRecord();
        }
    }

    private void accept(int b) throws ScoreException {
        switch (state) {
            case FIELD_START -> {
                if (b == '"') {
                    state = State.QUOTED;
                    quotes = true;
                } else {
                    plain(b);
                }
            }
            case PLAIN -> {
                if (b == '"') {
                    throw wrong("a quote inside a field that is not quoted");
                }
                plain(b);
            }
            case QUOTED -> quoted(b);
            case QUOTE_SEEN -> afterQuote(b);
            case RETURN_SEEN -> {
                if (b != '\n') {
                    throw wrong("a carriage return inside a line");
                }
                endLine();
            }
        }
    }

    private void plain(int b) throws ScoreException {
        switch (b) {
            case ',' -> endField();
            case '\n' -> endLine();
            case '\r' -> state = State.RETURN_SEEN;
            default -> {
                state = State.PLAIN;
                put(b);
            }
        }
    }

    private void quoted(int b) throws ScoreException {
        if (b == '"') {
            state = State.QUOTE_SEEN;
        } else {
            line += b == '\n' ? 1 : 0;
            put(b);
        }
    }

    private void afterQuote(int b) throws ScoreException {
        if (b == '"') {
            state = State.QUOTED;
            put(b);
        } else if (b == ',' || b == '\n' || b == '\r') {
            plain(b);
        } else {
            throw wrong("text behind a closing quote");
        }
    }

    private void put(int b) throws ScoreException {
        ensure(1);
        bytes[length++] = (byte) b;
    }

    private void put(byte[] input, int at, int size) throws ScoreException {
        ensure(size);
        System.arraycopy(input, at, bytes, length, size);
        length += size;
    }

    private void ensure(int more) throws ScoreException {
        if (more > bytes.length - length) {
            if (length + more > MOST_BYTES) {
                throw wrong("a row longer than 16 MiB");
            }
            bytes = Arrays.copyOf(bytes, Math.max(length + more, length * 2));
        }
    }

    private void endField() throws ScoreException {
        if (count == ends.length) {
            if (count == MOST_FIELDS) {
                throw wrong("more than 16,384 cells in a row");
            }
            ends = Arrays.copyOf(ends, count * 2);
        }
        ends[count++] = length;
        state = State.FIELD_START;
    }

    private void endLine() throws ScoreException {
        line++;
        endRecord();
    }

    private void endRecord() throws ScoreException {
        boolean empty = count == 0 && length == 0 && !quotes;
        endField();
        if (!empty) {
            records.record(this);
        }
        count = 0;
        length = 0;
        quotes = false;
        recordLine = line;
    }

    private ScoreException wrong(String what) {
        return new ScoreException(name + ":" + line + ": " + what);
    }
}
