package tell443.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import tell443.counters.Counters;
import tell443.facts.TlsFacts;

class RdpUdpReaderFuzzTest {

    /**
     * The input is a run of datagrams: a byte whose lowest bit is the side and whose next says that the last byte was not
     * captured; a 16-bit length, the datagram.
     */
    @FuzzTest
    void packets(byte[] input) {
        Counters counters = new Counters();
        RdpUdpReader reader = new RdpUdpReader(new HelloReader(counters), new CertificateReader(counters), counters);
        RdpUdpConnection state = new RdpUdpConnection();
        for (int at = 0; at + 3 <= input.length; ) {
            int end = Math.min(input.length, at + 3 + ((input[at + 1] & 0xFF) << 8 | input[at + 2] & 0xFF));
            byte[] packet = Arrays.copyOfRange(input, at + 3, end);
            byte[] before = packet.clone();
            int held = Math.max(0, packet.length - (input[at] >> 1 & 1));
            RdpUdpReader.looksLikeSyn(packet, 0, held);
            reader.packet(state, input[at] & 1, packet, 0, held, packet.length);
            assertTrue(Arrays.equals(before, packet));
            assertTrue(state.carried().heldBytes() >= 0 && state.carried().heldBytes() <= CarriedTls.HELD_LIMIT + DtlsFragments.HELD_LIMIT);
            at = end;
        }
        TlsFacts tls = state.carried().tls();
        assertTrue(!state.carried().hasHello() || tls.inTunnel);
        assertTrue(HelloReaderFuzzTest.isPrintable(tls.clientHello.sni() + tls.serverHello.alpn() + tls.certificate.subject()));
        reader.forget(state);
        assertEquals(0, state.carried().heldBytes());
    }
}
