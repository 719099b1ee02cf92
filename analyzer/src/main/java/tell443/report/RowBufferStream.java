package tell443.report;

import java.io.OutputStream;

/** Lets a library that wants a stream append to the current row. */
final class RowBufferStream extends OutputStream {

    RowBuffer target = new RowBuffer(0);

    @Override
    public void write(int b) {
        target.put(b);
    }

    @Override
    public void write(byte[] bytes, int at, int length) {
        target.put(bytes, at, length);
    }
}
