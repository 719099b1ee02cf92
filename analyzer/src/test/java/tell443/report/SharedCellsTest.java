package tell443.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tell443.classify.Ech;
import tell443.classify.FlowClass;
import tell443.classify.Verdict;
import tell443.classify.Verdicts;
import tell443.facts.CertificateFacts;
import tell443.facts.ClientHelloFacts;
import tell443.facts.EchFacts;
import tell443.facts.FlowFacts;
import tell443.facts.QuicFacts;
import tell443.facts.ServerHelloFacts;
import tell443.facts.TlsFacts;

/** A row whose cells were kept from another flow is the row that would be written without. */
class SharedCellsTest {

    private static final ClientHelloFacts WEB = Samples.web().facts().tls.clientHello;
    private static final ClientHelloFacts[] HELLOS = {ClientHelloFacts.NONE, WEB, like(WEB, "other.example", new EchFacts(1, 1, 4, 32, 9)),
        Samples.doh().facts().tls.clientHello, Samples.hello("", List.of("a;b", "c,d"), EchFacts.NONE), absent()};
    private static final ServerHelloFacts[] SERVERS = {ServerHelloFacts.NONE, Samples.web().facts().tls.serverHello,
        Samples.doh().facts().tls.serverHello};
    private static final CertificateFacts[] CERTIFICATES = {CertificateFacts.NONE, Samples.doh().facts().tls.certificate,
        Samples.hostile("=1,2").facts().tls.certificate};
    private static final String[] VERSIONS = {"", "v1", "draft-29"};

    @Test
    void rowsAreThoseOfAFormatThatKeepsNothing() {
        Random random = new Random(443);
        List<Column> shuffled = new ArrayList<>(Columns.full());
        Collections.shuffle(shuffled, random);
        for (List<Column> columns : List.of(Columns.core(), Columns.full(), shuffled, Columns.parse("ja3,ja4,ech"))) {
            RowFormat keeping = new CsvFormat(columns);
            Set<String> rows = new HashSet<>();
            for (int i = 0; i < 3_000; i++) {
                FlowFacts facts = facts(random);
                Verdict verdict = Verdicts.of(FlowClass.OTHER, "tls", "", 0.5, pick(random, Ech.values()));
                String expected = row(new CsvFormat(columns), facts, verdict);
                assertEquals(expected, row(keeping, facts, verdict));
                rows.add(expected);
            }
            assertTrue(rows.size() >= 8);
        }
    }

    private static FlowFacts facts(Random random) {
        FlowFacts facts = random.nextBoolean() ? Samples.web().facts() : Samples.wireguard().facts();
        facts.tls = new TlsFacts();
        facts.tls.clientHello = pick(random, HELLOS);
        facts.tls.serverHello = pick(random, SERVERS);
        facts.tls.certificate = pick(random, CERTIFICATES);
        facts.tls.setPrefix(pick(random, TlsFacts.Prefix.values()));
        if (random.nextBoolean()) {
            facts.tls.requestRetry(pick(random, SERVERS));
        }
        facts.tls.certificateSeen = random.nextBoolean();
        facts.tls.clientAlert = (short) random.nextInt(3);
        facts.quic = new QuicFacts();
        facts.quic.versionName = pick(random, VERSIONS);
        facts.quic.sni = random.nextBoolean() ? "quic.example" : "";
        return facts;
    }

    /** The same program asking for another name. */
    private static ClientHelloFacts like(ClientHelloFacts hello, String sni, EchFacts ech) {
        return new ClientHelloFacts(hello.profile(), sni, true, 0, 0, true, true, true, ech, 600, false);
    }

    /** A hello that was read and is as empty as none. */
    private static ClientHelloFacts absent() {
        return like(ClientHelloFacts.NONE, "", EchFacts.NONE);
    }

    private static String row(RowFormat format, FlowFacts facts, Verdict verdict) {
        RowBuffer out = new RowBuffer(64);
        format.row(facts, verdict, out);
        return new String(out.bytes(), 0, out.length(), UTF_8);
    }

    private static <T> T pick(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }
}
