package tell443.capture;

import tell443.bytes.Words;

/**
 * How packets follow each other in one capture file. Implementations walk over whole records; where the bytes come from
 * and where they go is {@link CaptureReader}'s affair.
 */
interface Records {

    /** The longest packet that is believed, bytes; its record still fits into a batch. GRO and BIG TCP stay below 600 kB. */
    int PACKET_LIMIT = PacketBatch.BYTES - 64;
    /** Longer packets than libpcap's own limit must at least agree with their length on the wire. */
    int PACKET_COMMON = 262_144;
    /** Nothing longer was ever on a wire; the field is nonsense. */
    int WIRE_LIMIT = 1 << 24;
    /** Times beyond (the year 2116) are nonsense; leaves room for sums of times. */
    long TIME_LIMIT = (1L << 62) - 1;

    /**
     * Appends to the batch's columns what lies whole in {@code source[at..end)} and is not younger than {@code limitNanos}.
     * Offsets are indices of {@code source}; {@link PacketBatch#source} is left to the caller.
     *
     * @return the index of the first byte that was not consumed
     */
    int walk(Words source, int at, int end, PacketBatch batch, long limitNanos);

    /** Of the last walk. */
    Stop stop();

    /** Whether the capture may end here: no block is being skipped. */
    boolean mayEnd();

    /** Of a format that names interfaces. */
    default InterfaceNames names() {
        return new InterfaceNames();
    }

    /** Bytes before the first one that is walked over. */
    int headerLength();
}
