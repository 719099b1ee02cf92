package tell443.lists;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListsTest {

    private static final String HEAD = "# source: me\n# licence: none\n# date: 2026-01-31\n";

    @TempDir
    Path folder;

    /** Read here by other means than the program's. */
    @ParameterizedTest
    @EnumSource(ListFile.class)
    void everyRowIsWellFormedAndDated(ListFile file) throws IOException {
        String text = new String(Lists.class.getResourceAsStream(file.fileName).readAllBytes(), UTF_8);
        String date = null;
        String licence = null;
        for (String line : text.split("\n")) {
            if (line.startsWith("# date: ")) {
                date = LocalDate.parse(line.substring(8)).toString();
            } else if (line.startsWith("# licence: ")) {
                licence = line.substring(11);
            } else if (!line.startsWith("#") && !line.isEmpty()) {
                assertEquals(file.flagged ? 3 : 2, line.split("\t").length, line);
                assertNotNull(date, line);
                assertNotNull(licence, line);
            }
        }
    }

    /** Built-in rows are not checked when they are read; here they are, as a person's would be. */
    @Test
    void theBuiltInListsWouldBeAcceptedFromAFolder() throws Exception {
        for (ListFile file : ListFile.values()) {
            Files.write(folder.resolve(file.fileName), Lists.class.getResourceAsStream(file.fileName).readAllBytes());
        }
        assertEquals(Lists.builtIn().rows(), Lists.load(folder).rows());
    }

    @Test
    void theBuiltInListsAreRead() {
        Lists lists = Lists.builtIn();
        assertEquals("Google", lists.resolverByName("dns.google").operator());
        assertTrue(lists.rows() > 450, () -> lists.rows() + " rows");
        assertEquals("2024-06-30", lists.resolverByName("doh.crypto.sx").source().date());
        assertEquals(LocalDate.parse("2024-06-30").toEpochDay(), lists.resolverByName("doh.crypto.sx").source().day());
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "dns.google, Google", "one.one.one.one, Cloudflare", "abc.dns.nextdns.io, NextDNS", "dns.nextdns.io, NextDNS", "nextdns.io, ''",
        "xdns.google, ''", "dns.google.example.org, ''", "a.dns.google, ''", "cloudflare-gateway.com, ''",
        "abc.cloudflare-gateway.com, Cloudflare Zero Trust", "abc.proxy.cloudflare-gateway.com, ''", "a.b.dns.nextdns.io, ''", "'', ''", "., ''"})
    void resolversAreKnownByTheirExactName(String name, String operator) {
        assertEquals(operator, Lists.builtIn().resolverByName(name).operator());
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"nordvpn.com, NordVPN", "api.nordvpn.com, NordVPN", "notnordvpn.com, ''", "nordvpn.com.example.org, ''",
            "*.surfshark.com, Surfshark",
        "vpn-api.proton.me, Proton VPN", "mail.proton.me, ''", "'', ''"})
    void operatorsAreKnownByTheirDomain(String name, String operator) {
        assertEquals(operator, Lists.builtIn().vpnOperator(name).operator());
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"1.1.1.1, Cloudflare", "45.90.28.77, NextDNS", "45.90.29.1, ''", "2620:fe::9, Quad9", "2a07:a8c0::ab:1, NextDNS",
            "2001:db8::1, ''",
        "127.0.0.1, ''"})
    void resolversAreKnownByTheirAddress(String address, String operator) throws IOException {
        byte[] bytes = InetAddress.getByName(address).getAddress();
        ByteBuffer whole = ByteBuffer.wrap(bytes.length == 16 ? bytes
                : new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, bytes[0], bytes[1], bytes[2], bytes[3]});
        assertEquals(operator, Lists.builtIn().resolverByAddress(whole.getLong(0), whole.getLong(8)).operator());
    }

    @ParameterizedTest
    @ValueSource(strings = {"::", "::1", "1::", "2001:db8::1", "1:2:3:4:5:6:7:8", "fe80::1:0:0:1", "2a09::", "64:ff9b::1", "1.2.3.4",
            "255.255.255.255"})
    void addressesAreReadAsTheJdkReadsThem(String text) throws IOException {
        byte[] bytes = InetAddress.getByName(text).getAddress();
        Address address = Address.parse(text);
        assertNotNull(address);
        if (bytes.length == 4) {
            assertEquals(0xFFFF_0000_0000L | ByteBuffer.wrap(bytes).getInt() & 0xFFFF_FFFFL, address.low());
        } else {
            assertEquals(ByteBuffer.wrap(bytes).getLong(0), address.high());
            assertEquals(ByteBuffer.wrap(bytes).getLong(8), address.low());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1.2.3", "1.2.3.4.5", "256.1.1.1", "a.b.c.d", ":", ":::", "1:2", "1:2:3:4:5:6:7:8:9", "12345::",
            "1::2::3", "g::", "1:",
        "1.2.3.4/33", "1.2.3.4/24", "::1/129", "1.2.3.4/", "::/x", "1:2:3:4:5:6:7::8"})
    void whatIsNoAddressIsRefused(String text) {
        assertEquals(null, Address.parse(text));
    }

    @Test
    void aFolderReplacesTheFilesItHolds() throws Exception {
        write("resolver-names.tsv", HEAD + "dns.corp.example\tWe\tdedicated\n");
        Lists lists = Lists.load(folder);
        assertEquals("We", lists.resolverByName("dns.corp.example").operator());
        assertFalse(lists.resolverByName("dns.google").present());
        assertEquals("NordVPN", lists.vpnOperator("nordvpn.com").operator());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a column is missing  | dns.example~We              | 4: expected: key, tab, operator, tab, dedicated or shared
            neither of two words | dns.example~We~maybe        | 4: 'maybe' should be dedicated or shared
            a name in capitals   | DNS.example~We~shared       | 4: 'DNS.example' is not a lower-case host name
            twice                | a.b~We~shared;a.b~We~shared | 5: 'a.b' is in the list twice
            """, quoteCharacter = '"')
    void whatIsWrongIsSaidWithFileAndLine(String what, String rows, String message) throws Exception {
        write("resolver-names.tsv", HEAD + rows.replace('~', '\t').replace(';', '\n') + "\n");
        assertEquals(folder + "/resolver-names.tsv:" + message, assertThrows(ListException.class, () -> Lists.load(folder)).getMessage());
    }

    @Test
    void rowsWithoutSourceAreRefused() throws Exception {
        write("vpn-operators.tsv", "example.org\tWe\n");
        assertTrue(assertThrows(ListException.class, () -> Lists.load(folder)).getMessage().contains("vpn-operators.tsv:1: a row needs"));
        write("vpn-operators.tsv", "# source: me\n# licence: none\n# date: 31.1.2026\nexample.org\tWe\n");
        assertTrue(assertThrows(ListException.class, () -> Lists.load(folder)).getMessage().contains(":3: '31.1.2026' is not a date"));
    }

    @Test
    void addressesAreChecked() throws Exception {
        write("resolver-addresses.tsv", HEAD + "1.2.3.4/24\tWe\tdedicated\n");
        assertTrue(assertThrows(ListException.class,
                () -> Lists.load(folder)).getMessage().contains(":4: '1.2.3.4/24' is not an address"));
    }

    @Test
    void aFolderThatHoldsNoListIsRefused() throws Exception {
        assertTrue(assertThrows(ListException.class, () -> Lists.load(folder)).getMessage().contains("holds no list"));
        assertTrue(assertThrows(ListException.class, () -> Lists.load(folder.resolve("x"))).getMessage().endsWith("not a folder"));
        write("resolver-name.tsv", HEAD);
        assertTrue(assertThrows(ListException.class, () -> Lists.load(folder)).getMessage().contains("not a name of a list"));
    }

    @Test
    void onePassOverANameFindsWhatTheTablesHold() throws Exception {
        List<ListEntry> rows = new ArrayList<>();
        Tables tables = new Tables();
        ListSource source = new ListSource("test.tsv", "me", "none", "2026-01-31", 20_484);
        Random random = new Random(443);
        for (int i = 0; i < 300; i++) {
            ListFile file = new ListFile[] {ListFile.RESOLVER_NAMES, ListFile.VPN_OPERATORS, ListFile.TUNNEL_ENDPOINTS}[i % 3];
            ListEntry row = new ListEntry((i % 6 == 0 ? "*." : "") + name(random), file.fileName, false, source);
            if (tables.add(file, null, row)) {
                rows.add(row);
            }
        }
        NameAnswers answers = new NameAnswers();
        int found = 0;
        for (int i = 0; i < 20_000; i++) {
            String name = name(random) + (random.nextInt(20) == 0 ? "\u012e" + name(random) : "");
            tables.look(name, answers);
            assertEquals(nearest(rows, ListFile.VPN_OPERATORS, name), answers.vpnOperator.key());
            assertEquals(exact(rows, ListFile.TUNNEL_ENDPOINTS, name), answers.tunnelEndpoint.key());
            String resolver = exact(rows, ListFile.RESOLVER_NAMES, name);
            assertEquals(resolver.isEmpty() ? parent(rows, name) : resolver, answers.resolver.key());
            found += answers.vpnOperator.present() || answers.resolver.present() ? 1 : 0;
        }
        assertTrue(found > 1_000 && found < 19_000, "found " + found);
    }

    /** Two to four labels of few letters, so that many names are alike. */
    private static String name(Random random) {
        StringBuilder name = new StringBuilder("ab".substring(random.nextInt(2)));
        for (int labels = 1 + random.nextInt(3); labels > 0; labels--) {
            name.append('.').append("abc".charAt(random.nextInt(3))).append("defgh".charAt(random.nextInt(5)));
        }
        return name.toString();
    }

    private static String exact(List<ListEntry> rows, ListFile file, String name) {
        return rows.stream().filter(row -> row.operator().equals(file.fileName) && row.key().equals(name)).map(ListEntry::key)
                .findFirst().orElse("");
    }

    private static String nearest(List<ListEntry> rows, ListFile file, String name) {
        return rows.stream().filter(row -> row.operator().equals(file.fileName) && ("." + name).endsWith("." + row.key()))
                .map(ListEntry::key).max(Comparator.comparingInt(String::length)).orElse("");
    }

    private static String parent(List<ListEntry> rows, String name) {
        return rows.stream().filter(row -> row.key().startsWith("*.") && name.endsWith(row.key().substring(1))
                && name.indexOf('.') == name.length() - row.key().length() + 1).map(row -> row.key().substring(2))
                .max(Comparator.comparingInt(String::length)).orElse("");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
