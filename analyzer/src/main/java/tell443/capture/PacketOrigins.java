package tell443.capture;

import java.util.List;

/** Where the packets of a batch come from, by the numbers that it has for that. */
public interface PacketOrigins {

    /** Names for {@link PacketBatch#source}: files as named on the command line, or interfaces. */
    String name(int source);

    /** An interface that a capture file names, for {@link PacketBatch#via}. */
    default CapturedInterface interfaceOf(int source, int via) {
        return CapturedInterface.NONE;
    }

    /** Of every interface, in the order of {@link #name}, as of the last look; empty where the packets were captured by others. */
    default List<InterfaceStatistics> statistics() {
        return List.of();
    }
}
