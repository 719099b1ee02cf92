package tell443.flow;

import tell443.net.Headers;

/** The key of the packet at hand, its endpoints in numerical order. Reused. */
final class FlowKey {

    long high0;
    long low0;
    long high1;
    long low1;
    long ports;
    /** 0 when the packet's sender is side 0. */
    int sender;

    void read(Headers headers, int i) {
        boolean straight = FlowTable.sourceIsSide0(headers, i);
        sender = straight ? 0 : 1;
        high0 = straight ? headers.sourceHigh[i] : headers.destinationHigh[i];
        low0 = straight ? headers.sourceLow[i] : headers.destinationLow[i];
        high1 = straight ? headers.destinationHigh[i] : headers.sourceHigh[i];
        low1 = straight ? headers.destinationLow[i] : headers.sourceLow[i];
        int both = straight ? headers.ports[i] : Integer.rotateLeft(headers.ports[i], 16);
        ports = (long) both << 32 | (long) headers.protocol[i] << 24 | headers.tenant[i] & 0xFF_FFFFL;
    }
}
