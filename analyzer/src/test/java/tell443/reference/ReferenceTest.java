package tell443.reference;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tell443.reference.VerdictAgreement.Judged;

/** The whole program beside tshark, nDPI, the JA4 reference and a person's judgement, on hundreds of public captures. */
class ReferenceTest {

    private static final List<String> NEVER_DOH = List.of("https", "vpn", "other", "unknown");
    /** Share of hellos that both sides read, with the same value; the rest is malformed, and listed. */
    private static final Map<String, Double> READ = Map.of("sni", 0.994, "alpn", 0.993, "ja3", 0.991, "ja3s", 1.0, "alpn selected", 0.996,
            "version", 1.0);
    private static final Map<Integer, List<String>> REPORT = new TreeMap<>();
    private static ReferenceData data;
    private static Flows everywhere;

    @BeforeAll
    static void find() {
        Optional<ReferenceData> found = ReferenceData.find();
        if (found.isEmpty()) {
            System.out.println("ReferenceTest is skipped: " + ReferenceData.ABSENT);
        }
        assumeTrue(found.isPresent(), ReferenceData.ABSENT);
        data = found.get();
        everywhere = new Flows(data, "any");
    }

    @AfterAll
    static void print() {
        if (!REPORT.isEmpty()) {
            StringBuilder text = new StringBuilder("\n");
            REPORT.values().forEach(lines -> text.append(String.join("\n", lines)).append("\n\n"));
            System.out.println(text);
        }
        everywhere = null;
    }

    @Test
    void hellosAreReadAsTsharkReadsThem() {
        HelloAgreement agreement = new HelloAgreement(data, everywhere);
        REPORT.put(1, agreement.report());
        expected(agreement.differences);
        assertAll(HelloAgreement.FIELDS.stream().map(field -> () -> assertTrue(agreement.accounted(field) >= 0.995, field)));
        assertAll(HelloAgreement.FIELDS.stream().map(field -> () -> assertTrue(agreement.equal(field) >= 0.995, field)));
        READ.forEach((field, least) -> assertTrue(agreement.read(field) >= least, field + " " + agreement.read(field)));
        assertEquals(List.of(), agreement.otherClient, "flows whose ClientHello came from the side we call the server");
        assertEquals(List.of(), agreement.unreadQuic, "QUIC ClientHellos that tshark reads and we do not");
        assertTrue(agreement.quicHellos > 0);
    }

    @Test
    void fingerprintsAreTheReferencesAndNdpisButForTheirKnownErrors() {
        FingerprintAgreement agreement = new FingerprintAgreement(data, everywhere);
        REPORT.put(2, agreement.report());
        assertAll(() -> expected(agreement.foxioDifferences), () -> expected(agreement.ndpiDifferences));
    }

    @Test
    void verdictsAreTheTruthWhereBytesOrListsCanTell() {
        VerdictAgreement agreement = new VerdictAgreement(data, new Flows(data, "443"));
        REPORT.put(3, agreement.report());
        assertAll(
                () -> assertEquals(List.of(), told(agreement, "no flow"), "flows that are missing"),
                () -> assertEquals(List.of(), wrongly(agreement, "vpn"), "false vpn"),
                () -> assertEquals(List.of(),
                        told(agreement, "doh").stream().filter(row -> NEVER_DOH.contains(row.truth())).toList(), "false doh"),
                () -> assertTrue(agreement.recall("quic") >= 0.98, "quic"),
                () -> assertTrue(agreement.recall("doh") >= 0.9, "doh"));
    }

    /** Their bytes prove them. */
    @Test
    void openVpnWireGuardTorAndDnscryptAreNamed() {
        VerdictAgreement agreement = new VerdictAgreement(data, new Flows(data, "443"));
        Map<String, String> named = Map.of("openvpn-udp", "vpn/openvpn-udp", "openvpn-tcp", "vpn/openvpn-tcp",
                "wireguard", "vpn/wireguard", "anyconnect-dtls", "vpn/anyconnect-dtls", "tor", "vpn/tor", "dnscrypt", "doh/dnscrypt");
        List<Judged> proven = agreement.rows.stream().filter(row -> named.containsKey(row.detail())).toList();
        assertFalse(proven.isEmpty());
        List<Judged> missed = proven.stream().filter(row -> !row.protocol().equals(named.get(row.detail()))).toList();
        assertEquals(List.of(), missed);
    }

    private static void expected(Differences differences) {
        assertEquals("", String.join("\n", differences.surprises()), "differences.tsv says otherwise");
    }

    private static List<Judged> told(VerdictAgreement agreement, String verdict) {
        return agreement.rows.stream().filter(row -> row.verdict().equals(verdict)).toList();
    }

    private static List<Judged> wrongly(VerdictAgreement agreement, String verdict) {
        return told(agreement, verdict).stream().filter(row -> !row.right()).toList();
    }
}
