package tell443.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import tell443.counters.Counter;
import tell443.counters.Counters;

/**
 * Beside each file of rows of a live run, {@code NAME.run.jsonl}: what was read and what was lost since the file before, as one
 * JSON object a line. It is appended to, so that whoever moves files away and has the name used again loses nothing, and so
 * that the numbers of all lines add up to those of the run.
 */
public final class Accounts implements WholeFiles {

    public static final String ENDING = ".run.jsonl";

    /** Said even when they are 0: that nothing was lost is what people want to read. */
    private static final Set<Counter> ALWAYS = Set.of(Counter.PACKETS, Counter.PACKET_BYTES, Counter.FLOWS, Counter.PACKETS_DROPPED,
            Counter.PACKETS_DROPPED_BY_INTERFACE, Counter.FLOWS_EVICTED, Counter.ROWS_OUT_OF_ORDER);

    private final String program;
    private final String input;
    private final Supplier<Counters> soFar;
    private final LongSupplier wallMillis;
    private long sinceMillis;
    private Counters before = new Counters(); // when the last line was written
    private String latest = ""; // file; empty where there is none yet

    /**
     * @param input what is captured on
     * @param soFar counts of the moment, added up anew
     * @param wallMillis the time of day
     */
    public Accounts(String program, String input, Supplier<Counters> soFar, LongSupplier wallMillis) {
        this.program = program;
        this.input = input;
        this.soFar = soFar;
        this.wallMillis = wallMillis;
        sinceMillis = wallMillis.getAsLong();
    }

    @Override
    public void whole(String name, long rows) throws OutputException {
        latest = name;
        append(rows);
    }

    /** What came behind the last file is told there: it has no other one. */
    @Override
    public void finished() throws OutputException {
        if (!latest.isEmpty()) {
            append(0);
        }
    }

    private void append(long rows) throws OutputException {
        Counters now = soFar.get();
        long millis = wallMillis.getAsLong();
        String name = latest + ENDING;
        try (OutputStream out = Files.newOutputStream(Path.of(name), StandardOpenOption.CREATE, StandardOpenOption.APPEND,
                LinkOption.NOFOLLOW_LINKS)) {
            out.write(text(rows, now, millis));
        } catch (IOException e) {
            throw new OutputException("cannot write " + name + ": " + Target.reason(e), e, false);
        }
        before = now;
        sinceMillis = millis;
    }

    @Override
    public void deleted(Path file) {
        try {
            Path beside = Path.of(file + ENDING);
            if (Files.isRegularFile(beside, LinkOption.NOFOLLOW_LINKS)) {
                Files.delete(beside);
            }
        } catch (IOException e) {
            // it stays
        }
    }

    private byte[] text(long rows, Counters now, long millis) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("file", SafeText.escape(String.valueOf(Path.of(latest).getFileName())));
            json.writeStringField("program", program);
            json.writeStringField("capture", SafeText.escape(input));
            json.writeStringField("since", time(sinceMillis));
            json.writeStringField("until", time(millis));
            json.writeNumberField("rows", rows);
            for (Counter counter : Counter.values()) {
                long count = now.get(counter) - before.get(counter);
                if (count != 0 || ALWAYS.contains(counter)) {
                    json.writeNumberField(counter.name().toLowerCase(Locale.ROOT), count);
                }
            }
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return bytes.toByteArray();
    }

    private static String time(long millis) {
        RowBuffer out = new RowBuffer(32);
        new Times().write(millis * 1_000_000L, out);
        return new String(out.bytes(), 0, out.length(), java.nio.charset.StandardCharsets.US_ASCII);
    }
}
