package tell443.capture;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.pcap4j.core.PcapAddress;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface;
import org.pcap4j.core.Pcaps;

/**
 * Something that can be captured on. Names and descriptions are the system's, not to be trusted.
 *
 * @param linkType as a LINKTYPE_ value; -1 when it cannot be known
 * @param trouble why it cannot be opened; empty when it can
 */
public record CaptureInterface(String name, String description, List<InetAddress> addresses, int linkType, boolean up, boolean running,
        String trouble) {

    private static final int SMALL_BUFFER = 1 << 18;

    /** All network interfaces, opened for a moment each. @throws CaptureException when there is no libpcap */
    public static List<CaptureInterface> all() throws CaptureException {
        List<CaptureInterface> all = new ArrayList<>();
        try {
            for (PcapNetworkInterface each : Pcaps.findAllDevs()) {
                if (LinkState.of(each.getName()) != LinkState.ABSENT) { // not nfqueue and the like, where opening takes packets away
                    all.add(look(each));
                }
            }
            return all;
        } catch (PcapNativeException e) {
            throw new CaptureException("the interfaces cannot be listed: " + e.getMessage(), e);
        } catch (LinkageError e) {
            throw LiveHandle.noLibrary(e);
        }
    }

    /** Of several, what to do about it need not be said. */
    private static CaptureInterface look(PcapNetworkInterface each) {
        List<InetAddress> addresses = new ArrayList<>();
        for (PcapAddress address : each.getAddresses()) {
            if (address.getAddress() != null) {
                addresses.add(address.getAddress());
            }
        }
        String description = each.getDescription() == null ? "" : each.getDescription();
        int linkType = -1;
        String trouble = "";
        try {
            LiveHandle handle = LiveHandle.open(each.getName(), new LiveSettings(List.of(each.getName()), List.of(), 256, SMALL_BUFFER,
                    false, Long.MAX_VALUE, Long.MAX_VALUE, any -> true, false));
            linkType = handle.linkType();
            handle.close();
        } catch (CaptureException e) {
            trouble = e.getMessage().substring(each.getName().length() + 2).replaceFirst(";.*", "");
        }
        return new CaptureInterface(each.getName(), description, addresses, linkType, each.isUp(), each.isRunning(), trouble);
    }
}
