package tell443.classify;

import java.util.ArrayList;
import java.util.List;

/** All protocols, by what carries them: only those are asked. Each table is made when a flow first needs it. */
public final class Protocols {

    private Protocols() {}

    /** Every protocol once, to be printed. */
    public static List<Protocol> all() {
        List<Protocol> all = new ArrayList<>();
        for (Carrier carrier : Carrier.values()) {
            for (Protocol protocol : on(carrier).protocols()) {
                if (!all.contains(protocol)) {
                    all.add(protocol);
                }
            }
        }
        return all;
    }

    static Questions on(Carrier carrier) {
        return switch (carrier) {
            case NOTHING -> Questions.NONE;
            case TLS -> OnTls.ALL;
            case QUIC -> OnQuic.ALL;
            case DTLS -> OnDtls.ALL;
            case TCP -> OnTcp.ALL;
            case UDP -> OnUdp.ALL;
        };
    }

    private static final class OnTls {
        static final Questions ALL = new Questions(
            Https.PROTOCOL, Doh.PROTOCOL, Dot.PROTOCOL, OtherTls.PROTOCOL, FakeTls.PROTOCOL, Tor.PROTOCOL, TlsInTls.PROTOCOL,
            ProxyPrefix.PROTOCOL, Masque.PROTOCOL, VpnOperator.PROTOCOL, Rdp.PROTOCOL,
            PacketTunnel.PROTOCOL, AnyConnectTls.PROTOCOL, Sstp.PROTOCOL, Fortinet.PROTOCOL, GlobalProtect.PROTOCOL, SoftEther.PROTOCOL,
            InTheClear.AROUND_TLS);
    }

    private static final class OnQuic {
        static final Questions ALL = new Questions(Quic.PROTOCOL, Doh.PROTOCOL, Doq.PROTOCOL, Masque.PROTOCOL, VpnOperator.PROTOCOL);
    }

    private static final class OnDtls {
        static final Questions ALL = new Questions(AnyConnect.PROTOCOL, Dtls.PROTOCOL);
    }

    private static final class OnTcp {
        static final Questions ALL = new Questions(
            OpenVpn.TCP, Ssh.PROTOCOL, PlainHttp.PROTOCOL, PlainHttp.CONNECT, Socks.PROTOCOL, IkeTcp.PROTOCOL, Rdp.PROTOCOL,
            MtProto.PROTOCOL, WhatsApp.PROTOCOL, Oscar.PROTOCOL, Dns.PROTOCOL, Dns.CRYPT, Stun.PROTOCOL,
            Mqtt.PROTOCOL, BitTorrent.PROTOCOL, FullyEncrypted.PROTOCOL, InTheClear.PROTOCOL, Unnamed.PROTOCOL, HttpDisguise.PROTOCOL,
            Tinc.PROTOCOL, SshTunnel.PROTOCOL, EncryptedProxy.PROTOCOL, ClearPackets.PROTOCOL);
    }

    private static final class OnUdp {
        static final Questions ALL = new Questions(
            WireGuard.PROTOCOL, OpenVpn.UDP, Quic.PROTOCOL, Stun.PROTOCOL, Dns.PROTOCOL, Dns.CRYPT, Ntp.PROTOCOL, BitTorrent.PROTOCOL,
            Fastd.PROTOCOL, Nebula.PROTOCOL, IkeUdp.PROTOCOL, L2tp.PROTOCOL, InnerConnection.UDP, InTheClear.PROTOCOL, Unnamed.PROTOCOL,
            RandomDatagrams.PROTOCOL, SoftEther.UDP, ClearPackets.PROTOCOL);
    }
}
