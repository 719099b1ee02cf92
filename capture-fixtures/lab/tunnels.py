"""Tunnels and proxies: OpenVPN, WireGuard, ocserv, stunnel, ssh, tinyproxy, Shadowsocks."""
import os
import subprocess

from lab.lab import scenario, sh
from lab.web import curl, nginx

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


@scenario("openvpn-udp", "OpenVPN over UDP, its control channel bare, authenticated and encrypted; pings and a download inside.", "openvpn", "curl")
def openvpn_udp(lab):
    return openvpn(lab, "udp")


@scenario("openvpn-tcp", "OpenVPN over TCP, its control channel bare, authenticated and encrypted; pings and a download inside.", "openvpn", "curl")
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


def sshd(lab, address, port):
    lab.make_folder("/run/sshd")
    for name in ("host", "user"):
        sh("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "lab", "-f", lab.path(name))
    os.chmod(lab.path("host"), 0o600)
    sh("cp", lab.path("user.pub"), lab.path("authorized"))
    return lab.serve("/usr/sbin/sshd", "-D", "-e", "-f", "/dev/null", "-h", lab.path("host"), "-o", "StrictModes=no", "-o", "UsePAM=no",
                     "-o", f"AuthorizedKeysFile={lab.temp}/authorized", "-o", f"ListenAddress={address}:{port}", "-o", "PidFile=none",
                     "-o", "PermitRootLogin=yes", wait=f"tcp:{port}")


def ssh(lab, port, *arguments):
    return ["ssh", "-F", "none", "-i", lab.path("user"), "-p", str(port), "-o", "StrictHostKeyChecking=no",
            "-o", f"UserKnownHostsFile={lab.temp}/known", "-o", "LogLevel=ERROR", *arguments]


@scenario("ssh-443", "SSH on port 443: a short command.", "sshd", "ssh")
def ssh_443(lab):
    sshd(lab, "198.51.100.2", 443)
    lab.capture()
    lab.client(*ssh(lab, 443, "root@198.51.100.2", "seq 1 500"))
    return [("other/ssh", "one command", "c>SSH-2.0", "s>SSH-2.0")]


@scenario("ssh-tunnel", "SSH on port 443 used as a tunnel (ssh -D): pages are fetched through it.", "sshd", "ssh", "nginx", "curl")
def ssh_tunnel(lab):
    nginx(lab)
    sshd(lab, "198.51.100.2", 443)
    lab.capture()
    lab.serve(*ssh(lab, 443, "-N", "-D", "127.0.0.1:1080", "root@198.51.100.2"), ns=lab.client_ns, wait="tcp:1080")
    for page in ("", "a.js", "i3.png"):
        curl(lab, "--socks5-hostname", "127.0.0.1:1080", f"https://www.example/{page}")
    return [("vpn/ssh-tunnel", "three pages through ssh -D", "c>SSH-2.0", "s>SSH-2.0")]


@scenario("socks", "A SOCKS proxy on port 443, versions 5 and 4a; TLS to the web server inside.", "sshd", "ssh", "nginx", "curl")
def socks(lab):
    nginx(lab)
    sshd(lab, "127.0.0.1", 2200)
    lab.serve(*ssh(lab, 2200, "-N", "-D", "198.51.100.3:443", "root@127.0.0.1"), ns=lab.server_ns,
              wait="tcp:443:198.51.100.3")
    lab.capture(filter="host 198.51.100.3 and port 443")
    curl(lab, "--socks5-hostname", "198.51.100.3:443", "https://www.example/")
    curl(lab, "--socks4a", "198.51.100.3:443", "https://www.example/a.js")
    return [("vpn/unknown-tunnel", "SOCKS5, then TLS", "c>\x05", "s>\x05\x00"), ("vpn/unknown-tunnel", "SOCKS4a, then TLS", "c>\x04\x01")]


def tinyproxy(lab, address, port):
    lab.serve("tinyproxy", "-d", "-c", lab.write("tinyproxy.conf", f"Listen {address}\nPort {port}\nUser root\nTimeout 60\nMaxClients 9\n"),
              wait=f"tcp:{port}:{address}")


@scenario("http-connect", "An HTTP proxy on port 443: CONNECT in the clear, then TLS; and a page fetched through it without TLS.",
          "tinyproxy", "nginx", "curl")
def http_connect(lab):
    nginx(lab, "error_page 497 =200 /index.html;")
    tinyproxy(lab, "198.51.100.3", 443)
    lab.capture(filter="host 198.51.100.3 and port 443")
    curl(lab, "-x", "http://proxy.example:443", "https://www.example/")
    curl(lab, "-x", "http://proxy.example:443", "http://www.example:443/", ok=False)
    return [("vpn/unknown-tunnel", "CONNECT, then TLS", "c>CONNECT"), ("other/http", "GET with an absolute address, no tunnel", "c>GET http://")]


def stunnel(lab, name, text, ns=None, wait=None):
    return lab.serve("stunnel4", lab.write(name, f"foreground = yes\npid =\nsyslog = no\n{text}"), ns=ns, wait=wait)


@scenario("tls-in-tls", "An HTTPS proxy: CONNECT and a whole TLS connection inside TLS.", "stunnel4", "tinyproxy", "nginx", "curl")
def tls_in_tls(lab):
    nginx(lab)
    tinyproxy(lab, "127.0.0.1", 3128)
    stunnel(lab, "s.conf", f"[p]\naccept = 198.51.100.3:443\nconnect = 127.0.0.1:3128\ncert = {lab.cert}\nkey = {lab.key}\n", wait="tcp:443:198.51.100.3")
    lab.capture(filter="host 198.51.100.3 and port 443")
    for version in ("1.3", "1.2"):
        curl(lab, "-x", "https://proxy.example:443", "--proxy-cacert", lab.ca, f"--tls-max", version, "https://www.example/",
             "https://www.example/a.js")
    return [("vpn/tls-in-tls", "TLS 1.3 inside TLS 1.3"), ("vpn/tls-in-tls", "TLS 1.2 inside")]


@scenario("stunnel-ssh", "SSH inside TLS by stunnel: nothing but record sizes can tell it from a web page.", "stunnel4", "sshd", "ssh")
def stunnel_ssh(lab):
    sshd(lab, "127.0.0.1", 2200)
    stunnel(lab, "s.conf", f"[p]\naccept = 198.51.100.3:443\nconnect = 127.0.0.1:2200\ncert = {lab.cert}\nkey = {lab.key}\n", wait="tcp:443")
    stunnel(lab, "c.conf", "[p]\nclient = yes\naccept = 127.0.0.1:2222\nconnect = 198.51.100.3:443\n", ns=lab.client_ns, wait="tcp:2222")
    lab.capture()
    lab.client(*ssh(lab, 2222, "root@127.0.0.1", "seq 1 500"))
    return [("vpn/unknown-tunnel", "stunnel, SSH inside", "tls")]


@scenario("stunnel-openvpn", "OpenVPN over TCP inside TLS by stunnel: OpenVPN's message sizes show through the records.", "stunnel4", "openvpn", "curl")
def stunnel_openvpn(lab):
    base = ["openvpn", "--dev", "tun", "--ca", lab.ca]
    lab.serve(*base, "--proto", "tcp-server", "--local", "127.0.0.1", "--port", "1194", "--server", "10.8.0.0", "255.255.255.0",
              "--topology", "subnet", "--dh", "none", "--cert", lab.cert, "--key", lab.key, wait="tcp:1194")
    stunnel(lab, "s.conf", f"[p]\naccept = 198.51.100.3:443\nconnect = 127.0.0.1:1194\ncert = {lab.cert}\nkey = {lab.key}\n", wait="tcp:443")
    stunnel(lab, "c.conf", "[p]\nclient = yes\naccept = 127.0.0.1:1194\nconnect = 198.51.100.3:443\n", ns=lab.client_ns, wait="tcp:1194")
    lab.capture()
    client = lab.serve(*base, "--client", "--remote", "127.0.0.1", "1194", "--proto", "tcp-client", "--nobind", "--cert",
                       lab.path("client.pem"), "--key", lab.path("client.key"), ns=lab.client_ns, seconds=2.5)
    inner_server(lab, "10.8.0.1")
    use_tunnel(lab, "10.8.0.1")
    lab.stop(client)
    return [("vpn/unknown-tunnel", "stunnel, OpenVPN inside", "tls")]


@scenario("shadowsocks", "Shadowsocks: random from the first byte. Once bare, once with simple-obfs, which plays a TLS handshake.",
          "ss-server", "ss-local", "obfs-server", "nginx", "curl")
def shadowsocks(lab):
    nginx(lab)
    lab.capture(filter="host 198.51.100.3 and port 443")
    common = ["-k", "example password", "-m", "chacha20-ietf-poly1305", "-s", "198.51.100.3", "-p", "443"]
    for plugin, options in (("", ""), ("obfs", "obfs=tls")):
        for_server = ["--plugin", "obfs-server", "--plugin-opts", options] if plugin else []
        for_client = ["--plugin", "obfs-local", "--plugin-opts", options + ";obfs-host=cdn.example"] if plugin else []
        server = lab.serve("ss-server", *common, *for_server, wait="tcp:443:198.51.100.3")
        client = lab.serve("ss-local", *common, "-l", "1080", "-b", "127.0.0.1", *for_client, ns=lab.client_ns, wait="tcp:1080")
        for page in ("", "a.js"):
            curl(lab, "--socks5-hostname", "127.0.0.1:1080", f"https://www.example/{page}")
        lab.stop(client)
        lab.stop(server)
    return lambda flow: (("vpn/fake-tls", "simple-obfs, TLS", "cdn.example") if "cdn.example" in flow.names else
                         ("vpn/fully-encrypted", "Shadowsocks, ChaCha20-Poly1305"))
