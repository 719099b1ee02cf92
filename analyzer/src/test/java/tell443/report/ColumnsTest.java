package tell443.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ColumnsTest {

    /** The contract: other programs are written against these names in this order. */
    private static final String CORE = """
            flow_id capture start_time end_time duration_s transport client_ip client_port server_ip server_port vlan community_id
            class protocol operator confidence evidence packets_c2s packets_s2c bytes_c2s bytes_s2c payload_c2s payload_s2c
            end_reason quality sni alpn_offered alpn_selected tls_version cipher ech ja3 ja3s ja4 quic_version cert_subject cert_issuer
            """;

    @Test
    void theCoreIsTheContract() {
        assertEquals(List.of(CORE.strip().split("\\s+")), labels(Columns.core()));
    }

    @Test
    void fullBeginsWithTheCore() {
        assertEquals(labels(Columns.core()), labels(Columns.full()).subList(0, Columns.core().size()));
    }

    @Test
    void everyColumnHasANameOfItsOwnAndADefinition() {
        Set<String> names = new HashSet<>();
        for (Column column : Columns.full()) {
            assertTrue(names.add(column.label()), column.label());
            assertTrue(column.label().matches("[a-z][a-z0-9_]*"), column.label());
            assertTrue(column.about().meaning().endsWith("."), column.label());
            assertFalse(column.about().emptyWhen().isEmpty(), column.label());
            assertEquals(1, column.since());
        }
    }

    @Test
    void everyColumnWritesOneCellOfItsTypeForEveryFlow() {
        for (Samples.Sample sample : Samples.all()) {
            Row row = new Row().fill(sample.facts(), sample.verdict());
            for (Column column : Columns.full()) {
                CellCheck check = new CellCheck(column);
                column.write(row, check);
                assertEquals(1, check.cells, column.label());
                if (column.about().emptyWhen().equals("never")) {
                    assertFalse(check.empty, column.label() + " is never empty");
                }
            }
        }
    }

    @Test
    void columnsAreChosenByName() {
        assertEquals(List.of("ja4", "sni", "flow_id"), labels(Columns.parse("ja4, sni,flow_id,sni")));
        assertEquals(Columns.core().size() + 1, Columns.parse("core,ja4_raw").size());
        assertEquals("snii", assertThrows(IllegalArgumentException.class, () -> Columns.parse("sni,snii")).getMessage());
    }

    @Test
    void onlyPacketsAndTheirGapsWantThemKept() {
        assertFalse(Columns.wantPackets(Columns.core()));
        assertTrue(Columns.wantPackets(Columns.full()));
        assertTrue(Columns.wantPackets(Columns.parse("core,gap_mean_s_s2c")));
        assertTrue(Columns.wantPackets(Columns.parse("packet_sizes")));
        assertFalse(Columns.wantPackets(Columns.parse("core,records_c2s,ttl_c2s,record_sizes")));
    }

    private static List<String> labels(List<Column> columns) {
        return columns.stream().map(Column::label).toList();
    }

    /** Counts cells and compares their kind with the column's type. */
    private static final class CellCheck implements RowSink {

        private final Column column;
        private int cells;
        private boolean list;
        private boolean empty;

        CellCheck(Column column) {
            this.column = column;
        }

        @Override
        public void text(String text) {
            cell(Column.Type.TEXT, Column.Type.TEXT_LIST);
            empty |= text.isEmpty();
        }

        @Override
        public void word(String word) {
            text(word);
        }

        @Override
        public RowBuffer beginPlain() {
            return new RowBuffer(0);
        }

        @Override
        public void endPlain() {
            cell(column.type() == Column.Type.TIME ? Column.Type.TIME : Column.Type.TEXT, Column.Type.TEXT_LIST);
        }

        @Override
        public void integer(long value) {
            cell(Column.Type.INTEGER, Column.Type.INTEGER_LIST);
        }

        @Override
        public void decimal(long scaled, int places) {
            cell(Column.Type.DECIMAL, Column.Type.DECIMAL_LIST);
            assertTrue(places >= 1 && places <= 9);
        }

        @Override
        public void empty() {
            assertFalse(list, column.label());
            empty = true;
            cells++;
        }

        @Override
        public void beginList() {
            assertTrue(column.type().isList(), column.label());
            list = true;
            cells++;
        }

        @Override
        public void endList() {
            assertTrue(list);
            list = false;
        }

        private void cell(Column.Type single, Column.Type item) {
            assertEquals(column.type(), list ? item : single, column.label());
            cells += list ? 0 : 1;
        }
    }
}
