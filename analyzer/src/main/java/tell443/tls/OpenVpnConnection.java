package tell443.tls;

/** What {@link OpenVpnReader} must keep of the control channel of one OpenVPN connection. */
public final class OpenVpnConnection {

    final CarriedTls carried = new CarriedTls();
    int hmac = OpenVpnPacket.UNKNOWN;
    int packets;

    /** The handshake in the channel. */
    public CarriedTls carried() {
        return carried;
    }

    /** A packet had the structure of a control channel that can be read. */
    public boolean isRecognised() {
        return hmac != OpenVpnPacket.UNKNOWN;
    }
}
