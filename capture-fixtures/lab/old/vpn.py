"""Tunnels: OpenVPN, WireGuard, ocserv."""
import os
import subprocess

from lab.lab import scenario
from lab.tools import sh

INSIDE = 8000


def inner_server(lab, address):
    """Something to fetch through the tunnel."""
    (lab.temp / "inside").mkdir(exist_ok=True)
    (lab.temp / "inside" / "file").write_bytes(b"inside " * 4000)
    lab.serve("python3", "-m", "http.server", "-b", address, "-d", lab.path("inside"), str(INSIDE), wait=f"tcp:{INSIDE}")


def use_tunnel(lab, address):
    lab.client("ping", "-c", "4", "-i", "0.2", "-s", "56", address)
    lab.client("curl", "-sS", "-o", "/dev/null", f"http://{address}:{INSIDE}/file")


def openvpn(lab, transport):
    static, v2_server, v2_client = lab.path("static.key"), lab.path("v2-server.key"), lab.path("v2-client.key")
    sh("openvpn", "--genkey", "secret", static)
    sh("openvpn", "--genkey", "tls-crypt-v2-server", v2_server)
    sh("openvpn", "--tls-crypt-v2", v2_server, "--genkey", "tls-crypt-v2-client", v2_client)
    variants = [("TLS only", [], []), ("tls-auth", ["--tls-auth", static, "0"], ["--tls-auth", static, "1"]),
                ("tls-auth with SHA-512", ["--auth", "SHA512", "--tls-auth", static, "0"], ["--auth", "SHA512", "--tls-auth", static, "1"]),
                ("tls-crypt", ["--tls-crypt", static], ["--tls-crypt", static]),
                ("tls-crypt-v2", ["--tls-crypt-v2", v2_server], ["--tls-crypt-v2", v2_client])]
    base = ["openvpn", "--dev", "tun", "--ca", lab.ca, "--verb", "3", "--script-security", "1"]
    lab.capture()
    for what, for_server, for_client in variants:
        server = lab.serve(*base, "--proto", "udp" if transport == "udp" else "tcp-server", "--local", "198.51.100.2", "--port", "443",
                           "--server", "10.8.0.0", "255.255.255.0", "--topology", "subnet", "--dh", "none", "--cert", lab.cert,
                           "--key", lab.key, *for_server, wait=f"{transport}:443")
        client = lab.serve(*base, "--client", "--remote", "198.51.100.2", "443", "--proto", "udp" if transport == "udp" else "tcp-client",
                           "--nobind", "--cert", lab.path("client.pem"), "--key", lab.path("client.key"), *for_client,
                           ns=lab.client_ns, seconds=2.5)
        inner_server(lab, "10.8.0.1")
        use_tunnel(lab, "10.8.0.1")
        for process in (lab.processes[-1], client, server):
            lab.stop(process)
    return [(f"vpn/openvpn-{transport}", what) for what, *_ in variants]


@scenario("openvpn-udp", "OpenVPN over UDP, its control channel bare, authenticated and encrypted; pings and a download inside.",
          "openvpn", "curl")
def openvpn_udp(lab):
    return openvpn(lab, "udp")


@scenario("openvpn-tcp", "OpenVPN over TCP, its control channel bare, authenticated and encrypted; pings and a download inside.",
          "openvpn", "curl")
def openvpn_tcp(lab):
    return openvpn(lab, "tcp")


@scenario("openvpn-static-key", "OpenVPN with a static key: no handshake at all, every datagram looks random.", "openvpn", "curl")
def openvpn_static(lab):
    key = lab.path("static.key")
    sh("openvpn", "--genkey", "secret", key)
    base = ["openvpn", "--dev", "tun", "--proto", "udp", "--secret", key, "--cipher", "AES-256-CBC"]
    lab.capture()
    lab.serve(*base, "--local", "198.51.100.2", "--port", "443", "--ifconfig", "10.8.0.1", "10.8.0.2", wait="udp:443")
    lab.serve(*base, "--remote", "198.51.100.2", "443", "--nobind", "--ifconfig", "10.8.0.2", "10.8.0.1", ns=lab.client_ns, seconds=2)
    inner_server(lab, "10.8.0.1")
    use_tunnel(lab, "10.8.0.1")
    return [("vpn/openvpn-udp", "static key; cannot be told from other random datagrams")]


@scenario("wireguard", "WireGuard on UDP 443: handshake, pings and a download inside.", "wireguard-go", "wg", "curl")
def wireguard(lab):
    keys = {}
    for side in ("client", "server"):
        private = sh("wg", "genkey")
        lab.write(f"{side}.key64", private)
        keys[side] = subprocess.run(["wg", "pubkey"], input=private, capture_output=True, text=True, check=True).stdout.strip()
    names = {"server": f"wgs{os.getpid()}", "client": f"wgc{os.getpid()}"}
    for side, ns, address in (("server", lab.server_ns, "10.7.0.1/24"), ("client", lab.client_ns, "10.7.0.2/24")):
        lab.serve("wireguard-go", "-f", names[side], ns=ns, seconds=0.8)
        other = "client" if side == "server" else "server"
        extra = ["listen-port", "443"] if side == "server" else []
        endpoint = ["endpoint", "198.51.100.2:443"] if side == "client" else []
        lab.client("wg", "set", names[side], *extra, "private-key", lab.path(f"{side}.key64"), "peer", keys[other], *endpoint,
                   "allowed-ips", "10.7.0.0/24", server_side=side == "server")
        sh("ip", "-n", ns, "address", "add", address, "dev", names[side])
        sh("ip", "-n", ns, "link", "set", names[side], "mtu", "1420", "up")
    lab.capture()
    inner_server(lab, "10.7.0.1")
    use_tunnel(lab, "10.7.0.1")
    return [("vpn/wireguard", "handshake and data", "wg")]


@scenario("anyconnect", "openconnect and ocserv speak Cisco's AnyConnect: TLS, then DTLS to the same port, resumed or with a PSK.",
          "ocserv", "openconnect", "curl")
def anyconnect(lab):
    subprocess.run(["ocpasswd", "-c", lab.path("passwords"), "user"], input="secret\nsecret\n", text=True, check=True, capture_output=True)
    config = f"""auth = "plain[passwd={lab.temp}/passwords]"
listen-host = 198.51.100.2
tcp-port = 443
udp-port = 443
run-as-user = root
run-as-group = root
socket-file = {lab.temp}/ocserv.socket
server-cert = {lab.cert}
server-key = {lab.key}
isolate-workers = false
max-clients = 4
device = vpns
ipv4-network = 10.9.0.0/24
predictable-ips = false
ping-leases = false
keepalive = 300
dpd = 90
mtu = 1300
cisco-client-compat = true
dtls-legacy = true
"""
    script = lab.write("script", "#!/bin/sh\n[ \"$reason\" = connect ] || exit 0\nip address add $INTERNAL_IP4_ADDRESS/24 dev $TUNDEV\n"
                                 "ip link set $TUNDEV mtu 1200 up\n")
    os.chmod(script, 0o755)
    lab.serve("ocserv", "-f", "-c", lab.write("ocserv.conf", config), wait="tcp:443")
    lab.capture()
    with open(lab.write("password", "secret\n")) as password:
        lab.serve("openconnect", "--non-inter", "--passwd-on-stdin", "-u", "user", "--cafile", lab.ca, "-s", script,
                  "-i", "tun0", "https://vpn.example/", ns=lab.client_ns, stdin=password, seconds=4)
    inner_server(lab, "10.9.0.1")
    use_tunnel(lab, "10.9.0.1")
    lab.stop(lab.processes[-2])
    def label(flow):
        if flow.transport == "udp":
            return "vpn/anyconnect-dtls", "DTLS beside the TLS connection", "dtls"
        return "vpn/anyconnect-tls", "log-in or tunnel control", "vpn.example"
    return label
