package tell443.lists;

/**
 * Reads one list file. {@code # source:}, {@code # licence:} and {@code # date:} hold for the rows after them; other lines
 * that begin with {@code #} are for people.
 */
final class ListReader {

    private final ListFile file;
    private final String path;
    private final Tables tables;
    private ListSource source = ListSource.NONE;
    private final boolean trusted; // built in: a test has read every row
    private int line;

    ListReader(ListFile file, String path, Tables tables, boolean trusted) {
        this.file = file;
        this.path = path;
        this.tables = tables;
        this.trusted = trusted;
    }

    /** The whole file's text; a line may end in CR LF. */
    void read(String whole) throws ListException {
        for (int at = 0; at < whole.length(); ) {
            int end = whole.indexOf('\n', at);
            end = end < 0 ? whole.length() : end;
            String text = whole.substring(at, end > at && whole.charAt(end - 1) == '\r' ? end - 1 : end);
            line++;
            if (text.startsWith("#")) {
                comment(text);
            } else if (!text.isEmpty()) {
                row(text);
            }
            at = end + 1;
        }
    }

    private void comment(String text) throws ListException {
        if (text.startsWith("# source: ")) {
            source = new ListSource(file.fileName, text.substring(10).trim(), source.licence(), source.date(), source.day());
        } else if (text.startsWith("# licence: ")) {
            source = new ListSource(file.fileName, source.source(), text.substring(11).trim(), source.date(), source.day());
        } else if (text.startsWith("# date: ")) {
            String date = text.substring(8).trim();
            source = new ListSource(file.fileName, source.source(), source.licence(), date, day(date));
        }
    }

    private void row(String text) throws ListException {
        int first = text.indexOf('\t');
        int second = text.indexOf('\t', first + 1);
        boolean wellFormed = first > 0 && (file.flagged ? second > first + 1 : second < 0 && first + 1 < text.length());
        if (!wellFormed) {
            throw wrong(file.flagged ? "expected: key, tab, operator, tab, dedicated or shared" : "expected: key, tab, operator");
        }
        if (source.source().isEmpty() || source.licence().isEmpty() || source.date().isEmpty()) {
            throw wrong("a row needs '# source:', '# licence:' and '# date:' lines before it");
        }
        String key = text.substring(0, first);
        String operator = text.substring(first + 1, file.flagged ? second : text.length());
        boolean dedicated = !file.flagged || dedicated(text.substring(second + 1));
        Address block = block(key);
        if (!tables.add(file, block, new ListEntry(key, operator, dedicated, source))) {
            throw wrong("'" + key + "' is in the list twice");
        }
    }

    private boolean dedicated(String flag) throws ListException {
        if (flag.equals("dedicated") || flag.equals("shared")) {
            return flag.equals("dedicated");
        }
        throw wrong("'" + flag + "' should be dedicated or shared");
    }

    private Address block(String key) throws ListException {
        if (file != ListFile.RESOLVER_ADDRESSES) {
            nameUnlessTrusted(file == ListFile.RESOLVER_NAMES && key.startsWith("*.") ? key.substring(2) : key);
            return null;
        }
        Address block = Address.parse(key);
        if (block == null) {
            throw wrong("'" + key + "' is not an address or an address block");
        }
        return block;
    }

    private void nameUnlessTrusted(String key) throws ListException {
        if (!trusted) {
            name(key);
        }
    }

    /** Lower case letters, digits, hyphens, underscores and dots, at most 253: the form in which names are compared. */
    private void name(String key) throws ListException {
        boolean good = key.length() <= 253 && key.indexOf('.') > 0 && !key.endsWith(".");
        for (int i = 0; good && i < key.length(); i++) {
            char c = key.charAt(i);
            good = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.';
        }
        if (!good) {
            throw wrong("'" + key + "' is not a lower-case host name");
        }
    }

    private long day(String date) throws ListException {
        int[] parts = new int[3];
        boolean good = date.length() == 10;
        for (int i = 0, part = 0; good && i < 10; i++) {
            char c = date.charAt(i);
            if (i == 4 || i == 7) {
                good = c == '-';
                part++;
            } else {
                good = c >= '0' && c <= '9';
                parts[part] = parts[part] * 10 + (c - '0');
            }
        }
        if (!good || parts[1] < 1 || parts[1] > 12 || parts[2] < 1 || parts[2] > 31) {
            throw wrong("'" + date + "' is not a date such as 2026-11-22");
        }
        return day(parts[0], parts[1], parts[2]);
    }

    /** Days since 1970-01-01 of the proleptic Gregorian calendar, years counted from March so that the leap day comes last. */
    private static long day(int year, int month, int dayOfMonth) {
        int shifted = month > 2 ? year : year - 1;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + dayOfMonth - 1;
        return 365L * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468;
    }

    private ListException wrong(String what) {
        return new ListException(path + ":" + line + ": " + what);
    }
}
