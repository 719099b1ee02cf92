package tell443.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import tell443.counters.Counters;
import tell443.facts.CertificateFacts;

class CertificateReaderFuzzTest {

    @FuzzTest
    void certificate(byte[] message) {
        CertificateReader reader = new CertificateReader(new Counters());
        CertificateFacts facts = reader.read(message, 0, message.length);
        assertTrue(HelloReaderFuzzTest.isPrintable(facts.subject() + facts.issuer() + facts.names()));
        assertEquals(facts, reader.read(message, 0, message.length));
    }
}
