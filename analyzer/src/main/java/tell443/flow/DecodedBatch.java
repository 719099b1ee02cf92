package tell443.flow;

import java.util.Arrays;
import tell443.capture.PacketBatch;
import tell443.net.Annex;
import tell443.net.Headers;
import tell443.net.PacketDecoder;

/** A batch, its clock and the rows of its packets: all that workers on other threads need of it, and may only read. */
public final class DecodedBatch {

    public final PacketBatch batch = new PacketBatch();
    public final PacketClock clock = new PacketClock();

    final Annex annex = new Annex();
    private Headers[] blocks = {new Headers()}; // more are made when they are needed
    private int count;

    /** Decodes all packets of the batch. */
    public void decode(PacketDecoder decoder) {
        annex.clear();
        count = 0;
        for (int next = 0; next < batch.count; count++) {
            if (count == blocks.length) {
                blocks = Arrays.copyOf(blocks, count * 2);
            }
            blocks[count] = blocks[count] == null ? new Headers() : blocks[count];
            next = decoder.decode(batch, next, batch.count, blocks[count], annex);
        }
    }

    int count() {
        return count;
    }

    Headers block(int i) {
        return blocks[i];
    }
}
