package tell443.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import tell443.counters.Counters;
import tell443.facts.TlsFacts;

class OpenVpnReaderFuzzTest {

    /**
     * The input is a run of packets: a byte whose lowest bit is the side, whose next is set for a piece of a TCP stream and
     * whose third says that the last byte was not captured; a 16-bit length, the packet.
     */
    @FuzzTest
    void packets(byte[] input) {
        Counters counters = new Counters();
        OpenVpnReader reader = new OpenVpnReader(new HelloReader(counters), new CertificateReader(counters), counters);
        OpenVpnConnection state = new OpenVpnConnection();
        for (int at = 0; at + 3 <= input.length; ) {
            int end = Math.min(input.length, at + 3 + ((input[at + 1] & 0xFF) << 8 | input[at + 2] & 0xFF));
            byte[] packet = Arrays.copyOfRange(input, at + 3, end);
            int held = Math.max(0, packet.length - (input[at] >> 2 & 1));
            OpenVpnReader.looksLikeControl(packet, 0, held);
            if ((input[at] & 2) == 0) {
                reader.packet(state, input[at] & 1, packet, 0, held, packet.length);
            } else {
                reader.stream(state, input[at] & 1, packet, 0, held, packet.length);
            }
            assertTrue(state.carried().heldBytes() >= 0 && state.carried().heldBytes() <= CarriedTls.HELD_LIMIT);
            at = end;
        }
        TlsFacts tls = state.carried().tls();
        assertEquals(tls.clientHello.present() || tls.serverHello.present() || tls.retry.present(), tls.inTunnel);
        assertTrue(HelloReaderFuzzTest.isPrintable(tls.clientHello.sni() + tls.serverHello.alpn() + tls.certificate.subject()));
        reader.forget(state);
        assertEquals(0, state.carried().heldBytes());
    }
}
