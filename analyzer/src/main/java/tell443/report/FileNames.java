package tell443.report;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Names of files in turn, made from a person's pattern and the time, never from anything in a packet.
 *
 * <p>Fields as in strftime, in UTC: %Y %m %d %j %H %M %S %F (%Y-%m-%d) %s (seconds since 1970) %%.
 */
public final class FileNames {

    private static final long SECOND = 1_000_000_000L;
    private static final long DAY = 86_400 * SECOND;
    private static final String FIELDS = "YmdjHMSFs%";

    private final String pattern;
    private final Map<String, Integer> used = new HashMap<>(); // how often a name was given out

    private FileNames(String pattern) {
        this.pattern = pattern;
    }

    /** @throws IllegalArgumentException that says what is wrong with the pattern */
    public static FileNames of(String pattern) {
        for (int at = pattern.indexOf('%'); at >= 0; at = pattern.indexOf('%', at + 2)) {
            if (at + 1 == pattern.length() || FIELDS.indexOf(pattern.charAt(at + 1)) < 0) {
                throw new IllegalArgumentException("\"" + pattern.substring(at, Math.min(at + 2, pattern.length()))
                        + "\" is no field of a time; there are %Y %m %d %j %H %M %S %F %s, and %% is a percent sign");
            }
        }
        return new FileNames(pattern);
    }

    /** Whether the time is in the names at all. */
    public boolean varies() {
        return pattern.replace("%%", "").indexOf('%') >= 0;
    }

    /** The smallest part of time that the names tell apart, at most a day. */
    long unitNanos() {
        String fields = pattern.replace("%%", "");
        return fields.contains("%S") || fields.contains("%s") ? SECOND
                : fields.contains("%M") ? 60 * SECOND
                : fields.contains("%H") ? 3_600 * SECOND : DAY;
    }

    /** Whether a file of that name could be one of these. */
    public boolean mayBe(String name) {
        int ending = ending(pattern);
        return Pattern.matches(regex(pattern.substring(0, ending)) + "(-[0-9]+)?" + regex(pattern.substring(ending)), name);
    }

    /** The name for that time. */
    String at(long nanos) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.charAt(i) == '%') {
                out.append(field(pattern.charAt(++i), nanos));
            } else {
                out.append(pattern.charAt(i));
            }
        }
        return out.toString();
    }

    /** The name, or where it was given out before or is taken, the next free one: flows.csv, flows-1.csv, flows-2.csv. */
    String unused(String name, Predicate<String> taken) {
        for (int i = used.getOrDefault(name, 0); ; i++) {
            String numbered = numbered(name, i);
            if (!taken.test(numbered)) {
                used.put(name, i + 1);
                return numbered;
            }
        }
    }

    /** The first of these that is not there: whoever moved a file away gets its name again. */
    public static String free(String name) {
        int i = 0;
        while (exists(numbered(name, i))) {
            i++;
        }
        return numbered(name, i);
    }

    static boolean exists(String name) {
        return Files.exists(Path.of(name), LinkOption.NOFOLLOW_LINKS);
    }

    private static String numbered(String name, int number) {
        int ending = ending(name);
        return number == 0 ? name : name.substring(0, ending) + '-' + number + name.substring(ending);
    }

    /** Where .csv or .csv.gz begins. */
    private static int ending(String name) {
        String plain = Packing.unpackedName(name);
        int dot = plain.lastIndexOf('.');
        return dot > plain.lastIndexOf('/') + 1 ? dot : plain.length();
    }

    private static String regex(String pattern) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            String field = c == '%' ? pattern.substring(++i, i + 1) : "";
            out.append(field.equals("%") ? "%" : field.isEmpty() ? Pattern.quote(String.valueOf(c)) : "[-0-9]+");
        }
        return out.toString();
    }

    private static String field(char field, long nanos) {
        long seconds = Math.floorDiv(nanos, SECOND);
        long day = Math.floorDiv(nanos, DAY);
        int ofDay = (int) (seconds - day * 86_400);
        return switch (field) {
            case 'Y' -> date(day, 0, 4);
            case 'm' -> date(day, 5, 7);
            case 'd' -> date(day, 8, 10);
            case 'F' -> date(day, 0, 10);
            case 'j' -> padded(java.time.LocalDate.ofEpochDay(day).getDayOfYear(), 3);
            case 'H' -> padded(ofDay / 3_600, 2);
            case 'M' -> padded(ofDay / 60 % 60, 2);
            case 'S' -> padded(ofDay % 60, 2);
            case 's' -> Long.toString(seconds);
            default -> "%";
        };
    }

    private static String date(long day, int from, int to) {
        RowBuffer text = new RowBuffer(16);
        Times.date((int) day, text);
        return new String(text.bytes(), from, to - from, java.nio.charset.StandardCharsets.US_ASCII);
    }

    private static String padded(int value, int width) {
        String digits = Integer.toString(value);
        return "0".repeat(width - digits.length()) + digits;
    }
}
