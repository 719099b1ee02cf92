package tell443.cli;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tell443.classify.FlowClass;
import tell443.net.PortSet;
import tell443.report.Column;
import tell443.report.Columns;
import tell443.report.FileNames;
import tell443.report.Format;

/** Values of options from their text. */
final class Values {

    private static final long[] UNIT_NANOS = {1_000_000L, 1_000_000_000L, 60_000_000_000L, 3_600_000_000_000L, 86_400_000_000_000L};
    private static final List<String> UNITS = List.of("ms", "s", "m", "h", "d");
    static final List<String> FAULTS = List.of("flow-limit", "reasm-limit", "frag-limit", "write-error", "oom");

    private Values() {}

    /** Such as 30, 30s, 500ms, 5m, 2h, 1d; a bare number is seconds. */
    static long durationNanos(String option, String text) throws UsageException {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        int unit = digits == text.length() ? 1 : UNITS.indexOf(text.substring(digits));
        if (digits == 0 || digits > 9 || unit < 0) {
            throw new UsageException(option + ": \"" + text + "\" is no duration; write it like 30s, 5m or 2h");
        }
        try {
            return Math.multiplyExact(Long.parseLong(text.substring(0, digits)), UNIT_NANOS[unit]);
        } catch (ArithmeticException e) {
            throw new UsageException(option + ": " + text + " is longer than 292 years");
        }
    }

    static long count(String option, String text, long least, long most) throws UsageException {
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new UsageException(option + ": \"" + text + "\" is not a whole number from " + least + " to " + most);
    }

    /** Such as 65536, 512k, 64M, 1G; units are powers of 1024. */
    static long size(String option, String text, long least, long most) throws UsageException {
        String plain = text.matches(".*[kKmMgG]B") ? text.substring(0, text.length() - 1) : text;
        int unit = plain.isEmpty() ? -1 : "kmg".indexOf(Character.toLowerCase(plain.charAt(plain.length() - 1)));
        String number = unit < 0 ? plain : plain.substring(0, plain.length() - 1);
        long value = number.matches("[0-9]{1,10}") ? Long.parseLong(number) << 10 * (unit + 1) : -1;
        if (value < 0) {
            throw new UsageException(option + ": \"" + text + "\" is no size; write it like 512k, 64M or 1G");
        }
        if (value < least || value > most) {
            throw new UsageException(option + ": " + text + " is not from " + least + " to " + most + " bytes");
        }
        return value;
    }

    /** Such as 443,8443 or 440-450 or any. */
    static PortSet ports(String text) throws UsageException {
        if (text.equals("any")) {
            return PortSet.any();
        }
        PortSet ports = PortSet.of();
        for (String part : items(text)) {
            int dash = part.indexOf('-');
            int first = port(text, dash < 0 ? part : part.substring(0, dash));
            int last = dash < 0 ? first : port(text, part.substring(dash + 1));
            if (last < first) {
                throw new UsageException("--ports: the range " + part + " is empty; write the smaller port first");
            }
            ports.add(first, last);
        }
        return ports;
    }

    /** A port of this machine alone, or address:port; an address is not looked up. */
    static InetSocketAddress listener(String option, String text) throws UsageException {
        int colon = text.lastIndexOf(':');
        String address = colon < 0 ? "127.0.0.1" : text.substring(0, colon);
        boolean numeric = address.matches("[0-9.]+|\\[[0-9a-fA-F:.]+\\]") || address.equals("localhost");
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (numeric && port >= 0 && port <= 65_535) {
                return new InetSocketAddress(InetAddress.getByName(address), port);
            }
        } catch (NumberFormatException | UnknownHostException e) {
            // said below
        }
        throw new UsageException(option + ": \"" + text + "\" is no place to listen on; write it like 9443, 192.0.2.1:9443 or [::1]:9443");
    }

    static FileNames fileNames(String option, String pattern) throws UsageException {
        try {
            return FileNames.of(pattern);
        } catch (IllegalArgumentException e) {
            throw new UsageException(option + ": " + e.getMessage());
        }
    }

    static Set<FlowClass> classes(String option, String text) throws UsageException {
        Set<FlowClass> classes = EnumSet.noneOf(FlowClass.class);
        for (String part : items(text)) {
            List<String> labels = new ArrayList<>();
            for (FlowClass flowClass : FlowClass.values()) {
                labels.add(flowClass.label());
                if (flowClass.label().equals(part)) {
                    classes.add(flowClass);
                }
            }
            if (!labels.contains(part)) {
                throw new UsageException(option + ": there is no class \"" + part + "\"; there are " + String.join(", ", labels));
            }
        }
        return classes;
    }

    static List<Column> columns(String text) throws UsageException {
        try {
            return Columns.parse(text);
        } catch (IllegalArgumentException e) {
            List<String> names = new ArrayList<>(List.of("core", "full"));
            for (Column column : Columns.full()) {
                names.add(column.label());
            }
            throw new UsageException("--columns: there is no column \"" + e.getMessage() + "\"" + meant(e.getMessage(), names)
                    + "; tell443 schema lists them");
        }
    }

    static Format format(String text) throws UsageException {
        List<String> labels = new ArrayList<>();
        for (Format format : Format.values()) {
            labels.add(format.label());
            if (format.label().equals(text)) {
                return format;
            }
        }
        throw new UsageException("--format: there is no format \"" + text + "\"; there are " + String.join(", ", labels));
    }

    /** Such as write-error@1000,oom@5. */
    static Map<String, Long> faults(String text) throws UsageException {
        Map<String, Long> faults = new LinkedHashMap<>();
        for (String part : items(text)) {
            int at = part.indexOf('@');
            if (at < 0 || !FAULTS.contains(part.substring(0, at))) {
                throw new UsageException("--simulate: \"" + part + "\" is not one of " + String.join(", ", FAULTS) + " with @N");
            }
            faults.put(part.substring(0, at), count("--simulate", part.substring(at + 1), 0, Long.MAX_VALUE));
        }
        return faults;
    }

    /** The end of a sentence: a suggestion, or nothing. */
    static String meant(String typed, Iterable<String> candidates) {
        String nearest = Nearest.of(typed, candidates);
        return nearest.isEmpty() ? "" : ", did you mean " + nearest + "?";
    }

    private static int port(String all, String text) throws UsageException {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 65_535 && text.charAt(0) != '+') {
                return port;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new UsageException("--ports: \"" + all + "\" is no list of ports; write it like 443,8443 or 440-450 or any");
    }

    static List<String> items(String text) {
        List<String> items = new ArrayList<>();
        for (int at = 0; at <= text.length(); ) {
            int comma = text.indexOf(',', at);
            int end = comma < 0 ? text.length() : comma;
            items.add(text.substring(at, end).strip());
            at = end + 1;
        }
        return items;
    }
}
