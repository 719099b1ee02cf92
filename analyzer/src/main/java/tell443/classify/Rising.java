package tell443.classify;

import tell443.facts.Opening.Messages;

/** Numbers of messages that rise, as the packet ids of tunnels do: some may come late, twice or not at all. */
final class Rising {

    /** Further apart, two numbers are not neighbours. */
    private static final long WINDOW = 1024;

    private boolean begun;
    private long last;
    private long mark;
    private int up;
    private int down;
    private boolean contradicted;

    void clear() {
        begun = false;
        up = 0;
        down = 0;
        contradicted = false;
    }

    /** @param mark what a message must share with those before it, such as an index */
    void add(long mark, long number) {
        long step = number - last;
        if (!begun) {
            this.mark = mark;
        } else if (mark != this.mark || step > WINDOW || step < -WINDOW) {
            contradicted = true;
        } else if (step > 0) {
            up++;
        } else {
            down++;
        }
        begun = true;
        last = number;
    }

    /** How many messages rise; 0 when they do not. */
    int count() {
        return contradicted || !begun || up < 2 * down ? 0 : up + 1;
    }

    /** What they share. */
    long mark() {
        return mark;
    }
}
