package tell443.score;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Address and port of one side; IPv4 as IPv4-mapped IPv6. */
record Endpoint(long high, long low, int port) implements Comparable<Endpoint> {

    private static final long MAPPED = 0xFFFF_0000_0000L;
    private static final int LONGEST = 45; // of an IPv6 address that ends like IPv4

    static Optional<Endpoint> of(String address, String port) {
        if (!isNumber(port, 5, 65_535) || !isAddress(address)) {
            return Optional.empty();
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            ByteBuffer words = ByteBuffer.wrap(bytes);
            int number = Integer.parseInt(port);
            return Optional.of(bytes.length == 4 ? new Endpoint(0, MAPPED | words.getInt() & 0xFFFF_FFFFL, number)
                    : new Endpoint(words.getLong(), words.getLong(), number));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(Endpoint other) {
        int order = Long.compareUnsigned(high, other.high);
        order = order != 0 ? order : Long.compareUnsigned(low, other.low);
        return order != 0 ? order : Integer.compare(port, other.port);
    }

    /** Nothing that the JDK would ask the DNS about: with a colon it never does, without one only four numbers pass. */
    private static boolean isAddress(String text) {
        if (text.indexOf(':') < 0) {
            String[] parts = text.split("\\.", -1);
            boolean all = parts.length == 4;
            for (String part : parts) {
                all &= isNumber(part, 3, 255);
            }
            return all;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ':' && c != '.' && (c >= 0x80 || Character.digit(c, 16) < 0)) {
                return false;
            }
        }
        return text.length() <= LONGEST;
    }

    private static boolean isNumber(String text, int digits, int most) {
        if (text.isEmpty() || text.length() > digits) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return Integer.parseInt(text) <= most;
    }
}
