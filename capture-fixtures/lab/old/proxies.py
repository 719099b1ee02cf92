"""Proxies and tunnels inside other protocols: ssh, tinyproxy, stunnel, Shadowsocks."""
import os

from lab.lab import scenario
from lab.servers import curl, nginx
from lab.tools import sh
from lab.vpn import inner_server, use_tunnel


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
    return [("vpn/unknown-tunnel", "CONNECT, then TLS", "c>CONNECT"),
            ("other/http", "GET with an absolute address, no tunnel", "c>GET http://")]


def stunnel(lab, name, text, ns=None, wait=None):
    return lab.serve("stunnel4", lab.write(name, f"foreground = yes\npid =\nsyslog = no\n{text}"), ns=ns, wait=wait)


def stunnel_server(lab, target):
    text = f"[p]\naccept = 198.51.100.3:443\nconnect = 127.0.0.1:{target}\ncert = {lab.cert}\nkey = {lab.key}\n"
    return stunnel(lab, "s.conf", text, wait="tcp:443:198.51.100.3")


@scenario("tls-in-tls", "An HTTPS proxy: CONNECT and a whole TLS connection inside TLS.", "stunnel4", "tinyproxy", "nginx", "curl")
def tls_in_tls(lab):
    nginx(lab)
    tinyproxy(lab, "127.0.0.1", 3128)
    stunnel_server(lab, 3128)
    lab.capture(filter="host 198.51.100.3 and port 443")
    for version in ("1.3", "1.2"):
        curl(lab, "-x", "https://proxy.example:443", "--proxy-cacert", lab.ca, f"--tls-max", version, "https://www.example/",
             "https://www.example/a.js")
    return [("vpn/tls-in-tls", "TLS 1.3 inside TLS 1.3"), ("vpn/tls-in-tls", "TLS 1.2 inside")]


@scenario("stunnel-ssh", "SSH inside TLS by stunnel: nothing but record sizes can tell it from a web page.", "stunnel4", "sshd", "ssh")
def stunnel_ssh(lab):
    sshd(lab, "127.0.0.1", 2200)
    stunnel_server(lab, 2200)
    stunnel(lab, "c.conf", "[p]\nclient = yes\naccept = 127.0.0.1:2222\nconnect = 198.51.100.3:443\n", ns=lab.client_ns, wait="tcp:2222")
    lab.capture()
    lab.client(*ssh(lab, 2222, "root@127.0.0.1", "seq 1 500"))
    return [("vpn/unknown-tunnel", "stunnel, SSH inside", "tls")]


@scenario("stunnel-openvpn", "OpenVPN over TCP inside TLS by stunnel: OpenVPN's message sizes show through the records.",
          "stunnel4", "openvpn", "curl")
def stunnel_openvpn(lab):
    base = ["openvpn", "--dev", "tun", "--ca", lab.ca]
    lab.serve(*base, "--proto", "tcp-server", "--local", "127.0.0.1", "--port", "1194", "--server", "10.8.0.0", "255.255.255.0",
              "--topology", "subnet", "--dh", "none", "--cert", lab.cert, "--key", lab.key, wait="tcp:1194")
    stunnel_server(lab, 1194)
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
