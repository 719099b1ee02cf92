package tell443.facts;

/** What one side of a flow sent. Bytes unless said otherwise. */
public final class DirectionFacts {

    public long packets;
    /** IP total length, as declared. */
    public long bytes;
    /** TCP or UDP payload as declared, retransmissions included. */
    public long payloadBytes;
    /** Packets with payload. */
    public long payloadPackets;

    /** TCP: union of all flags seen, as in the header's byte 13. */
    public int tcpFlags;
    /** TCP: segments that repeat bytes already seen. */
    public long retransmitted;
    /** TCP: those of them that bring no new byte. */
    public long duplicate;
    public long outOfOrder;
    /** TCP: bytes missing in the capture. */
    public long lostBytes;
    /** TCP: maximum segment size of the SYN, or -1. */
    public int mss;
    /** TCP: window of the SYN as sent, or -1. */
    public int window;
    /** TCP: window scale of the SYN, or -1. */
    public int windowScale;
    /** Time to live or hop limit of the first packet. */
    public int ttl;

    // --- between consecutive packets of this direction; -1 with fewer than two packets, or when nobody asked for them ---
    public long gapMinNanos;
    public long gapMaxNanos;
    public double gapMeanNanos;
    public double gapDeviationNanos;

    // --- TLS records (or DTLS records) ---
    public long records;
    /** Records of content type 23, encrypted handshake of TLS 1.3 included. */
    public long dataRecords;
    /** Sum of the length fields of records of type 23. */
    public long dataBytes;
    /** Smallest and largest length field of type 23, -1 when there is none. */
    public int dataMin;
    public int dataMax;
    public double dataMean;
    public double dataDeviation;
}
