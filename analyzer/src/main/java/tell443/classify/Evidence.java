package tell443.classify;

import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One observable reason for or against a protocol.
 *
 * @param id stable name, written to reports and used by tests, such as {@code wireguard.handshake}
 * @param kind what the reason rests on
 * @param group reasons of one group of one protocol say the same thing twice: the strongest counts, not the sum
 * @param weight natural logarithm of how much more often it is seen with the protocol than without; below 0 it refutes
 * @param cap the highest confidence that may rest on it
 * @param because one sentence for the person who reads the report
 * @param source where the claim can be checked: an RFC section, a protocol page, a paper, a measurement
 * @param seen whether the flow shows it; pure, allocates nothing
 * @param detail what exactly was seen in this flow, for a person; empty when the sentence says it all
 * @param needs bits of {@link Given} without which it cannot be seen; spares the question
 */
public record Evidence(
        String id, Kind kind, Group group, double weight, double cap, String because, String source,
        Predicate<Sight> seen, Function<Sight, String> detail, int needs) {

    /** Ordered from strong to weak. */
    public enum Kind {
        /** Bytes of the protocol, confirmed by a second field that does not depend on the first. */
        HARD,
        /** A list of names, addresses or certificates. */
        LIST,
        /** Sizes, directions and times. */
        BEHAVIOUR
    }

    /** What correlates: two reasons of one group are one reason. */
    public enum Group {
        /** Bytes of the protocol. */
        BYTES,
        /** Name, address and certificate of one owner. */
        OWNER,
        /** What a hello offers. */
        OFFER,
        /** Record and packet sizes. */
        SIZES,
        /** What comes together and what comes when. */
        RHYTHM,
        /** What the client does elsewhere at the same time. */
        ELSEWHERE
    }

    /** Enough to decide alone: no prior and no list outweighs it. */
    static final double PROOF = 12;

    /** How far behaviour goes that no other reason agrees with. */
    static final double ALONE = 0.6;

    static Evidence hard(String id, double cap, String because, String source, Predicate<Sight> seen) {
        return new Evidence(id, Kind.HARD, Group.BYTES, PROOF, cap, because, source, seen, Evidence::plain, 0);
    }

    static Evidence list(String id, double weight, double cap, String because, String source, Predicate<Sight> seen) {
        return new Evidence(id, Kind.LIST, Group.OWNER, weight, cap, because, source, seen, Evidence::plain, 0);
    }

    static Evidence behaviour(String id, double weight, String because, String source, Predicate<Sight> seen) {
        return new Evidence(id, Kind.BEHAVIOUR, Group.SIZES, weight, ALONE, because, source, seen, Evidence::plain, 0);
    }

    Evidence in(Group other) {
        return new Evidence(id, kind, other, weight, cap, because, source, seen, detail, needs);
    }

    Evidence upTo(double highest) {
        return new Evidence(id, kind, group, weight, highest, because, source, seen, detail, needs);
    }

    Evidence weighing(double nats) {
        return new Evidence(id, kind, group, nats, cap, because, source, seen, detail, needs);
    }

    Evidence telling(Function<Sight, String> words) {
        return new Evidence(id, kind, group, weight, cap, because, source, seen, words, needs);
    }

    Evidence onlyWith(int given) {
        return new Evidence(id, kind, group, weight, cap, because, source, seen, detail, given);
    }

    public boolean supports() {
        return weight >= 0;
    }

    boolean strongerThan(Evidence other) {
        double margin = Math.abs(weight) - Math.abs(other.weight);
        return margin > 0 || margin == 0 && cap > other.cap;
    }

    private static String plain(Sight sight) {
        return "";
    }
}
