package tell443.cli;

import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import tell443.net.PortSet;

/** What the kernel is to let through when it shall drop what the ports do not ask for, in tcpdump's language. */
final class KernelFilter {

    static final Option OPTION = Commands.flag("", "kernel-filter",
            "let the kernel drop what is neither on --ports nor DNS: costs less on a busy link, and finds nothing in tunnels");

    /** Later fragments have no ports: IPv4, and IPv6 where the fragment header comes first. */
    private static final String FRAGMENTS = "ip[6:2] & 0x1fff != 0 or ip6 proto 44";

    private KernelFilter() {}

    /** One for links that may have VLAN tags, and one for others; that of {@code --filter}; or none. */
    static List<String> of(CommandLine line, AnalysisOptions analysis) throws UsageException {
        if (!line.hasOption(OPTION)) {
            return analysis.filter().isEmpty() ? List.of() : List.of(analysis.filter());
        }
        if (!analysis.filter().isEmpty()) {
            throw new UsageException("give either --kernel-filter or --filter");
        }
        if (analysis.ports().isAny()) {
            throw new UsageException("--kernel-filter keeps what is on --ports, and any is every port; leave one of them out");
        }
        String wanted = ports(analysis.ports()) + " or port 53 or " + FRAGMENTS;
        return List.of(wanted + " or (vlan and (" + wanted + "))", wanted);
    }

    private static String ports(PortSet ports) {
        StringBuilder text = new StringBuilder();
        int port = 0;
        while (port < PortSet.PORTS) {
            int end = port;
            while (end < PortSet.PORTS && ports.contains(end)) {
                end++;
            }
            if (end > port) {
                text.append(text.length() == 0 ? "" : " or ")
                        .append(end == port + 1 ? "port " + port : "portrange " + port + '-' + (end - 1));
            }
            port = end + 1;
        }
        return text.toString();
    }
}
