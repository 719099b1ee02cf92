package tell443.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import tell443.counters.Counters;
import tell443.facts.TlsFacts;

class DtlsReaderFuzzTest {

    /** The input is a run of datagrams: a byte whose lowest bit is the side, a 16-bit length, the datagram. */
    @FuzzTest
    void datagrams(byte[] input) {
        Counters counters = new Counters();
        DtlsReader reader = new DtlsReader(new HelloReader(counters), new CertificateReader(counters), counters);
        DtlsConnection state = new DtlsConnection();
        TlsFacts facts = new TlsFacts();
        for (int at = 0; at + 3 <= input.length; ) {
            int length = (input[at + 1] & 0xFF) << 8 | input[at + 2] & 0xFF;
            int end = Math.min(input.length, at + 3 + length);
            byte[] datagram = Arrays.copyOfRange(input, at + 3, end);
            reader.datagram(state, (input[at] & 1) == 1, datagram, 0, datagram.length, facts,
                    (type, size) -> assertTrue(type >= 20 && type <= 26 && size >= 0 && size <= 0xFFFF));
            assertTrue(state.heldBytes() >= 0 && state.heldBytes() <= 64 * 1024);
            at = end;
        }
        assertTrue(HelloReaderFuzzTest.isPrintable(facts.clientHello.sni() + facts.serverHello.alpn() + facts.certificate.subject()));
        reader.forget(state);
        assertEquals(0, state.heldBytes());
    }
}
