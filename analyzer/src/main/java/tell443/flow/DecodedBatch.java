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

    /** Flow of packet i, 0 for none, once all workers have read the batch; empty when nobody asks. */
    private long[] flowIds = {};
    private long[] datagrams = {};

    private final Annex annex = new Annex();
    private Block[] blocks = {new Block()}; // more are made when they are needed
    private int count;

    /** Rows, and where in the flow tables they belong. */
    static final class Block {
        final Headers headers = new Headers();
        final Headers answers = new Headers();
        final long[] hashes = new long[Headers.CAPACITY];
        final int[] lanes = new int[Headers.CAPACITY];
    }

    /** From now on, the flow of every packet is to be told. Before each batch is read. */
    public void askForFlows() {
        if (flowIds.length == 0) {
            flowIds = new long[PacketBatch.PACKETS];
            datagrams = new long[PacketBatch.PACKETS];
        }
        Arrays.fill(flowIds, 0, batch.count, 0);
        Arrays.fill(datagrams, 0, batch.count, 0);
    }

    /** Flow ids by packet; 0 where a packet belongs to no flow that is looked at. */
    public long[] flowIds() {
        return flowIds;
    }

    /** As {@link PacketDecoder#noteDatagrams} leaves them, where flows were asked for. */
    public long[] datagrams() {
        return datagrams;
    }

    /** Decodes all packets of the batch. */
    public void decode(PacketDecoder decoder, FlowHash hash) {
        annex.clear();
        count = 0;
        for (int next = 0; next < batch.count; count++) {
            if (count == blocks.length) {
                blocks = Arrays.copyOf(blocks, count * 2);
            }
            blocks[count] = blocks[count] == null ? new Block() : blocks[count];
            next = decode(decoder, hash, next, blocks[count]);
        }
    }

    /** Hands over the DNS answers among the packets that were decoded last. */
    public void answers(AnswerSink sink) {
        for (int i = 0; i < count; i++) {
            answers(blocks[i].answers, sink);
        }
    }

    private void answers(Headers answers, AnswerSink sink) {
        for (int i = 0; i < answers.count; i++) {
            int packet = answers.packet[i];
            sink.answer(answers, i, batch.number(packet), clock.nanos[packet]);
        }
    }

    /** Decodes the packets from index {@code from} that one block holds. @return index of the first one behind them */
    int decodeBlock(PacketDecoder decoder, FlowHash hash, AnswerSink sink, int from) {
        annex.clear();
        count = 1;
        int next = decode(decoder, hash, from, blocks[0]);
        answers(sink);
        return next;
    }

    private int decode(PacketDecoder decoder, FlowHash hash, int from, Block block) {
        Headers headers = block.headers;
        decoder.noteDatagrams(datagrams);
        int next = decoder.decode(batch, from, batch.count, headers, block.answers, annex);
        for (int i = 0; i < headers.count; i++) {
            block.lanes[i] = FlowHash.lane(headers, i);
            block.hashes[i] = hash.of(headers, i);
        }
        return next;
    }

    int count() {
        return count;
    }

    Block block(int i) {
        return blocks[i];
    }

    /** Brings the beginnings of payloads into the cache of the thread that will read them; the sum keeps the loads alive. */
    long touchPayloads(Headers headers) {
        long sum = 0;
        for (int i = 0; i < headers.count; i++) {
            if (headers.payloadHeld[i] > 0 && headers.marks[i] == 0) {
                sum += batch.words.aligned(headers.payloadAt[i] >>> 3);
            }
        }
        return sum;
    }
}
