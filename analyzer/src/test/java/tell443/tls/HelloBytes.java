package tell443.tls;

import java.io.ByteArrayOutputStream;
import tell443.fixtures.Hex;

/** Writes hellos from lists, for tests; knows nothing of the code it tests. */
final class HelloBytes {

    static final String RANDOM = "11".repeat(32);

    private HelloBytes() {}

    /** A ClientHello with its header; suites and extensions as hex. */
    static byte[] clientHello(String version, String suites, String... extensions) {
        String block = extensions.length == 0 ? "" : vector16(String.join("", extensions));
        return message(1, version, RANDOM, "00", vector16(suites), "0100", block);
    }

    static byte[] message(int type, String... parts) {
        String body = String.join("", parts).replace(" ", "");
        return Hex.bytes(hex(type, 2) + hex(body.length() / 2, 6) + body);
    }

    static String extension(int type, String body) {
        return hex(type, 4) + vector16(body);
    }

    static String serverName(String host) {
        return extension(0, vector16("00" + vector16(ascii(host))));
    }

    static String alpn(String... names) {
        StringBuilder list = new StringBuilder();
        for (String name : names) {
            list.append(vector8(ascii(name)));
        }
        return extension(16, vector16(list.toString()));
    }

    static String vector8(String hex) {
        String plain = hex.replaceAll("\\s", "");
        return hex(plain.length() / 2, 2) + plain;
    }

    static String vector16(String hex) {
        String plain = hex.replaceAll("\\s", "");
        return hex(plain.length() / 2, 4) + plain;
    }

    static String ascii(String text) {
        StringBuilder out = new StringBuilder();
        for (char c : text.toCharArray()) {
            out.append(hex(c, 2));
        }
        return out.toString();
    }

    static String hex(int value, int digits) {
        String text = Integer.toHexString(value);
        return "0".repeat(digits - text.length()) + text;
    }

    /** "002f,0035" or "47-53" to the hex of 16-bit values. */
    static String values(String list) {
        if (list.isEmpty()) {
            return "";
        }
        StringBuilder out = new StringBuilder();
        for (String value : list.split("[-,]")) {
            out.append(list.contains("-") ? hex(Integer.parseInt(value), 4) : value);
        }
        return out.toString();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
