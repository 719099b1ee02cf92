package tell443.relations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tell443.fixtures.ClientHelloBytes;
import tell443.fixtures.Packet;
import tell443.fixtures.TcpDialogue;
import tell443.fixtures.TlsBytes;

/** What connections to a server say of those that come after them. */
class ResolversTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long START = Packet.ethernet(0, new byte[0]).timeNanos() + 1_800_000_000L * SECOND;
    private static final int TAG = 17; // with the content type
    private static final String SERVER = "203.0.113.53";

    private final List<Packet> packets = new ArrayList<>();
    private int connections;

    private TcpDialogue connect(String name, String server) {
        TcpDialogue dialogue = new TcpDialogue("192.0.2.10", 2000 + connections, server, 443).startAt(START + connections * 5 * SECOND);
        connections++;
        return dialogue.open().client(ClientHelloBytes.chrome(name).record()).server(Plays.ANSWER).client(TlsBytes.clientFinish13());
    }

    private void end(TcpDialogue dialogue) {
        packets.addAll(dialogue.close().packets());
        packets.sort(Comparator.comparingLong(Packet::timeNanos));
    }

    /** Sizes of what is encrypted, negative from the server. */
    private void speak(String name, String server, int times, int... sizes) {
        TcpDialogue dialogue = connect(name, server);
        for (int i = 0; i < times; i++) {
            for (int size : sizes) {
                byte[] record = TlsBytes.applicationData(i, Math.abs(size) + TAG);
                dialogue = size > 0 ? dialogue.client(record) : dialogue.server(record);
            }
        }
        end(dialogue);
    }

    private void padded(String name, String server) {
        speak(name, server, 12, 30, 137, -90);
    }

    private String last() {
        List<java.util.Map<String, String>> rows = Analysis.of(packets).rows();
        assertEquals(connections, rows.size());
        return rows.get(rows.size() - 1).get("class") + ' ' + rows.get(rows.size() - 1).get("evidence");
    }

    @ParameterizedTest
    @CsvSource({"2, relations.example, 203.0.113.53, doh doh.server", "1, relations.example, 203.0.113.53, https https.handshake",
        "2, other.example, 203.0.113.53, https https.handshake", "2, relations.example, 203.0.113.54, https https.handshake"})
    void aConnectionWithoutQuestionsIsLikeTheOthersOfThatServerAndName(int before, String name, String server, String expected) {
        for (int i = 0; i < before; i++) {
            padded("relations.example", SERVER);
        }
        speak(name, server, 0);
        assertEquals(expected, last());
    }

    /** One that was sure tells of those that have as many messages as small; a request alone may be for the resolver's web page. */
    @ParameterizedTest
    @CsvSource({"12, 80, -200, doh doh.server", "9, 80, -200, https https.handshake", "12, 80, -1600, https https.handshake"})
    void oneSureConnectionTellsOfThoseThatAreAlike(int times, int request, int answer, String expected) {
        padded("relations.example", SERVER);
        speak("relations.example", SERVER, times, request, answer);
        assertEquals(expected, last().split(";")[0]);
    }

    @Test
    void aPageSpeaksAgainstTheServer() {
        padded("relations.example", SERVER);
        speak("relations.example", SERVER, 3, 300, -16_000);
        padded("relations.example", SERVER);
        speak("relations.example", SERVER, 1, 70, -120);
        assertEquals("https https.handshake", last());
    }

    @Test
    void theSameForAnyThreadsAndBatches() {
        for (int i = 0; i < 12; i++) {
            speak("relations.example", SERVER, 1, 60 + i % 5 * 3, -100 - i * 120);
            speak("relations.example", SERVER, 1, 60 + i % 5 * 3, -112 - i * 120);
            padded("relations.example", "203.0.113.54");
        }
        String once = new Analysis().run(packets).text();
        assertTrue(once.contains("doh.server;"), once);
        for (int threads : new int[] {2, 3}) {
            for (int batch : new int[] {1, 7, 1 << 14}) {
                String again = new Analysis().threads(threads).batches(batch).run(packets).text();
                assertEquals(once, again, threads + " threads, batches of " + batch);
            }
        }
    }
}
