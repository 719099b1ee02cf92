package tell443.flow;

import java.nio.ByteBuffer;
import tell443.net.Headers;
import tell443.net.Tcp;

/**
 * Some middleboxes count the zeros that pad a short frame into the IP length: a bare acknowledgment then looks like two or six
 * zeros of the stream. Whether they are is only told by where the sender goes on, so until then they are remembered.
 */
final class Padding {

    /** TCP's share of the 46 bytes that an Ethernet frame carries at least, and of the 42 of one with a VLAN tag (IEEE 802.3). */
    private static final int PADDED = 26;
    private static final int PADDED_TAGGED = 22;

    /** As many zeros as padding can be. */
    static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(PADDED - Tcp.HEADER_LENGTH);

    private final int[] sequence = new int[2];
    private final int[] length = new int[2];

    /** No sender would push such bytes unasked. */
    static boolean mayBe(Headers headers, int i) {
        int length = headers.payloadLength[i];
        int segment = headers.payloadAt[i] - headers.headerAt[i] + length;
        if (length == 0 || segment != PADDED && segment != PADDED_TAGGED || (headers.flags[i] & Tcp.PSH) != 0
                || headers.payloadHeld[i] < length) {
            return false;
        }
        for (int k = 0; k < length; k++) {
            if (headers.bytes(i).get(headers.payloadAt[i] + k) != 0) {
                return false;
            }
        }
        return true;
    }

    void remember(int sender, int sequence, int length) {
        this.sequence[sender] = sequence;
        this.length[sender] = length;
    }

    boolean isDoubtful(int sender) {
        return length[sender] > 0;
    }

    /** Zeros that the sender's stream turns out to have, as it has come to that place; 0 when they were padding. */
    int zerosBefore(int sender, int place) {
        int zeros = place - sequence[sender] >= length[sender] ? length[sender] : 0;
        length[sender] = 0;
        return zeros;
    }

    int sequence(int sender) {
        return sequence[sender];
    }
}
