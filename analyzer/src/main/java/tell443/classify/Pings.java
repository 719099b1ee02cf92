package tell443.classify;

/** A message of a fixed length that the other side answers with one of the same length, now and again: whether the peer is alive. */
final class Pings {

    private static final int ANSWER_MICROS = 5_000_000;
    private static final int APART_MICROS = 500_000;

    private Pings() {}

    /** How often a record of that length is answered by the other side's next one; not counted when it comes right behind another. */
    static int of(ApplicationData data, int size) {
        int count = 0;
        long last = -APART_MICROS;
        for (int i = 0; i + 1 < data.count(); i++) {
            if (data.size(i) == size && data.micros(i) - last >= APART_MICROS && answered(data, i)) {
                count++;
                last = data.micros(i);
            }
        }
        return count;
    }

    private static boolean answered(ApplicationData data, int ping) {
        int i = ping + 1;
        while (i < data.count() && data.fromClient(i) == data.fromClient(ping)) {
            i++;
        }
        return i < data.count() && data.size(i) == data.size(ping) && data.micros(i) - data.micros(ping) <= ANSWER_MICROS;
    }
}
