package tell443.classify;

import static tell443.classify.Evidence.hard;

import tell443.facts.Opening.Messages;

/** NTP (RFC 5905 section 7.3): the answer repeats the time at which the question was sent. */
final class Ntp {

    static final Protocol PROTOCOL = Protocol.of("ntp", FlowClass.OTHER,
            hard("ntp.exchange", 0.98, "a 48-byte answer that repeats the question's transmit time", "RFC 5905 section 7.3",
                    Ntp::exchange));

    private Ntp() {}

    private static boolean exchange(Sight sight) {
        Messages turns = sight.turns();
        int client = turns.nth(true, 0);
        int server = turns.nth(false, 0);
        return client >= 0 && server >= 0 && turns.length(client) >= 48 && turns.length(server) >= 48
                && (turns.u8(client, 0) & 7) == 3 && (turns.u8(server, 0) & 7) == 4
                && turns.u64(client, 40) != 0 && turns.u64(client, 40) == turns.u64(server, 24);
    }
}
