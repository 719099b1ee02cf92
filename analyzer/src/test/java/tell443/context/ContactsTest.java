package tell443.context;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ContactsTest {

    private static final long SECOND = 1_000_000_000L;

    /** The definition, word by word: of those that are kept, each is looked at. */
    private static final class Definition {
        private final List<long[]> all = new ArrayList<>(); // time, server, time of the latest flow

        void add(long server, long timeNanos) {
            for (long[] contact : kept()) {
                if (contact[1] == server && timeNanos - contact[2] <= 5 * SECOND) {
                    contact[2] = timeNanos;
                    return;
                }
            }
            all.add(new long[] {timeNanos, server, timeNanos});
        }

        List<long[]> kept() {
            return all.subList(Math.max(0, all.size() - Contacts.KEPT), all.size());
        }
    }

    @Test
    void contactsAreThoseOfTheDefinition() {
        Random random = new Random(7);
        for (int run = 0; run < 60; run++) {
            Contacts contacts = new Contacts(run);
            Definition definition = new Definition();
            long time = 0;
            int servers = 1 + random.nextInt(300);
            long pause = 1 + random.nextInt(4) * SECOND / 2;
            for (int i = 0; i < 600; i++) {
                time += (long) (random.nextDouble() * pause);
                long server = random.nextInt(servers);
                contacts.add(1, 2, 3, server, time, false);
                definition.add(server, time);
            }
            same(definition.kept(), contacts, contacts.client(1, 2));
        }
    }

    private static void same(List<long[]> expected, Contacts contacts, int client) {
        assertEquals(expected.size(), contacts.count(client));
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i)[0], contacts.timeNanos(client, i));
            assertTrue(contacts.isTo(client, i, 3, expected.get(i)[1]));
        }
        for (int i = 0; i < expected.size(); i++) {
            int first = contacts.since(client, expected.get(i)[0]);
            assertTrue(first <= i && expected.get(first)[0] == expected.get(i)[0], "the first of that time");
        }
        assertEquals(0, contacts.since(client, Long.MIN_VALUE));
        assertEquals(expected.size(), contacts.since(client, Long.MAX_VALUE));
    }
}
