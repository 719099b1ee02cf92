package tell443.alert;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import tell443.report.OutputException;
import tell443.report.RowBuffer;
import tell443.report.Times;

/**
 * One message of RFC 5424 in each UDP datagram (RFC 5426):
 *
 * <pre>
 * &lt;133&gt;1 2026-11-22T17:52:00.123456Z HOST tell443 PID CLASS - {"flow_id":...}
 * </pre>
 * 133 is facility local0, severity notice. The message is a JSON object, in which nothing but plain characters stands as
 * it is: it cannot end a line or begin another message.
 */
public final class Syslog implements AlertSink {

    private static final String PRIORITY = "<133>1 ";
    private static final int FRACTION_TOO_LONG = "789Z".length(); // of nine digits RFC 5424 takes six
    private static final int LONGEST_HOST = 255;
    private static final int LONGEST_DATAGRAM = 65_507;

    private final InetSocketAddress server;
    private final DatagramSocket socket;
    private final byte[] sender;
    private final RowBuffer message = new RowBuffer(2048);
    private final Times times = new Times();
    private long lost;

    private Syslog(InetSocketAddress server, DatagramSocket socket) {
        this.server = server;
        this.socket = socket;
        sender = (' ' + host() + " tell443 " + ProcessHandle.current().pid() + ' ').getBytes(US_ASCII);
    }

    public static Syslog to(String host, int port) throws OutputException {
        InetSocketAddress server = new InetSocketAddress(host, port);
        if (server.isUnresolved()) {
            throw new OutputException("cannot send alerts to " + host + ": the name is not known", null, false);
        }
        try {
            return new Syslog(server, new DatagramSocket());
        } catch (SocketException e) {
            throw new OutputException("cannot send alerts to " + host + ": " + e.getMessage(), e, false);
        }
    }

    @Override
    public void alert(String label, long timeNanos, RowBuffer object) {
        message.clear();
        message.ascii(PRIORITY);
        times.write(timeNanos, message);
        message.truncate(message.length() - FRACTION_TOO_LONG);
        message.put('Z').put(sender, 0, sender.length).ascii(label).ascii(" - ").put(object.bytes(), 0, object.length());
        try {
            if (message.length() > LONGEST_DATAGRAM) {
                throw new IOException("too long");
            }
            socket.send(new DatagramPacket(message.bytes(), message.length(), server));
        } catch (IOException e) {
            lost++;
        }
    }

    @Override
    public long lost() {
        return lost;
    }

    @Override
    public void close() {
        socket.close();
    }

    /** The kernel's name of this machine; a dash, which RFC 5424 calls NILVALUE, where it is not known. */
    private static String host() {
        try {
            String name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
            boolean plain = !name.isEmpty() && name.length() <= LONGEST_HOST && name.chars().allMatch(c -> c > ' ' && c <= '~');
            return plain ? name : "-";
        } catch (IOException e) {
            return "-";
        }
    }
}
