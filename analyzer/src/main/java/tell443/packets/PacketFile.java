package tell443.packets;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tell443.capture.CapturedInterface;
import tell443.capture.InterfaceStatistics;
import tell443.capture.PacketOrigins;
import tell443.report.Output;
import tell443.report.OutputException;
import tell443.report.Turns;

/** Writes pcapng (draft-ietf-opsawg-pcapng): one section for each file, little-endian, times in nanoseconds. */
public final class PacketFile implements AutoCloseable {

    private static final int SECTION_HEADER = 0x0A0D0D0A;
    private static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;
    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int INTERFACE_STATISTICS = 5;
    private static final int ENHANCED_PACKET = 6;
    private static final int OPTION_COMMENT = 1;
    private static final int OPTION_IF_NAME = 2;
    private static final int OPTION_IF_DESCRIPTION = 3;
    private static final int OPTION_ISB_START = 2;
    private static final int OPTION_ISB_END = 3;
    private static final int OPTION_ISB_RECEIVED = 4;
    private static final int OPTION_ISB_DROPPED = 5;
    private static final int OPTION_ISB_DROPPED_BY_SYSTEM = 7;
    private static final int OPTION_ISB_DELIVERED = 8;
    private static final int OPTION_APPLICATION = 4;
    private static final int OPTION_TSRESOL = 9;
    private static final int NANOSECONDS = 9; // 10^-9 s

    private final Output output;
    private final Optional<Turns> turns;
    private final Supplier<String> missing;
    private final String program;
    private final String comment;
    private final PacketOrigins origins;
    private final PcapngBlock block = new PcapngBlock();
    private final Map<Long, Integer> interfaces = new HashMap<>(); // source u32 | via u16 | link type u16
    private long latestKey = -1;
    private int latestInterface;
    private long packets;
    private int number = 1;
    private boolean between = true; // files: the next one begins with its first packet
    private String path = ""; // of the file at hand, of those in turn

    /**
     * Takes over the output: closing this closes it.
     *
     * @param turns of {@link Output#inTurn}; empty: one file
     * @param missing packets that should have been written so far; empty when there are none
     * @param comment about each file
     * @param origins of the packets, by their numbers
     */
    public PacketFile(Output output, Optional<Turns> turns, Supplier<String> missing, String program, String comment,
            PacketOrigins origins) throws OutputException {
        this.output = output;
        this.turns = turns;
        this.missing = missing;
        this.program = program;
        this.comment = comment;
        this.origins = origins;
        if (turns.isEmpty() || turns.get().onlyOnRequest()) {
            begin();
        }
    }

    /** Before what is said of a packet: packets are of this time from now on, and the file at hand may end here. */
    void reach(long timeNanos) throws OutputException {
        if (turns.isPresent() && turns.get().passes(timeNanos)) {
            end();
        }
    }

    /**
     * Writes one packet, whose bytes are {@code bytes[at..at + captured)}.
     *
     * @param comment UTF-8; empty for none
     */
    public void packet(int source, int via, int linkType, long timeNanos, int original, byte[] bytes, int at, int captured,
            byte[] comment) throws OutputException {
        if (between) {
            begin();
        }
        int id = interfaceOf(source, via, linkType);
        block.begin(ENHANCED_PACKET);
        block.u32(id);
        block.time(timeNanos);
        block.u32(captured);
        block.u32(original);
        block.padded(bytes, at, captured);
        if (comment.length > 0) {
            block.option(OPTION_COMMENT, comment);
        }
        block.end(output);
        packets++;
    }

    /** In all files. */
    public long packets() {
        return packets;
    }

    /** The file at hand is complete and gets its name. Of files in turn, the next one begins with its first packet. */
    public void end() throws OutputException {
        if (between) {
            return;
        }
        describeLosses();
        if (turns.isPresent()) {
            turns.get().commit(output, path);
        } else {
            output.commit();
        }
        between = true;
        number++;
    }

    /** Of the file at hand, from 1: what a file says of a flow, the next one must say again. */
    int number() {
        return number;
    }

    public void flush() throws OutputException {
        output.flush();
    }

    @Override
    public void close() {
        output.close();
    }

    private void begin() throws OutputException {
        if (turns.isPresent()) {
            path = turns.get().next();
            output.begin(path);
        }
        between = false;
        interfaces.clear();
        latestKey = -1;
        block.begin(SECTION_HEADER);
        block.u32(BYTE_ORDER_MAGIC);
        block.u16(1); // version 1.0
        block.u16(0);
        block.u32(-1); // section length: not known
        block.u32(-1);
        block.option(OPTION_COMMENT, comment);
        block.option(OPTION_APPLICATION, program);
        block.end(output);
    }

    private int interfaceOf(int source, int via, int linkType) throws OutputException {
        long key = (long) source << 32 | via << 16 & 0xFFFF_0000L | linkType & 0xFFFF;
        if (key != latestKey) {
            Integer known = interfaces.get(key);
            latestInterface = known == null ? describe(source, via, linkType) : known;
            interfaces.put(key, latestInterface);
            latestKey = key;
        }
        return latestInterface;
    }

    private int describe(int source, int via, int linkType) throws OutputException {
        block.begin(INTERFACE_DESCRIPTION);
        block.u16(linkType);
        block.u16(0);
        block.u32(0); // snap length: no limit
        CapturedInterface captured = origins.interfaceOf(source, via);
        String capture = origins.name(source);
        block.option(OPTION_IF_NAME, captured.name().isEmpty() ? capture : captured.name());
        if (!captured.description().isEmpty()) {
            block.option(OPTION_IF_DESCRIPTION, captured.description());
        }
        if (!captured.name().isEmpty()) {
            block.option(OPTION_COMMENT, "in " + capture);
        }
        block.option(OPTION_TSRESOL, new byte[] {NANOSECONDS});
        block.end(output);
        return interfaces.size();
    }

    /** Of all interfaces, also of those that gave no packet to this file. Numbers are of the whole capture, as the format wants. */
    private void describeLosses() throws OutputException {
        String notWritten = missing.get();
        List<InterfaceStatistics> all = origins.statistics();
        for (int source = 0; source < all.size(); source++) {
            InterfaceStatistics each = all.get(source);
            int id = interfaceOf(source, 0, each.linkType());
            block.begin(INTERFACE_STATISTICS);
            block.u32(id);
            block.time(each.untilNanos());
            if (!notWritten.isEmpty() && source == 0) {
                block.option(OPTION_COMMENT, notWritten);
            }
            block.timeOption(OPTION_ISB_START, each.sinceNanos());
            block.timeOption(OPTION_ISB_END, each.untilNanos());
            block.option(OPTION_ISB_RECEIVED, each.received());
            block.option(OPTION_ISB_DROPPED, each.droppedByInterface());
            block.option(OPTION_ISB_DROPPED_BY_SYSTEM, each.dropped());
            block.option(OPTION_ISB_DELIVERED, each.delivered());
            block.end(output);
        }
    }
}
