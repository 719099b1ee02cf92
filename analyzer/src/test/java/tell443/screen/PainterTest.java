package tell443.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tell443.analysis.Overview;
import tell443.classify.FlowClass;
import tell443.report.Samples;
import tell443.report.Tally;

/** What stands on the screen for a picture, a view and a size. */
class PainterTest {

    private static final String SEQUENCE = "\033\\[[0-9]*m";

    private static Picture picture(Samples.Sample... samples) {
        PictureMaker maker = new PictureMaker(Tally::new);
        int rate = 1000;
        for (Samples.Sample sample : samples) {
            maker.add(sample.facts(), sample.verdict(), rate);
            rate /= 10;
        }
        Overview overview = new Overview();
        overview.clockNanos = Samples.START + 95_000_000_000L;
        return maker.finish(overview);
    }

    private static Picture usual() {
        return picture(Samples.web(), Samples.doh(), Samples.wireguard(), Samples.oneSyn());
    }

    private static List<String> paint(Picture picture, View view, int width, int height) {
        return new Painter("tell443 eth0", false).paint(picture, view, "", width, height).stream()
                .map(line -> line.replaceAll(SEQUENCE, "").stripTrailing()).toList();
    }

    private static View pressed(Picture picture, String keys) {
        View view = new View(EnumSet.allOf(FlowClass.class));
        for (int i = 0; i < keys.length(); i++) {
            view.press(Key.read(keys.charAt(i), () -> -1), picture, 10);
        }
        return view;
    }

    private static String[] first(List<String> lines) {
        return lines.subList(4, lines.size()).stream().filter(line -> !line.isEmpty()).map(line -> line.substring(0, line.indexOf(' ')))
                .toArray(String[]::new);
    }

    @Test
    void aWideScreenShowsEveryColumn() {
        List<String> lines = paint(usual(), new View(EnumSet.allOf(FlowClass.class)), 160, 10);
        assertEquals("what                conf  B/S bytes    age client                server                name                       evidence",
                lines.get(3));
        assertEquals("https/h2            0.97 1.0k   37k  1m35s 192.168.1.20:51234    104.16.132.229        www.example.com            "
                + "https.h2-preface", lines.get(4));
        assertTrue(lines.get(0).startsWith("tell443 eth0  0s  0 packets, 0/s, 0B/s  0 flows open"), lines.get(0));
        assertTrue(lines.get(1).startsWith("1:https 0+0  2:doh 0+0"));
    }

    @ParameterizedTest(name = "keys \"{0}\"")
    @CsvSource({"'',  https/h2 doh/h2 vpn/wireguard unknown/no-payload",
        "s,    vpn/wireguard https/h2 doh/h2 unknown/no-payload",
        "ss,   https/h2 vpn/wireguard doh/h2 unknown/no-payload",
        "sss,  vpn/wireguard doh/h2 unknown/no-payload https/h2",
        "ssss, vpn/wireguard https/h2 doh/h2 unknown/no-payload",
        "sssss, https/h2 doh/h2 vpn/wireguard unknown/no-payload",
        "3,    vpn/wireguard",
        "33,   https/h2 doh/h2 vpn/wireguard unknown/no-payload",
        "360,  https/h2 doh/h2 vpn/wireguard unknown/no-payload"})
    void keysChangeOrderAndFilter(String keys, String expected) {
        Picture picture = usual();
        assertEquals(expected, String.join(" ", first(paint(picture, pressed(picture, keys), 160, 20))));
    }

    @Test
    void theFlowChosenIsShownInFullAndStaysChosenInAnotherOrder() {
        Picture picture = usual();
        View view = pressed(picture, "jj\r");
        List<String> lines = paint(picture, view, 100, 24);
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("flow 3 of b\u00fcro \\u{202e}.pcap, udp [2001:db8::1]:51820 to")), lines.toString());
        assertTrue(lines.stream().anyMatch(line -> line.equals("+ 148-byte initiation answered by a 92-byte response [wireguard.handshake]")));
        view.press(Key.NEXT_ORDER, picture, 10);
        assertEquals(3, view.lines(picture).get(view.selected(view.lines(picture))).flowId());
        view.press(Key.BACK, picture, 10);
        assertFalse(paint(picture, view, 100, 24).stream().anyMatch(line -> line.startsWith("flow 3")));
    }

    @Test
    void noLineIsTooLongAndNoScreenTooHighWhateverItsSize() {
        String hostile = "\033[2Jx\u202e\u4e16\u0301\u009b" + "w".repeat(300) + "\n";
        Picture picture = picture(Samples.hostile(hostile), Samples.wireguard(), Samples.web());
        for (String keys : List.of("", "\r", "h", "j\r")) {
            for (int width = 1; width < 200; width += width < 20 ? 1 : 13) {
                for (int height = 1; height < 40; height += 4) {
                    List<String> lines = new Painter("tell443 x", true).paint(picture, pressed(picture, keys), "", width, height);
                    assertTrue(lines.size() <= height, lines.size() + " lines of " + height);
                    for (String line : lines) {
                        String plain = line.replaceAll(SEQUENCE, "");
                        assertTrue(plain.length() <= width, width + ": " + plain);
                        assertTrue(plain.chars().allMatch(c -> c >= ' ' && c < 0x300 && (c < 0x7F || c > 0x9F)), plain);
                    }
                }
            }
        }
    }

    @Test
    void withoutColourThereIsNone() {
        List<String> lines = new Painter("tell443 x", false).paint(usual(), new View(EnumSet.allOf(FlowClass.class)), "", 100, 20);
        assertTrue(lines.stream().noneMatch(line -> line.contains("\033[3") || line.contains("\033[2m")));
        assertTrue(new Painter("tell443 x", true).paint(usual(), new View(EnumSet.allOf(FlowClass.class)), "", 100, 20).stream().anyMatch(line -> line.contains("\033[31m")));
    }

    @Test
    void aLongListScrollsWithTheChoice() {
        Samples.Sample[] many = IntStream.range(0, 100).mapToObj(i -> Samples.web()).toArray(Samples.Sample[]::new);
        for (int i = 0; i < many.length; i++) {
            many[i].facts().flowId = i + 1;
            many[i].facts().clientPort = 10_000 + i;
        }
        Picture picture = picture(many);
        View view = pressed(picture, "G");
        List<String> lines = paint(picture, view, 120, 24);
        assertTrue(lines.get(23).contains("192.168.1.20:10099"), lines.toString());
        view.press(Key.HOME, picture, 10);
        assertTrue(paint(picture, view, 120, 24).get(4).contains("192.168.1.20:10000"));
    }

    @ParameterizedTest(name = "ESC {0}")
    @CsvSource({"[A, UP", "OA, UP", "[B, DOWN", "[5~, PAGE_UP", "[6~, PAGE_DOWN", "[H, HOME", "[1~, HOME", "[4~, END", "[F, END", "[200~, NONE",
        "[1;5C, NONE", "'', BACK", "x, BACK"})
    void sequencesAreKeys(String sequence, Key expected) {
        int[] at = {0};
        assertEquals(expected, Key.read(0x1B, () -> at[0] < sequence.length() ? sequence.charAt(at[0]++) : Console.NOTHING));
    }
}
