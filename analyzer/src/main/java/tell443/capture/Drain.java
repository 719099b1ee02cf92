package tell443.capture;

import tell443.bytes.Words;

/** Moves packets that have come from libpcap into memory of ours, as records of a pcap file. */
interface Drain {

    /** Bytes that may lie in {@link #words}. */
    int CAPACITY = 4 << 20;
    /** Enough for once: what is moved shall still be in the cache when it is read. */
    int ENOUGH = 1 << 20;

    /**
     * Appends packets that have come, and never waits for any.
     *
     * @return whether libpcap has no trouble; no packet is no trouble
     */
    boolean fill();

    /** Forgets what was moved; the next packets lie at the beginning. */
    void clear();

    Words words();

    /** The first byte of {@link #words} behind the packets. */
    int end();

    /** Header of the pcap file that the records belong to. */
    byte[] header();

    void close();
}
