package tell443.report;

import java.util.Locale;

/** One column of the schema: what it says, in which unit, and how it is made from a flow's facts and verdict. */
public interface Column {

    /** What kind of values a column holds, and what every writer makes of them. */
    enum Type {
        TEXT("text", false),
        INTEGER("integer", true),
        DECIMAL("decimal", true),
        TIME("time", false),
        TEXT_LIST("list of text", false),
        INTEGER_LIST("list of integer", false),
        DECIMAL_LIST("list of decimal", false);

        private final String label;
        private final boolean number;

        Type(String label, boolean number) {
            this.label = label;
            this.number = number;
        }

        public String label() {
            return label;
        }

        public boolean isNumber() {
            return number;
        }

        public boolean isList() {
            return this == TEXT_LIST || this == INTEGER_LIST || this == DECIMAL_LIST;
        }
    }

    /**
     * What a reader of the column must know.
     *
     * @param unit such as {@code bytes} or {@code s}; empty where there is none
     * @param meaning exact enough for an independent program to compute the same from the packets
     * @param emptyWhen the end of the sentence "empty when ..."; {@code never} if it never is
     */
    record About(Type type, String unit, String meaning, String emptyWhen) {}

    /** The name in header and schema, in capitals (enum constants have it); never changes within a schema version. */
    String name();

    About about();

    /** Hands exactly one cell (or one list) to {@code out}. */
    void write(Row row, RowSink out);

    /** The name in header and schema. */
    default String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    default Type type() {
        return about().type();
    }

    /**
     * Whether the cell follows from what many flows share and nothing else: whether there was a ClientHello and its profile, the
     * ServerHello, the certificate, the QUIC version's name, and the verdict on ECH. See {@link SharedCells}.
     */
    default boolean isShared() {
        return false;
    }

    /** The schema version that brought the column. */
    default int since() {
        return 1;
    }
}
