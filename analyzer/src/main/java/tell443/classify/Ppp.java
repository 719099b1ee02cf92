package tell443.classify;

/**
 * PPP inside records: each side asks for its options, and a request that is granted comes back with the same length (RFC 1661
 * section 5.2: a Configure-Ack holds the options of the Configure-Request).
 */
final class Ppp {

    /** Frames of LCP and IPCP with few options, without what goes before PPP; IP packets are longer. */
    private static final int SHORTEST = 8;
    private static final int LONGEST = 36;
    private static final int EARLY = 24;
    private static final int SOON = 4;

    private Ppp() {}

    /** Whether early on, behind that header, requests of both sides are granted. */
    static boolean negotiated(ApplicationData data, int header) {
        return granted(data, header, true) && granted(data, header, false);
    }

    private static boolean granted(ApplicationData data, int header, boolean client) {
        int end = Math.min(data.count(), EARLY);
        for (int i = 1; i < end; i++) {
            int size = data.size(i) - header;
            if (data.fromClient(i) == client && size >= SHORTEST && size <= LONGEST) {
                for (int k = i + 1; k < Math.min(end, i + 1 + SOON); k++) {
                    if (data.fromClient(k) != client && data.size(k) == data.size(i)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
