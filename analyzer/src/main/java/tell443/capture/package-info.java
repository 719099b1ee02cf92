/**
 * Packets in batches, whatever they come from.
 *
 * <p>Crosses the border: {@link tell443.capture.CaptureFiles} opens what a person named, and gives a
 * {@link tell443.capture.PacketSource} that fills a {@link tell443.capture.PacketBatch};
 * {@link tell443.capture.FilteredSource} lets through what a filter expression accepts. {@link tell443.capture.LiveCapture}
 * opens interfaces as such a source, {@link tell443.capture.CaptureInterface} lists them, {@link tell443.capture.Privileges}
 * gives up what only the opening needed. What is wrong with the world is
 * a {@link tell443.capture.CaptureException}, with a filter expression a {@link tell443.capture.FilterException}.
 *
 * <p>Behind it, from the person to the packet: {@code Arguments} (names to files), {@code MergedSource} (files to one
 * stream), {@code CaptureReader} (bytes to batches), {@code PcapRecords} and {@code PcapngRecords} (bytes to packets);
 * Live: {@code LiveSource} (interfaces to one stream), {@code LiveTrack} (one of them), {@code BatchDrain} (libpcap to pcap
 * records, which {@code PcapRecords} reads), {@code LiveWait} and {@code LiveWatch} (what to do while nothing comes).
 * {@code FileBytes}, {@code PipeBytes}, {@code StreamBytes}, {@code GzipBytes} and {@code Unpacking} bring the bytes.
 *
 * <p>Why a direct buffer with columns: in experiments before this was written, {@code FileChannel.read} into a direct buffer
 * and absolute getters cost 68 ns per packet, a byte array 95 ns (one more copy), a packet object of pcap4j 1,490 ns.
 *
 * <p>Why the file is read straight into the batch: the records are walked where they lie, so a packet costs the kernel's
 * copy and 7 to 15 ns, 5 to 8 of them the walk in the cache (warm; 187 to 1,047 bytes per packet).
 * Only the cut-off last record, and what must wait for another file's turn, is copied once more, into a window that
 * belongs to the reader: several batches are on their way at the same time, so none of them can keep it.
 *
 * <p>Why reading 1 MiB at once: in whole runs 256 KiB makes no difference, 128 KiB costs one or two percent more on long flows.
 *
 * <p>Why a merge by runs: the oldest capture gives everything up to the next one's first packet in one walk. A rotated set
 * costs what one file costs (20 ns per packet), four files that alternate packet by packet 77 ns. Ties go to the capture
 * that began first, so that a rotated set is one sequence whatever the order of its names. A capture's own order is kept
 * even where its clock steps back; where it does so across the cut of a rotated set, the merge cannot know and goes by time.
 *
 * <p>Why every file is opened twice when there are several: its first packet says when its turn comes. It is then closed
 * until that turn, so thousands of files that follow each other need one descriptor and one window. Of files that overlap
 * at most 64 are open; the others are parked at their position. Each holds its read-ahead: 16 MiB together, but at least
 * 16 KiB each, and its unpacker's state where it is packed.
 *
 * <p>Why gzip is unpacked by our own 150 lines around {@code Inflater}: GZIPInputStream keeps silent about bytes behind
 * the last member, and copies through two more arrays.
 *
 * <p>Why damage ends a file: behind a length that lies nothing can be trusted. Two captures strung together are named as
 * such and not read on: the second one belongs elsewhere in time. A pcapng block keeps its frame, so a lie inside it is
 * counted and the next block is read; a block whose two lengths differ is damage.
 *
 * <p>Why own BPF: libpcap compiles, so that an expression means what it means to tcpdump; running it here needs no native
 * call per packet, and works on packets that libpcap did not read. Compared with tcpdump on 39 expressions and 83
 * captures: the same counts in all pairs but those of a capture with two link types, which tcpdump refuses.
 *
 * <p>Why live packets are dumped into memory: {@code pcap_dispatch} with libpcap's own {@code pcap_dump} as callback, into a C
 * file whose buffer is ours, fills 63 packets with one call and allocates nothing; the records are then read by the code for
 * files. In experiments a packet cost 190 ns so, 184 to 261 with {@code pcap_next_ex} through JNA, 785 and more through
 * pcap4j's listeners. A whole run, analysis and all, costs 460 ns of processor time per packet of a mix,
 * tcpdump to the null device 190 ({@code scripts/live-bench}; an earlier look at fetching one by one: twice as much, and a sixth
 * was lost). The file is the null device, so a rewind copies nothing; that the buffer cannot run over is
 * arithmetic ({@code room / (snaplen + 16)}). Where the C library does it otherwise, the file's header does not appear in
 * the buffer, and packets are fetched one by one. libpcap is opened by calls of our own for the sake of its status codes; pcap4j lists.
 *
 * <p>Why a live source never waits inside libpcap: a read with a time-out does not return on an idle interface (libpcap 1.10,
 * TPACKET_V3), and one that another thread closes hangs. Handles do not block; {@code poll} waits for them, a tenth of a second
 * at most, which is also how soon a run stops. The thread that reads closes.
 *
 * <p>Why a live source has a clock: flows end while nothing comes. It runs from the time of a packet by the monotonic clock,
 * a quarter of a second late, because the kernel hands packets out up to a tenth late. A clock set back stops nothing; one set
 * forward ends what is idle.
 *
 * <p>Why no filter of its own: {@code port 443} would lose fragments, tunnels and most VLANs. Without one every
 * packet is copied once by the kernel and twice here. Why 65,535 bytes of each: records of a stream are followed through whole
 * segments, and offloads make these long. Why 64 MiB of buffer: 21,800 packets in one burst lost nothing with it, 19,116 with
 * libpcap's 2 MiB. From packet to verdict go 0.7 to 1.1 seconds (median, at most; 99.9 % within 1.6), because open flows are looked
 * at once a second; with 20 ms of patience instead of 100 it was the same.
 *
 * <p>Why no immediate mode, not for the screen either: libpcap then takes TPACKET_V2, which cuts the buffer into slots of a snaplen each,
 * 1,023 in 64 MiB. Of a burst of 8,520 packets that came while nobody read 7,497 were lost so, and none without. What it gains is the
 * tenth of a second of patience: a first packet was on the screen after 0.9 to 1.1 s without it and 0.7 to 0.9 with it (medians of
 * 25; at most 1.4 and 1.5), because a picture is of the last look.
 *
 * <p>Why the end waits: at ^C the kernel holds what came within its tenth of a second, and more when we are behind. What came before
 * the signal is read for a second at most, and what is left then is counted (PACKETS_LEFT) with the other losses.
 *
 * <p>Why an interface that is gone is waited for half a minute: tunnels and USB adapters come back, and a service manager
 * can start us again. Whoever has given up its rights cannot open it again: then the run ends at once, with status 1.
 * Several interfaces are merged by time; a packet waits a quarter of a second for older ones of a silent neighbour, never longer than one.
 */
package tell443.capture;
