package tell443.relations;

import java.util.List;
import tell443.capture.PacketBatch;
import tell443.capture.PacketSource;
import tell443.fixtures.Packet;

/** Packets from a list, handed out in batches of a chosen size. */
final class Memory implements PacketSource {

    private final List<Packet> packets;
    private final int batchSize;
    private int next;

    Memory(List<Packet> packets, int batchSize) {
        this.packets = packets;
        this.batchSize = batchSize;
    }

    @Override
    public boolean read(PacketBatch batch) {
        batch.begin(1 + next);
        int at = 0;
        while (next < packets.size() && batch.count < batchSize && at + packets.get(next).bytes().length <= PacketBatch.BYTES) {
            Packet packet = packets.get(next++);
            int i = batch.count++;
            batch.bytes.put(at, packet.bytes());
            batch.offset[i] = at;
            batch.captured[i] = packet.bytes().length;
            batch.original[i] = packet.originalLength();
            batch.timeNanos[i] = packet.timeNanos();
            batch.linkType[i] = packet.linkType();
            batch.source[i] = 0;
            at += packet.bytes().length;
        }
        return batch.count > 0;
    }

    @Override
    public String name(int source) {
        return "memory";
    }

    @Override
    public double progress() {
        return -1;
    }

    @Override
    public void close() {}
}
