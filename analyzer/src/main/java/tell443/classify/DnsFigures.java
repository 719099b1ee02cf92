package tell443.classify;

/** What the messages of one connection show that DNS would: read when it is first asked for. Reused; allocates nothing. */
final class DnsFigures {

    /** How likely so many steps are by chance at most. */
    private static final double STEPS = 1e-3;
    private static final double STEPS_TOGETHER = 1e-3;
    /** Logarithms of how much likelier than by chance; the smaller ones where a rhythm of questions tells as well. */
    private static final double LIKELY_STEPS = 3;
    private static final double SOME_STEPS = 2.5;
    private static final double LIKELY_LONGER = 4;
    private static final double SOME_LONGER = 2;
    /** Where the rhythm is that of names alone. Of simulated programs with that rhythm one in fifty has so much of either by chance. */
    private static final double HINT_OF_STEPS = 1;
    private static final double HINT_BY_CHANCE = 0.02;

    private final ApplicationData messages = new ApplicationData();
    private final AddressSteps steps = new AddressSteps();
    private final LikelySteps likely = new LikelySteps();
    private final StepsTogether together = new StepsTogether();
    private final NamesTogether names = new NamesTogether();
    private final PaddedWithHeaders padded = new PaddedWithHeaders();
    private final Exchanges exchanges = new Exchanges();
    private final LongerByAddresses longer = new LongerByAddresses();
    private ApplicationData data;
    private boolean smallKnown;
    private boolean small;
    private boolean messagesRead;
    private boolean stepsRead;
    private boolean longerRead;
    private double stepsLikelihood;
    private boolean rhythmRead;
    private boolean hasNames;
    private boolean hasPadding;

    DnsFigures of(ApplicationData data) {
        this.data = data;
        smallKnown = false;
        messagesRead = false;
        stepsRead = false;
        longerRead = false;
        rhythmRead = false;
        return this;
    }

    /** Small requests come two or three of one length at a time. */
    boolean pairs() {
        return small() && DnsShape.pairs(messages());
    }

    /** One after another, small requests come two to four of one length in a row. */
    boolean twins() {
        return small() && DnsShape.twins(messages());
    }

    /** Answers differ by whole addresses, far more often than by chance. */
    boolean addressSteps() {
        return exact() && (steps().seen(STEPS) || stepsLikelihood() > LIKELY_STEPS);
    }

    /** Answers are longer than requests by whole addresses, far more often than by chance. */
    boolean longerByAddresses() {
        return exact() && longer().likelihood() > LIKELY_LONGER;
    }

    /** One of the two, or among answers that came together, more often than by chance. */
    boolean someAddresses() {
        return exact() && (stepsLikelihood() > SOME_STEPS || longer().likelihood() > SOME_LONGER || together() < STEPS_TOGETHER);
    }

    /** Requests come by names, and answers show at least a hint of addresses. */
    boolean names() {
        readRhythm();
        return hasNames;
    }

    String nameWords() {
        return "of " + names.requests() + " requests " + (names.of(2) + names.of(4)) + " two at a time, "
                + (names.of(3) + names.of(6)) + " three at a time";
    }

    /** Padded messages behind headers in the same records. */
    boolean paddedWithHeaders() {
        readRhythm();
        return hasPadding;
    }

    String paddedWords() {
        return padded.words();
    }

    String stepWords() {
        return steps().steps() + " of " + steps().pairs() + " pairs of answers, of which chance makes one in eight";
    }

    String longerWords() {
        return longer().steps() + " of " + longer().count() + " answers are longer than their requests by "
                + longer().headers() + " bytes and addresses";
    }

    /** In QUIC acknowledgements change the lengths. */
    private boolean exact() {
        return !data.datagrams() && small();
    }

    private boolean small() {
        if (!smallKnown) {
            small = DnsShape.small(data);
            smallKnown = true;
        }
        return small;
    }

    private ApplicationData messages() {
        if (!messagesRead) {
            HeaderRecords.drop(data, messages);
            messagesRead = true;
        }
        return messages;
    }

    private void readRhythm() {
        if (!rhythmRead) {
            hasNames = exact() && names.seen(messages())
                    && (stepsLikelihood() > HINT_OF_STEPS || steps().seen(HINT_BY_CHANCE) || together() < HINT_BY_CHANCE);
            hasPadding = exact() && padded.seen(messages());
            rhythmRead = true;
        }
    }

    private AddressSteps steps() {
        if (!stepsRead) {
            steps.read(messages());
            stepsLikelihood = likely.likelihood(steps);
            stepsRead = true;
        }
        return steps;
    }

    private double stepsLikelihood() {
        steps();
        return stepsLikelihood;
    }

    private double together() {
        together.read(messages());
        return together.chance();
    }

    private LongerByAddresses longer() {
        if (!longerRead) {
            exchanges.read(messages());
            longer.read(exchanges);
            longerRead = true;
        }
        return longer;
    }
}
