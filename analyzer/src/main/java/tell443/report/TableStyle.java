package tell443.report;

/**
 * How a table looks.
 *
 * @param width characters of a line
 * @param colour whether escape sequences may be written
 * @param explain whether the evidence follows each row as sentences
 */
public record TableStyle(int width, boolean colour, boolean explain) {}
