package tell443.quic;

import java.util.Arrays;
import tell443.bytes.Bytes;
import tell443.bytes.Cursor;

/** Takes hellos as the TLS room would: keeps the first message of each side. */
final class Recorder implements CryptoConsumer {

    byte[] client = {};
    byte[] server = {};
    int calls;

    @Override
    public int crypto(boolean fromClient, byte[] bytes, int at, int held) {
        calls++;
        if (bytes[at] != (fromClient ? 1 : 2)) {
            return Cursor.MALFORMED;
        }
        int length = 4 + Bytes.u24(bytes, at + 1);
        if (length > held) {
            return Cursor.TRUNCATED;
        }
        byte[] message = Arrays.copyOfRange(bytes, at, at + length);
        if (fromClient) {
            client = message;
        } else {
            server = message;
        }
        return Cursor.OK;
    }
}
