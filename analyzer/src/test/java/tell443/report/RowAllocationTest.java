package tell443.report;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A row may make a few short texts, not an object per cell. */
class RowAllocationTest {

    private static final int ROWS = 2_000;

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"CSV, core, 250", "CSV, full, 600", "JSONL, core, 250", "TABLE, core, 250"})
    void rowsAllocateLittle(Format format, String columns, long most) {
        List<Column> chosen = format == Format.TABLE ? List.of() : Columns.parse(columns);
        RowFormat rows = format.rows(chosen, new TableStyle(120, false, false));
        RowBuffer out = new RowBuffer(1 << 16);
        Samples.Sample sample = Samples.web();
        write(rows, sample, out);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        write(rows, sample, out);
        long perRow = (threads.getCurrentThreadAllocatedBytes() - before) / ROWS;
        assertTrue(perRow <= most, perRow + " bytes per row");
    }

    private static void write(RowFormat rows, Samples.Sample sample, RowBuffer out) {
        for (int i = 0; i < ROWS; i++) {
            out.clear();
            rows.row(sample.facts(), sample.verdict(), out);
        }
    }
}
