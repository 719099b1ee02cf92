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
public record CaptureInterface(String name, String description, List<String> addresses, int linkType, boolean up, boolean running,
        String trouble) {

    private static final int SMALL_BUFFER = 1 << 18;

    /** All there are, opened for a moment each. @throws CaptureException when there is no libpcap */
    public static List<CaptureInterface> all() throws CaptureException {
        List<CaptureInterface> all = new ArrayList<>();
        try {
            for (PcapNetworkInterface each : Pcaps.findAllDevs()) {
                all.add(look(each));
            }
            return all;
        } catch (PcapNativeException e) {
            throw new CaptureException("the interfaces cannot be listed: " + e.getMessage(), e);
        } catch (LinkageError e) {
            throw LiveHandle.noLibrary(e);
        }
    }

    private static CaptureInterface look(PcapNetworkInterface each) {
        List<String> addresses = new ArrayList<>();
        for (PcapAddress address : each.getAddresses()) {
            InetAddress inet = address.getAddress();
            if (inet != null) {
                addresses.add(text(inet));
            }
        }
        String description = each.getDescription() == null ? "" : each.getDescription();
        int linkType = -1;
        String trouble = "";
        try {
            LiveHandle handle = LiveHandle.open(each.getName(), new LiveSettings(List.of(each.getName()), "", 256, SMALL_BUFFER, false,
                    Long.MAX_VALUE, Long.MAX_VALUE, false));
            linkType = handle.linkType();
            handle.close();
        } catch (CaptureException e) {
            trouble = e.getMessage().substring(Math.min(e.getMessage().length(), each.getName().length() + 2));
        }
        return new CaptureInterface(each.getName(), description, addresses, linkType, each.isUp(), each.isRunning(), trouble);
    }

    /** Without the zone, which names the interface once more. */
    private static String text(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }
}
