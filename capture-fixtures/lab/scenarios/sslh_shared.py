"""
sslh shares one port 443: a site of nginx for browsers and scripts, OpenSSH with and without forwarding (autossh -D), OpenVPN over TCP.
"""
from lab.inner import Inside
from lab.proxies import Through, socks, ssh, sshd
from lab.servers import curl, nginx, page
from lab.tunnels import OPENVPN_RESETS, Tunnel

NEEDS = ["sslh-select", "autossh", "sshd", "ssh", "openvpn", "nginx", "curl", "dig", "chromium", "certutil"]
SET = "test"
VARIANTS = ["path=near", "path=far", "path=lossy"]
SESSIONS = (("browse", "typing", "short"), ("together", "api", "download"))


def run(lab, variant):
    host, inside = lab.host(), Inside(lab, sites=3)
    site = lab.host(name=host.name, inner=True)
    nginx(lab, site, name="outer", port=8443)
    sshd(lab, "127.0.0.1", 2200)
    base = ["openvpn", "--dev", "tun", "--ca", lab.ca]
    lab.serve(*base, "--proto", "tcp-server", "--local", "127.0.0.1", "--port", "1194", "--server", "10.8.0.0", "255.255.255.0",
              "--topology", "subnet", "--dh", "none", "--cert", host.certificate, "--key", host.key, "--duplicate-cn", wait="tcp:1194")
    lab.serve("sslh-select", "-f", "-n", "-p", f"{host.listen}:443", "--ssh", "127.0.0.1:2200", "--openvpn", "127.0.0.1:1194",
              "--tls", f"{site.v4}:8443", "--user", "root", "-P", lab.path("sslh.pid"), wait=f"tcp:443:{host.listen}")
    lab.capture()
    steps = [*[lambda: visit(lab, host, site)] * 2, lambda: shell(lab, host), lambda: tunnel(lab, host, inside, base)]
    lab.random.shuffle(steps)
    for kinds, some in zip(SESSIONS, (steps[:2], steps[2:])):
        forwarded(lab, host, inside, kinds)
        for step in some:
            step()


def visit(lab, host, site):
    lab.label(host, "https/h2", "sslh, a site", must=[host.name, "h2"])
    curl(lab, *(part for url in page(lab, site) for part in ("-o", "/dev/null", url)))
    lab.pause(0.5, 2)
    curl(lab, *(part for n in range(lab.random.randint(3, 9)) for part in ("-o", "/dev/null", f"https://{host}/small.json?{n}")))


def shell(lab, host):
    lab.label(host, "other/ssh", "sslh, a shell", must=["c>SSH-2.0", "s>SSH-2.0"])
    lines = ["ls -l /etc\r", "uptime\r", "df\r", "seq 1 70\r", "exit\r"]
    lab.type_into(*ssh(lab, 443, "-tt", f"root@{host.address}"), lines=lines, ok=False)


def forwarded(lab, host, inside, kinds):
    through = Through(lab, host, inside, socks(), "sslh, autossh -D", "vpn/ssh-tunnel", must=["c>SSH-2.0", "s>SSH-2.0"], many=True)
    command = ssh(lab, 443, "-N", "-D", "127.0.0.1:1080", "-o", "ServerAliveInterval=3", f"root@{host.address}")
    client = lab.serve("autossh", "-M", "0", *command[1:], at="client", wait="tcp:1080")
    through.use(*kinds)
    lab.stop(client)


def tunnel(lab, host, inside, base):
    lab.label(host, "vpn/openvpn-tcp", "sslh, OpenVPN", must=[OPENVPN_RESETS["none"]])
    certificate, key = lab.world.certificate(lab.world.word())
    device = f"ovpn{lab.random.randint(0, 999)}"
    client = lab.serve("openvpn", "--dev", device, "--dev-type", "tun", "--ca", lab.ca, "--client", "--remote", host.address, "443",
                       "--proto", "tcp-client", "--nobind", "--cert", certificate, "--key", key, at="client")
    lab.await_text(client, "Initialization Sequence Completed")
    opened = Tunnel(lab, client, device)
    for kind in ("browse", "api", "idle"):
        inside.use(kind, tunnel=opened)
    opened.close()
    inside.tunnel = None
