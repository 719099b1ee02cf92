package tell443.tls;

/** What {@link RdpUdpReader} must keep of one connection of Remote Desktop over UDP. */
public final class RdpUdpConnection {

    final CarriedTls carried = new CarriedTls();
    /** The side that sent the SYN. */
    int client;
    /** Sequence number of the SYN. */
    int sequence;
    /** The SYN asked for a transport that loses packets: then it carries DTLS. */
    boolean lossy;
    /** 0 until the SYN was answered. */
    int version;
    int packets;

    /** The handshake in it. */
    public CarriedTls carried() {
        return carried;
    }
}
