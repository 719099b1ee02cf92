package tell443.classify;

import java.util.List;
import java.util.Set;

/** Application protocols of TLS (IANA registry "TLS Application-Layer Protocol Negotiation Protocol IDs"). */
final class Alpn {

    private Alpn() {}

    /** HTTP over TCP in any version, and SPDY before it. */
    static boolean web(String protocol) {
        return protocol.startsWith("h2") || protocol.startsWith("http/") || protocol.startsWith("spdy/")
                || protocol.equals("x-amzn-http-ca");
    }

    /** Of media: offered for their own sake, even if a client adds HTTP to them (RFC 7443, RFC 8833). */
    private static final Set<String> MEDIA = Set.of("stun.turn", "stun.nat-discovery", "webrtc", "c-webrtc");

    /** HTTP/3 in any draft. */
    static boolean http3(String protocol) {
        return protocol.startsWith("h3");
    }

    /** RFC 9250, and its drafts ({@code doq-i00} and so on). */
    static boolean dnsOverQuic(String protocol) {
        return protocol.equals("doq") || protocol.startsWith("doq-");
    }

    /** RFC 8701 values, which stand for nothing. They are two equal bytes that end in 0xa, escaped as in {@code \x0a\x0a}, or "zz". */
    static boolean grease(String protocol) {
        return switch (protocol.length()) {
            case 2 -> protocol.charAt(0) == protocol.charAt(1) && (protocol.charAt(0) & 0xF) == 0xA;
            case 8 -> protocol.charAt(3) == 'a' && protocol.regionMatches(0, protocol, 4, 4);
            default -> false;
        };
    }

    /** Protocols are offered, and none of them is HTTP. */
    static boolean noneWeb(List<String> offered) {
        boolean any = false;
        for (int i = 0; i < offered.size(); i++) {
            String protocol = offered.get(i);
            if (web(protocol) || http3(protocol)) {
                return false;
            }
            any |= !grease(protocol);
        }
        return any;
    }

    /** One of them is offered that nobody would offer to a web server. */
    static boolean media(List<String> offered) {
        for (int i = 0; i < offered.size(); i++) {
            if (MEDIA.contains(offered.get(i))) {
                return true;
            }
        }
        return false;
    }

    static boolean offers(List<String> offered, String protocol) {
        return offered.contains(protocol);
    }

    /** The only protocol offered apart from GREASE, or empty. */
    static String only(List<String> offered) {
        String found = "";
        for (int i = 0; i < offered.size(); i++) {
            String protocol = offered.get(i);
            if (!grease(protocol)) {
                if (!found.isEmpty()) {
                    return "";
                }
                found = protocol;
            }
        }
        return found;
    }
}
