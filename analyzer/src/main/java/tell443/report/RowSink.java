package tell443.report;

/** Takes the cells of one row, in order. Between {@link #beginList} and {@link #endList} the values are items of one cell. */
interface RowSink {

    /** Text from anywhere: escaped by {@link SafeText} here. An empty text is an empty cell. */
    void text(String text);

    /** A word of our own: harmless ASCII without space, comma, quote or a formula's first character. */
    void word(String word);

    /** Where text is appended that is made here of harmless ASCII (times, addresses); {@link #endPlain} must follow. */
    RowBuffer beginPlain();

    void endPlain();

    void integer(long value);

    /** {@code scaled} divided by 10 to the power of {@code places}. */
    void decimal(long scaled, int places);

    void empty();

    void beginList();

    void endList();
}
