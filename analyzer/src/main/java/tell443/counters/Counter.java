package tell443.counters;

/** Everything that is counted. The text is what the run summary prints; a zero is not printed. */
public enum Counter {
    PACKETS("packets read"),
    PACKET_BYTES("bytes of packets read, as they were on the wire"),
    PACKETS_IN_FLOWS("packets that belong to a reported flow"),
    PACKETS_OTHER_PORTS("packets of other ports"),
    PACKETS_OTHER_PROTOCOLS("packets that carry neither TCP nor UDP"),
    PACKETS_FILTERED("packets the filter left out"),
    PACKETS_UNDECODABLE("packets that could not be decoded as far as their ports"),
    PACKETS_SNAPPED("packets the capture holds only in part"),
    PACKETS_DROPPED("packets lost before they could be read, as the system counts them"),
    PACKETS_DROPPED_BY_INTERFACE("packets lost by a network interface or its driver, as the system counts them"),
    PACKETS_LEFT("packets that had come when the run was to end, and could not be read in time"),

    BLOCK_SKIPPED("capture file blocks that were skipped because they contradict themselves"),
    BLOCK_WITHOUT_INTERFACE("packets of a capture interface that was never described"),
    TIME_MALFORMED("packets whose time has a fraction of a second or more too much"),
    TIME_BACKWARDS("packets older than the one before"),
    TIME_JUMP("leaps of the capture's clock by more than a year inside one file"),

    LINK_TYPE_UNSUPPORTED("packets of a link type that is not supported"),
    LINK_TRUNCATED("packets whose link layer header is cut off"),
    LAYERS_TOO_MANY("packets with more than 16 layers of encapsulation"),
    IPV4_TRUNCATED("packets whose IPv4 header is cut off"),
    IPV4_MALFORMED("IPv4 headers whose lengths contradict each other"),
    IPV6_TRUNCATED("packets whose IPv6 header is cut off"),
    IPV6_MALFORMED("IPv6 headers whose lengths contradict each other"),
    IPV6_EXTENSIONS_TOO_MANY("packets with more than 16 IPv6 extension headers"),
    IP_PROTOCOL_OTHER("IP packets that carry neither TCP nor UDP nor a tunnel"),
    FRAGMENTS("IP fragments"),
    FRAGMENTS_REASSEMBLED("datagrams put together from fragments"),
    FRAGMENT_MALFORMED("IP fragments whose place or length is impossible"),
    FRAGMENT_OVERLAP("datagrams whose fragments overlap with different content"),
    FRAGMENT_DUPLICATE("IP fragments that came twice"),
    FRAGMENT_DROPPED("IP fragments given up for lack of their siblings or of memory"),
    TCP_TRUNCATED("packets whose TCP header is cut off"),
    TCP_MALFORMED("TCP headers whose lengths contradict each other"),
    UDP_TRUNCATED("packets whose UDP header is cut off"),
    UDP_MALFORMED("UDP headers whose lengths contradict each other"),

    FLOWS("flows"),
    FLOWS_EVICTED("flows ended early because the flow table was full"),
    TCP_SEGMENT_DUPLICATE("TCP segments that came again"),
    TCP_SEGMENT_OUT_OF_ORDER("TCP segments that came out of order"),
    TCP_SEGMENT_OUTSIDE_WINDOW("TCP segments too far from what was expected to be looked at"),
    TCP_SEGMENT_INVALID("TCP segments with data that no receiver would take, for lack of an ACK"),
    TCP_OVERLAP_CONFLICT("TCP segments that repeat a place of the stream with different content"),
    TCP_GAP("gaps in TCP streams"),
    TCP_GAP_BYTES("bytes missing in gaps of TCP streams"),
    TCP_BUFFER_FULL("TCP segments given up because a reassembly limit was reached"),
    TCP_RST_IGNORED("TCP resets that do not fit their connection"),
    TCP_SYN_IGNORED("TCP SYN segments that do not fit their open connection"),

    HELLO_TRUNCATED("ClientHellos or ServerHellos that never became whole"),
    HELLO_MALFORMED("ClientHellos or ServerHellos whose lengths contradict each other"),
    HANDSHAKE_TOO_LONG("TLS handshake messages longer than the limit"),
    RECORD_MALFORMED("places where TLS records were expected and not found"),
    CERTIFICATE_MALFORMED("certificates that could not be read"),
    OPENING_LIMIT("flows whose first bytes were not kept for lack of memory"),

    QUIC_INITIAL_OPENED("QUIC Initial packets opened"),
    QUIC_INITIAL_REJECTED("QUIC Initial packets whose tag does not fit"),
    QUIC_MALFORMED("QUIC packets whose lengths contradict each other"),
    QUIC_CRYPTO_CONFLICT("QUIC CRYPTO frames that repeat a place with different content"),
    QUIC_LIMIT("QUIC connections whose ClientHello was given up at a limit"),
    QUIC_VERSION_UNKNOWN("QUIC long headers of an unknown version"),

    ROWS_OUT_OF_ORDER("rows written before their time for lack of memory"),

    LENGTH_MALFORMED("packets whose length on the wire is impossible; what was captured was taken for it"),
    TCP_PADDING("bare TCP acknowledgments whose Ethernet padding is counted as payload; it was left out of the stream"),
    SEQUENCE_LIMIT("flows whose further packet and record sizes were not kept for lack of memory"),

    DNS_ANSWERS("DNS answers in the clear that were read for what they say of other flows"),
    DNS_MALFORMED("packets from port 53 that are no DNS answer, or one whose lengths contradict each other"),

    PACKETS_NOT_WRITTEN("packets of chosen flows that are missing in the file of packets: the verdict came after there was room"),
    FLOWS_NOT_WRITTEN("chosen flows that are missing in the file of packets for lack of memory");

    private final String meaning;

    Counter(String meaning) {
        this.meaning = meaning;
    }

    public String meaning() {
        return meaning;
    }
}
