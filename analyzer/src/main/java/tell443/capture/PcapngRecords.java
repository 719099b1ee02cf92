package tell443.capture;

import static tell443.counters.Counter.BLOCK_SKIPPED;
import static tell443.counters.Counter.BLOCK_WITHOUT_INTERFACE;
import static tell443.counters.Counter.LENGTH_MALFORMED;
import static tell443.counters.Counter.TIME_MALFORMED;

import java.nio.ByteBuffer;
import tell443.bytes.Words;
import tell443.counters.Counters;

/**
 * A pcapng file (draft-ietf-opsawg-pcapng): sections of blocks. Every block is
 *
 * <pre>
 * type u32 | length u32 | body | length u32 again
 * </pre>
 * Packets are in Enhanced, Simple and obsolete Packet blocks. All other blocks are stepped over, unless they begin a
 * section or describe an interface.
 */
final class PcapngRecords implements Records {

    static final int SECTION_HEADER = 0x0A0D0D0A; // the same in both byte orders

    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int OBSOLETE_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;

    private static final int BLOCK_LIMIT = 16 << 20;
    private static final int BLOCK_WHOLE_LIMIT = PACKET_LIMIT; // longer ones are not waited for, and never seen whole
    private static final int HEADER = 12; // type, length and a section's byte order magic

    private final Counters counters;
    private final Interfaces interfaces = new Interfaces();
    private boolean swapped; // little-endian section
    private long lastNanos;
    private int skipping; // bytes of a long block still to step over

    private final Stop stop = new Stop();

    PcapngRecords(Counters counters) {
        this.counters = counters;
    }

    @Override
    public int walk(Words source, int at, int end, PacketBatch batch, long limitNanos) {
        ByteBuffer bytes = source.bytes;
        stop.reason = Stop.NEED_MORE;
        at += skip(end - at);
        while (HEADER <= end - at) {
            int type = u32(bytes, at);
            int length = type == SECTION_HEADER ? sectionLength(bytes, at) : u32(bytes, at + 4);
            if (!isPlausible(type, length)) {
                break;
            }
            if (length > end - at) {
                if (length <= BLOCK_WHOLE_LIMIT || !isPassed(bytes, at, end, type, length, batch, limitNanos)) {
                    break;
                }
                skipping = length;
                at += skip(end - at);
            } else if (isRead(bytes, at, type, length, batch, limitNanos)) {
                at += length;
            } else {
                break;
            }
        }
        return at;
    }

    @Override
    public Stop stop() {
        return stop;
    }

    @Override
    public boolean mayEnd() {
        return skipping == 0;
    }

    @Override
    public InterfaceNames names() {
        return interfaces.names();
    }

    @Override
    public int headerLength() {
        return 0;
    }

    private int skip(int held) {
        int step = Math.min(skipping, held);
        skipping -= step;
        return step;
    }

    private boolean isPlausible(int type, int length) {
        if (HEADER <= length && length <= BLOCK_LIMIT && (length & 3) == 0) {
            if (length <= BLOCK_WHOLE_LIMIT || type != SECTION_HEADER && type != INTERFACE_DESCRIPTION) {
                return true;
            }
        }
        if (stop.reason != Stop.DAMAGED) {
            damaged("a block of " + (length & 0xFFFF_FFFFL) + " bytes; the file is damaged here");
        }
        return false;
    }

    private boolean damaged(String what) {
        stop.damaged(what);
        return false;
    }

    /** Of a block that is whole; answers whether it is done with. */
    private boolean isRead(ByteBuffer bytes, int at, int type, int length, PacketBatch batch, long limitNanos) {
        if (u32(bytes, at + length - 4) != length && type != SECTION_HEADER) {
            return damaged("a block whose two lengths differ; the file is damaged here");
        }
        return switch (type) {
            case ENHANCED_PACKET, OBSOLETE_PACKET -> isPacketRead(bytes, at, type, length, length, batch, limitNanos);
            case SIMPLE_PACKET -> isSimpleRead(bytes, at, length, batch, limitNanos);
            case INTERFACE_DESCRIPTION -> Block.isInterfaceAdded(bytes, at, length, swapped, interfaces, stop);
            case SECTION_HEADER -> isSectionRead(bytes, at, length);
            default -> true;
        };
    }

    /** Of a block too long to be seen whole: long options may follow its packet. Answers whether it can be stepped over. */
    private boolean isPassed(ByteBuffer bytes, int at, int end, int type, int length, PacketBatch batch, long limitNanos) {
        if (type == SIMPLE_PACKET) {
            counters.count(BLOCK_SKIPPED);
            return true;
        }
        if (type != ENHANCED_PACKET && type != OBSOLETE_PACKET) {
            return true;
        }
        if (28 > end - at) {
            return false;
        }
        int captured = u32(bytes, at + 20);
        boolean awaited = 0 <= captured && captured <= PACKET_LIMIT && captured > end - at - 28;
        return !awaited && isPacketRead(bytes, at, type, length, end - at + 4, batch, limitNanos);
    }

    /** The fields of both kinds lie alike, but for the interface: u32, or u16 and a count of drops. */
    private boolean isPacketRead(
            ByteBuffer bytes, int at, int type, int length, int held, PacketBatch batch, long limitNanos) {
        if (length < 32) {
            counters.count(BLOCK_SKIPPED);
            return true;
        }
        int id = type == ENHANCED_PACKET ? u32(bytes, at + 8) : Block.u16(bytes, at + 8, swapped);
        int captured = u32(bytes, at + 20);
        if (Integer.compareUnsigned(id, interfaces.count()) >= 0) {
            return isInterfaceMissing();
        }
        if (captured < 0 || captured > PACKET_LIMIT || captured > Math.min(length, held) - 32) {
            counters.count(BLOCK_SKIPPED);
            return true;
        }
        long ticks = (long) u32(bytes, at + 12) << 32 | u32(bytes, at + 16) & 0xFFFF_FFFFL;
        long nanos = interfaces.nanos(id, ticks);
        if (!stop.isRoom(batch, nanos, limitNanos)) {
            return false;
        }
        if (interfaces.wasOdd()) {
            counters.count(TIME_MALFORMED);
        }
        append(batch, at + 28, captured, u32(bytes, at + 24), nanos, id);
        return true;
    }

    /** It has no time: it gets that of the packet before, and it is always the first interface's. */
    private boolean isSimpleRead(ByteBuffer bytes, int at, int length, PacketBatch batch, long limitNanos) {
        if (interfaces.count() == 0) {
            return isInterfaceMissing();
        }
        if (length < 16) {
            counters.count(BLOCK_SKIPPED);
            return true;
        }
        int original = u32(bytes, at + 8);
        int captured = original < 0 ? length - 16 : Math.min(original, length - 16);
        int snaplen = interfaces.snaplen(0);
        if (snaplen > 0) {
            captured = Math.min(captured, snaplen);
        }
        if (!stop.isRoom(batch, lastNanos, limitNanos)) {
            return false;
        }
        append(batch, at + 12, captured, original, lastNanos, 0);
        return true;
    }

    private void append(PacketBatch batch, int offset, int captured, int original, long nanos, int id) {
        int i = batch.count++;
        batch.offset[i] = offset;
        batch.captured[i] = captured;
        batch.original[i] = original;
        if (original < captured || original > WIRE_LIMIT) {
            batch.original[i] = captured;
            counters.count(LENGTH_MALFORMED);
        }
        batch.timeNanos[i] = nanos;
        batch.linkType[i] = interfaces.linkType(id);
        batch.via[i] = interfaces.via(id);
        lastNanos = nanos;
    }

    /** One stray packet is counted; a section that describes no interface at all cannot be understood. */
    private boolean isInterfaceMissing() {
        if (interfaces.count() == 0) {
            return damaged("a packet before any interface description: its link type is not known");
        }
        counters.count(BLOCK_WITHOUT_INTERFACE);
        return true;
    }

    /** 0, and damage, when the byte order cannot be told. */
    private int sectionLength(ByteBuffer bytes, int at) {
        if (!Block.isByteOrderKnown(bytes, at)) {
            damaged("a section header whose byte order cannot be told; the file is damaged here");
            return 0;
        }
        return Block.u32(bytes, at + 4, Block.isSwapped(bytes, at));
    }

    private boolean isSectionRead(ByteBuffer bytes, int at, int length) {
        swapped = Block.isSwapped(bytes, at);
        interfaces.clear();
        if (length < 28) {
            return damaged("a section header of " + length + " bytes; the file is damaged here");
        }
        if (u32(bytes, at + length - 4) != length) {
            return damaged("a block whose two lengths differ; the file is damaged here");
        }
        int major = Block.u16(bytes, at + 12, swapped);
        return major == 1 || damaged("pcapng version " + major + "; only version 1 is known");
    }

    private int u32(ByteBuffer bytes, int at) {
        return Block.u32(bytes, at, swapped);
    }
}
