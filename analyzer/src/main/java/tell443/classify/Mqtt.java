package tell443.classify;

import static tell443.classify.Evidence.hard;

import tell443.facts.Opening.Messages;

/** MQTT in the clear (MQTT 3.1.1 section 3.1): CONNECT with the protocol's name, answered by CONNACK. */
final class Mqtt {

    static final Protocol PROTOCOL = Protocol.of("mqtt", FlowClass.OTHER,
            hard("mqtt.connect", 0.97, "a CONNECT packet with the protocol's name", "MQTT 3.1.1 section 3.1", Mqtt::connect));

    private Mqtt() {}

    private static boolean connect(Sight sight) {
        Messages turns = sight.turns();
        int first = turns.nth(true, 0);
        if (first < 0 || turns.u8(first, 0) != 0x10) {
            return false;
        }
        int at = 2;
        while (at < 5 && turns.u8(first, at - 1) >= 0x80) {
            at++;
        }
        return turns.u16(first, at) == 4 && turns.u32(first, at + 2) == 0x4D515454L
                || turns.u16(first, at) == 6 && turns.u32(first, at + 2) == 0x4D514973L;
    }
}
