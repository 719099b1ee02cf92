package tell443.context;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import tell443.facts.FlowFacts;
import tell443.facts.Opening;

/** Random streams to one server, one after another: what each is told of those before it. */
class StreamsTest {

    private final Random random = new Random(443);
    private final Streams streams = new Streams(1);

    /** Turns of the two sides in turn, the client's first. */
    private FlowFacts stream(int server, boolean encrypted, int... turns) {
        FlowFacts facts = new FlowFacts();
        facts.tcp = true;
        facts.serverLow = server;
        facts.serverPort = 443;
        facts.opening = new Opening();
        for (int i = 0; i < turns.length; i++) {
            byte[] bytes = new byte[160];
            if (encrypted) {
                random.nextBytes(bytes);
                bytes[0] = (byte) 0x80; // no text
            }
            facts.opening.turns.add(i % 2 == 0, turns[i], bytes, 0, 160);
            facts.opening.pieces.add(i % 2 == 0, turns[i], i);
        }
        return facts;
    }

    private String told(FlowFacts facts, boolean ended) {
        streams.describe(facts, facts.around, ended);
        return facts.around.streamsAlike + " of " + facts.around.streamsCompared;
    }

    @Test
    void connectionsThatBeginLikeTlsAreCounted() {
        assertEquals("0 of 0", told(stream(1, true, 620, 3000, 130, 900), true));
        assertEquals("1 of 1", told(stream(1, true, 700, 3000, 130, 900), false), "still open");
        assertEquals("1 of 1", told(stream(1, true, 700, 3000, 130, 900), true));
        assertEquals("2 of 2", told(stream(1, true, 700, 3000, 130, 900), true));
        assertEquals("2 of 3", told(stream(1, true, 690, 300, 130, 900), true), "the hello before was of the same length");
        assertEquals("2 of 4", told(stream(1, true, 690, 3000, 400, 900), true), "no server's flight");
        assertEquals("2 of 5", told(stream(1, true, 690, 3000, 58, 900), true), "no Finished");
        assertEquals("3 of 6", told(stream(1, true, 710, 3000, 130, 900), true));
    }

    @Test
    void serversAreKeptApartAndOtherStreamsAreNotCounted() {
        assertEquals("0 of 0", told(stream(1, true, 620, 3000, 130, 900), true));
        assertEquals("0 of 0", told(stream(2, true, 620, 3000, 130, 900), true));
        assertEquals("0 of 0", told(stream(1, false, 620, 3000, 130, 900), true), "zeros are not random");
        assertEquals("0 of 0", told(stream(1, true, 620, 3000), true), "too short");
        FlowFacts udp = stream(1, true, 620, 3000, 130, 900);
        udp.tcp = false;
        assertEquals("0 of 0", told(udp, true), "datagrams");
        assertEquals("1 of 1", told(stream(1, true, 620, 3000, 130, 900), true));
    }

    @Test
    void lengthsOfEarlierConnectionsCount() {
        FlowFacts first = stream(1, true, 4000, 2000, 310, 520);
        FlowFacts second = stream(1, true, 5000, 3000, 520, 800);
        FlowFacts third = stream(1, true, 6000, 1000, 800, 310);
        told(first, true);
        told(second, true);
        assertEquals(0, first.around.lengthsShared);
        assertEquals(0, second.around.lengthsShared, "one length");
        told(third, true);
        assertEquals(0, third.around.lengthsShared, "two lengths");
        FlowFacts fourth = stream(1, true, 7000, 1000, 1100, 520, 310, 800);
        told(fourth, true);
        assertEquals(3, fourth.around.lengthsShared);
    }

    @Test
    void theServerThatCameFirstIsForgotten() {
        told(stream(1, true, 620, 3000, 130, 900), true);
        for (int i = 2; i < (1 << 12) + 2; i++) {
            assertEquals("0 of 0", told(stream(i, true, 620, 3000, 130, 900), true));
        }
        assertEquals("0 of 0", told(stream(1, true, 620, 3000, 130, 900), true));
        assertEquals("1 of 1", told(stream(4000, true, 620, 3000, 130, 900), true));
    }
}
