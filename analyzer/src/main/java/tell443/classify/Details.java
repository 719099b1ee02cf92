package tell443.classify;

import java.util.LinkedHashMap;
import java.util.Map;

/** What every value of the column {@code protocol} says, for people. */
public final class Details {

    private static final String TEXT = """
            https/h1|HTTP/1.1: the server selects it, or nothing else is offered
            https/h2|HTTP/2: the server selects it, or nothing else is offered
            https/tls|TLS that may be the web; the HTTP version is not visible
            doh/h1|DNS over HTTPS, HTTP/1.1
            doh/h2|DNS over HTTPS, HTTP/2
            doh/h3|DNS over HTTPS, HTTP/3
            doh/tls|DNS over HTTPS; the HTTP version is not visible
            doh/dot|DNS over TLS
            doh/doq|DNS over QUIC
            doh/dnscrypt|DNSCrypt
            vpn/openvpn-udp|OpenVPN over UDP
            vpn/openvpn-tcp|OpenVPN over TCP
            vpn/wireguard|WireGuard
            vpn/anyconnect-dtls|Cisco AnyConnect or openconnect: data over DTLS
            vpn/anyconnect-tls|Cisco AnyConnect or openconnect: log-in, and data where DTLS does not get through
            vpn/fortinet|Fortinet's SSL-VPN
            vpn/globalprotect|Palo Alto's GlobalProtect in TLS
            vpn/sstp|Microsoft's SSTP
            vpn/softether|SoftEther VPN
            vpn/ike-tcp|IKE and ESP in TCP
            vpn/ike-udp|IKE over UDP, and the ESP that follows
            vpn/l2tp|L2TP
            vpn/fastd|fastd
            vpn/nebula|Nebula
            vpn/tinc|tinc
            vpn/ssh-tunnel|SSH that forwards connections
            vpn/tor|Tor
            vpn/tls-in-tls|a proxy in TLS that carries TLS
            vpn/fake-tls|a tunnel in what only looks like TLS
            vpn/fully-encrypted|a proxy that is random from the first byte, such as Shadowsocks; TLS inside
            vpn/masque|a tunnel in HTTP, such as iCloud Private Relay
            vpn/unknown-tunnel|a proxy or tunnel; the evidence says which: SOCKS, HTTP CONNECT, SSH in TLS, IP packets in TLS or UDP, ...
            quic/h3|HTTP/3 offered
            quic/gquic|Google's QUIC, before the IETF's
            quic/midstream|QUIC whose ClientHello was not read
            other/http|HTTP in the clear
            other/ssh|SSH
            other/stun|STUN or TURN
            other/dtls|DTLS
            other/tls|TLS whose application protocol is not the web's
            other/rdp|Remote Desktop
            other/mtproto|Telegram's MTProto
            other/whatsapp-noise|WhatsApp
            other/oscar|OSCAR (AIM, ICQ)
            other/dns|DNS in the clear
            other/ntp|NTP
            other/mqtt|MQTT
            other/bittorrent|BitTorrent
            other/smtp|SMTP
            other/ftp|FTP
            other/imap|IMAP
            other/pop3|POP3
            other/vnc|VNC
            other/rsync|rsync
            other/nats|NATS
            other/munin|Munin
            other/nntp|NNTP
            other/managesieve|ManageSieve
            other/xmpp|XMPP (Jabber)
            other/irc|IRC
            other/sip|SIP
            other/rtsp|RTSP
            other/stomp|STOMP
            other/redis|Redis
            other/memcached|Memcached
            other/git|Git's own protocol
            other/fix|FIX
            other/gnutella|Gnutella
            other/syslog|syslog
            other/iperf3|iperf3, a test of throughput
            other/postgresql|PostgreSQL
            other/mysql|MySQL or MariaDB
            other/ldap|LDAP
            other/amqp|AMQP
            other/kafka|Kafka
            other/cassandra|Cassandra
            other/mongodb|MongoDB
            other/smb|SMB
            other/rtmp|RTMP
            other/telnet|Telnet
            other/smpp|SMPP
            other/diameter|Diameter
            other/tds|TDS (Microsoft SQL Server)
            other/oracle|Oracle Net
            other/dcerpc|DCE/RPC
            other/modbus|Modbus
            other/opc-ua|OPC UA
            other/rpc|ONC RPC, such as NFS
            other/thrift|Thrift
            other/zabbix|Zabbix
            other/bitcoin|Bitcoin
            other/openwire|OpenWire (ActiveMQ)
            other/rtp|RTP and RTCP
            other/coap|CoAP
            other/snmp|SNMP
            other/radius|RADIUS
            other/dhcp|DHCP
            other/ssdp|SSDP
            other/tftp|TFTP
            other/source-query|queries of Source and Steam game servers
            other/quake|queries of Quake's kin
            other/raknet|RakNet, as in games
            other/collectd|collectd
            other/netflow|NetFlow or IPFIX
            other/discord|calls of Discord
            other/zoom|calls of Zoom
            other/telegram|calls of Telegram
            other/teamspeak|TeamSpeak
            other/mumble|Mumble
            other/teamviewer|TeamViewer
            other/citrix|Citrix ICA
            other/minecraft|Minecraft
            other/srt|SRT
            other/kcp|KCP
            other/unnamed|messages in the clear of a protocol that the program does not name
            other/fully-encrypted|random from the first byte; by which program is not visible
            unknown/no-payload|nothing was sent: scans, refused connections
            unknown/encrypted-midstream|TLS whose start is not in the capture
            unknown/undecided|no evidence, too little of it, or evidence that contradicts itself
            """;

    private Details() {}

    /** By value, in the order of the classes. Besides these QUIC may show any application protocol: quic/NAME. */
    public static Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        for (String line : TEXT.split("\n")) {
            int bar = line.indexOf('|');
            all.put(line.substring(0, bar), line.substring(bar + 1));
        }
        return all;
    }
}
