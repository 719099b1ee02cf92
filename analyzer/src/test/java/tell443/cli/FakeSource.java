package tell443.cli;

import tell443.capture.PacketBatch;
import tell443.capture.PacketSource;

/** A source without packets. */
record FakeSource(Runnable onClose) implements PacketSource {

    @Override
    public boolean read(PacketBatch batch) {
        return false;
    }

    @Override
    public String name(int source) {
        return "fake";
    }

    @Override
    public double progress() {
        return -1;
    }

    @Override
    public void close() {
        onClose.run();
    }
}
