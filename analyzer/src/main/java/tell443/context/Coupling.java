package tell443.context;

import tell443.facts.FlowFacts;
import tell443.facts.Sequence;
import tell443.facts.Surroundings;

/**
 * Whether a client's first contacts with servers follow the answers in a flow: who resolves names there does something with
 * them at once.
 *
 * <p>An answer is a record of data from the server, in QUIC a datagram, that is not too short for one. A contact follows it when
 * it begins within {@link #MOMENT_MICROS}. What chance would do: the number of contacts times the share of the time looked at
 * that lies within a moment of an answer. Contacts within a moment of the first of them are one moment: a page turns to many
 * servers at once, so that they are no independent trials.
 */
final class Coupling {

    /** A client connects as soon as it has an address. Of 20, 50 and 150 ms this told most flows of resolvers from web flows. */
    private static final long MOMENT_MICROS = 50_000;
    private static final int DATA = 23;
    /** A record up to this length holds no answer: HTTP/2 PING and SETTINGS, encrypted; nor does such a datagram of QUIC. */
    private static final int CONTROL = 60;

    private final Contacts contacts;
    private final long[] answers = new long[Sequence.LIMIT];

    Coupling(Contacts contacts) {
        this.contacts = contacts;
    }

    void describe(FlowFacts facts, Surroundings around) {
        int client = contacts.client(facts.clientHigh, facts.clientLow);
        int count = facts.quic.present() ? datagrams(facts.packets) : answers(facts.records);
        if (client == BoundedIndex.NOT_FOUND || count == 0) {
            return;
        }
        around.contacts = 0;
        long from = facts.startNanos + answers[0] * 1000;
        long until = facts.startNanos + (answers[count - 1] + MOMENT_MICROS) * 1000;
        long lastMoment = Long.MIN_VALUE;
        for (int i = contacts.since(client, from); i < contacts.count(client); i++) {
            long time = contacts.timeNanos(client, i);
            if (time <= until && !contacts.isTo(client, i, facts.serverHigh, facts.serverLow)) {
                int follows = follows((time - facts.startNanos) / 1000, count) ? 1 : 0;
                around.contacts++;
                around.contactsNamed += contacts.named(client, i) ? 1 : 0;
                around.contactsAfterAnswer += follows;
                if (lastMoment == Long.MIN_VALUE || time - lastMoment > MOMENT_MICROS * 1000) {
                    lastMoment = time;
                    around.moments++;
                    around.momentsAfterAnswer += follows;
                }
            }
        }
        double share = covered(count) / (double) Math.max(1, (until - from) / 1000);
        around.contactsByChance = around.contacts * share;
        around.momentsByChance = around.moments * share;
    }

    /** Times of the server's records of data, microseconds since the flow began, those of the handshake left out. */
    private int answers(Sequence records) {
        int count = 0;
        boolean asked = false;
        for (int i = 0; i < records.count(); i++) {
            if (records.kind(i) == DATA && records.fromClient(i)) {
                asked = true;
            } else if (records.kind(i) == DATA && asked && records.size(i) > CONTROL) {
                answers[count++] = records.micros(i);
            }
        }
        return count;
    }

    /** Times of the server's datagrams in QUIC that are more than acknowledgements; what they carry is not visible. */
    private int datagrams(Sequence packets) {
        int count = 0;
        for (int i = 0; i < packets.count(); i++) {
            if (!packets.fromClient(i) && packets.size(i) > CONTROL) {
                answers[count++] = packets.micros(i);
            }
        }
        return count;
    }

    private boolean follows(long micros, int count) {
        for (int i = 0; i < count; i++) {
            if (micros >= answers[i] && micros - answers[i] <= MOMENT_MICROS) {
                return true;
            }
        }
        return false;
    }

    /** Microseconds that lie within a moment after one answer or more. */
    private long covered(int count) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += i + 1 < count ? Math.min(MOMENT_MICROS, answers[i + 1] - answers[i]) : MOMENT_MICROS;
        }
        return sum;
    }
}
