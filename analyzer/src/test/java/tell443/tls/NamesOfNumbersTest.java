package tell443.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesOfNumbersTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            0x1301,   TLS_AES_128_GCM_SHA256
            0xc02f,   TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
            0x0000,   TLS_NULL_WITH_NULL_NULL
            0xcca9,   TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256
            0x00ff,   TLS_EMPTY_RENEGOTIATION_INFO_SCSV
            0x5600,   TLS_FALLBACK_SCSV
            0xd005,   TLS_ECDHE_PSK_WITH_AES_128_CCM_SHA256
            0x1a1a,   0x1a1a
            0x010080, 0x010080
            -1,       ''
            """)
    void cipherSuitesHaveTheNamesOfTheRegistry(String number, String name) {
        assertEquals(name, CipherSuites.name(Integer.decode(number)));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            0x0002, SSLv2
            0x0300, SSLv3
            0x0301, TLSv1.0
            0x0302, TLSv1.1
            0x0303, TLSv1.2
            0x0304, TLSv1.3
            0x7f1c, TLSv1.3-draft-28
            0x0100, DTLSv0.9
            0xfeff, DTLSv1.0
            0xfefd, DTLSv1.2
            0xfefc, DTLSv1.3
            0xfb1a, 0xfb1a
            -1,     ''
            """)
    void versions(String number, String name) {
        assertEquals(name, TlsVersions.name(Integer.decode(number)));
    }

    @Test
    void thereAreSixteenGreaseValues() {
        int count = 0;
        for (int value = 0; value <= 0xFFFF; value++) {
            count += Grease.is(value) ? 1 : 0;
        }
        assertEquals(16, count);
        assertTrue(Grease.is(0x0A0A) && Grease.is(0xFAFA));
        assertFalse(Grease.is(0x0A1A) || Grease.is(0x0B0B) || Grease.is(0x10A0A));
    }

    @Test
    void postQuantumGroups() {
        assertTrue(NamedGroups.anyPostQuantum(new int[] {29, 0x11EC}));
        assertFalse(NamedGroups.anyPostQuantum(new int[] {29, 23, 24, 256}));
    }
}
