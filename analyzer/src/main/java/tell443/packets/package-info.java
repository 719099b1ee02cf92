/**
 * The packets of chosen flows, written as a pcapng file for Wireshark.
 *
 * <p>Crosses the border: {@link tell443.packets.PacketFile} writes; {@link tell443.packets.ChosenFlows} remembers the chosen
 * flows of one pass over files and picks their packets in a second one; {@link tell443.packets.HeldPackets} keeps packets
 * until their flows are judged, for what can be read only once.
 *
 * <p>Why:
 * <ul>
 *   <li>Verdicts come late, packets early. Files are read twice: the second pass knows all verdicts and holds nothing but
 *       some 24 bytes per chosen flow, so no packet is ever missed. It costs a second analysis without judgement; to
 *       follow flows again is what makes a packet's flow the same one both times, whatever ended or was evicted.
 *   <li>Of a pipe or an interface the undecided packets wait in one ring of bytes, first in, first out: the file keeps the
 *       order of the capture, and the loss, when the ring is full, is that of the oldest undecided packet. It is counted.
 *   <li>A flow that was chosen once stays chosen, so that an active time-out makes verdicts, and room, come earlier.
 *   <li>The verdict stands as a comment at the flow's first written packet, in the names of the columns. Verdicts repeat,
 *       so each text is kept once. Clients make names of protocols up, so behind 4 MiB of texts a new one is brief.
 *   <li>An interface is a capture, an interface that it names, and a link type. libpcap reads files of several interfaces
 *       only where snap lengths agree: all have 0, which is no limit.
 *   <li>IP fragments belong to a flow as much as the packet that completes them, and Wireshark needs them all. Which flow is
 *       known when the datagram is whole: they are written right before its last one, so their times may step back.
 *   <li>At the end of what was captured here stands how much of it was lost, for each interface (Interface Statistics Block). A
 *       file that follows another one in the same run says everything again: each can be read alone.
 *   <li>Packets go to files in turn by their own times, not by those of their flows: then all files together are what one file
 *       would be, in its order, and an hour has its file as soon as no packet of it is undecided, which may be after a flow of five
 *       minutes has its row. A packet that is late is in the file of the one before.
 *   <li>Names of interfaces come from the file and are kept up to a million characters; further interfaces are nameless.
 * </ul>
 */
package tell443.packets;
