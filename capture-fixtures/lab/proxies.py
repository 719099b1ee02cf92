"""Ends of proxies and tunnels that several scenarios use, and what people do through them."""
import json
import os
import uuid
from pathlib import Path

from lab.browsers import chromium
from lab.servers import page
from lab.tools import sh

PROGRAMS = Path(__file__).with_name("programs")
MIXES = {
    "mixed": ("browse", "api", "typing", "together", "short", "download", "together", "upload"),
    "browser": ("browser", "short", "together", "browser"),
    "bulk": ("download", "upload", "short", "download", "together"),
    "small": ("short", "api", "short", "typing", "short", "browse", "short"),
    "brief": ("short", "few", "few"),
}
WORDS = {"browse": "a page", "api": "small requests", "typing": "keys typed in a terminal, no TLS", "idle": "nothing",
         "together": "several sites at once", "short": "one small request", "few": "parts of a page", "download": "a download",
         "upload": "an upload",
         "browser": "Chromium, a page of several origins; the smallest are spare connections, never used"}


class Through:
    """
    What people do through one proxy, whose curl options are ``proxy``. Flows to ``host`` become ``verdict``, or ``plain``
    where what is carried is not TLS. ``many``: one connection carries many things, and all have one label from now on.
    """

    def __init__(self, lab, host, inside, proxy, notes, verdict="vpn/tls-in-tls", plain="vpn/unknown-tunnel", must=(), many=False,
                 transport="tcp"):
        self.lab, self.host, self.inside, self.proxy, self.notes = lab, host, inside, list(proxy), notes
        self.verdict, self.plain, self.must, self.many, self.transport = verdict, plain, must, many, transport
        if many:
            lab.label(host, verdict, f"{notes}: many things in one connection", transport, must=must)

    def use(self, *kinds):
        for kind in kinds:
            if not self.many:
                verdict = self.plain if kind == "typing" else self.verdict
                self.lab.label(self.host, verdict, f"{self.notes}: {WORDS[kind]}", self.transport, must=self.must)
            getattr(self, kind, lambda: self.inside.use(kind, self.proxy))()
            self.lab.pause(0.1, 0.8)

    def options(self):
        version = self.lab.random.choice(("1.3", "1.3", "1.2"))
        return ["-sS", "--cacert", self.lab.ca, "--tls-max", version, *self.inside.options(self.proxy)]

    def short(self):
        self.lab.client("curl", *self.options(), "-o", "/dev/null", f"https://{self.lab.random.choice(self.inside.hosts)}/small.json")

    def typing(self):
        """Keys one by one to a terminal, which echoes them and hangs up at the last."""
        keys = [self.lab.random.choice("abcdefghilmnoprstu ") for _ in range(self.lab.random.randint(12, 30))]
        command = ["curl", "-sN", *self.inside.options(self.proxy), f"telnet://{self.inside.terminal.v4}:22"]
        self.lab.type_into(*command, lines=[*keys, "\r", "\x04"], pause=(0.03, 0.25), ok=False)

    def few(self):
        host = self.lab.random.choice(self.inside.hosts)
        parts = [part for name in ("index.html", "a.css", "small.json") for part in ("-o", "/dev/null", f"https://{host}/{name}")]
        self.lab.client("curl", *self.options(), *parts)

    def together(self):
        """Connections that begin at almost the same time, each with some parts of a page."""
        running = []
        for _ in range(self.lab.random.randint(3, 6)):
            urls = page(self.lab, self.lab.random.choice(self.inside.hosts))
            some = self.lab.random.sample(urls, min(len(urls), self.lab.random.randint(1, 5)))
            parts = [part for url in some for part in ("-o", "/dev/null", url)]
            running.append(self.lab.start("curl", *self.options(), *parts))
            self.lab.pause(0.01, 0.3)
        for process in running:
            self.lab.finish(process)

    def browser(self, most=40):
        first, *others = self.inside.hosts
        folder = self.lab.temp / "www" / first.name
        images = [url for host in (first, *others) for url in page(self.lab, host) if url.endswith(".png")]
        self.lab.random.shuffle(images)
        (folder / "many.html").write_text("<!doctype html><title>many</title>" + "".join(f"<img src={url}>" for url in images[:most]))
        own = "--proxy-bypass-list=*.google.com;*.googleapis.com"  # what the browser asks for itself is no part of the page
        flags = [] if not self.proxy else [own, "--proxy-server=" + self.proxy[self.proxy.index("-x") + 1].replace("socks5h", "socks5")]
        if b"<img" not in chromium(self.lab, f"https://{first}/many.html", *flags, seconds=9):
            raise RuntimeError("Chromium did not load the page")

    def glance(self):
        self.browser(3)


def socks(port=1080):
    return ["-x", f"socks5h://127.0.0.1:{port}"]


def tinyproxy(lab, address="127.0.0.1", port=3128):
    config = lab.write(f"tinyproxy{port}.conf", f"Listen {address}\nPort {port}\nUser root\nTimeout 60\nMaxClients 40\n")
    return lab.serve("tinyproxy", "-d", "-c", config, wait=f"tcp:{port}:{address}")


def microsocks(lab, address="127.0.0.1", port=1081):
    return lab.serve("microsocks", "-i", address, "-p", port, wait=f"tcp:{port}:{address}")


def at_most(lab, tls):
    """What makes any program with OpenSSL speak this version of TLS at most."""
    config = f"openssl_conf = o\n[o]\nssl_conf = s\n[s]\nsystem_default = d\n[d]\nMaxProtocol = TLSv{tls}\n"
    return {"OPENSSL_CONF": lab.write(f"tls{tls}.cnf", config)}


def stunnel(lab, name, text, **settings):
    return lab.serve("stunnel", lab.write(f"{name}.conf", f"foreground = yes\npid =\nsyslog = no\n{text}"), **settings)


def stunnel_server(lab, host, target, tls="1.3"):
    text = f"[s]\naccept = {host.address}:443\nconnect = 127.0.0.1:{target}\ncert = {host.certificate}\nkey = {host.key}\n"
    return stunnel(lab, "server", text + f"sslVersionMax = TLSv{tls}\n", wait=f"tcp:443:{host.address}")


def stunnel_client(lab, host, port):
    text = f"[c]\nclient = yes\naccept = 127.0.0.1:{port}\nconnect = {host.address}:443\nsni = {host}\n"
    return stunnel(lab, "client", text, at="client", wait=f"tcp:{port}")


def sshd(lab, address, port):
    """The folder that sshd insists on is in a /run of its own: ip netns exec has given it its own mounts."""
    for name in ("host", "user"):
        sh("ssh-keygen", "-q", "-t", lab.random.choice(("ed25519", "ecdsa")), "-N", "", "-C", "lab", "-f", lab.path(name))
        os.chmod(lab.path(name), 0o600)
    sh("cp", lab.path("user.pub"), lab.path("authorized"))
    settings = ["StrictModes=no", "UsePAM=no", f"AuthorizedKeysFile={lab.temp}/authorized", f"ListenAddress={bracketed(address)}:{port}",
                "PidFile=none", "PermitRootLogin=yes", "PermitTunnel=yes"]
    script = 'mount -t tmpfs tmpfs /run && mkdir /run/sshd && exec /usr/sbin/sshd "$@"'
    return lab.serve("sh", "-c", script, "sshd", "-D", "-e", "-f", "/dev/null", "-h", lab.path("host"),
                     *(part for s in settings for part in ("-o", s)), wait=f"tcp:{port}:{address}")


def bracketed(address):
    return f"[{address}]" if ":" in address else address


def ssh(lab, port, *arguments):
    return ["ssh", "-F", "none", "-i", lab.path("user"), "-p", str(port), "-o", "StrictHostKeyChecking=no",
            "-o", f"UserKnownHostsFile={lab.temp}/known", "-o", "LogLevel=ERROR", *arguments]


def openvpn_pair(lab, host, address, port):
    """A server, and the command of a client that reaches it at 127.0.0.1 and leads to the inside."""
    base = ["openvpn", "--dev", "tun", "--ca", lab.ca, "--port", port]
    lab.serve(*base, "--proto", "tcp-server", "--local", address, "--server", "10.8.0.0", "255.255.255.0", "--topology", "subnet",
              "--dh", "none", "--cert", host.certificate, "--key", host.key, wait=f"tcp:{port}:{address}")
    certificate, key = lab.world.certificate("laptop")
    return [*base, "--client", "--remote", "127.0.0.1", "--proto", "tcp-client", "--nobind", "--cert", certificate, "--key", key,
            "--route", "198.18.0.0", "255.254.0.0"]


def v2ray(lab, name, inbound, outbound, **settings):
    config = lab.write(f"{name}.json", json.dumps({"log": {"loglevel": "warning"}, "inbounds": [inbound], "outbounds": [outbound]}))
    return lab.serve("v2ray", "-config", config, env={"SSL_CERT_FILE": lab.ca}, **settings)


def v2ray_server(lab, protocol, identity, stream, listen, port=443, **settings):
    """``identity`` is a UUID, or a password for Trojan; ``stream`` what V2Ray calls streamSettings."""
    person = {"password": identity} if protocol == "trojan" else {"id": identity}
    settings = {"clients": [person], **settings}
    inbound = {"listen": listen, "port": port, "protocol": protocol, "streamSettings": stream, "settings": settings}
    return v2ray(lab, "v2ray-server", inbound, {"protocol": "freedom"}, wait=f"tcp:{port}:{listen}")


def v2ray_client(lab, protocol, identity, stream, host, mux=0, port=1080):
    """A SOCKS proxy at the client's end; with ``mux`` so many of its connections share one outside."""
    if protocol == "trojan":
        settings = {"servers": [{"address": host.address, "port": 443, "password": identity}]}
    else:
        user = {"id": identity, "encryption": "none"} if protocol == "vless" else {"id": identity, "alterId": 0, "security": "auto"}
        settings = {"vnext": [{"address": host.address, "port": 443, "users": [user]}]}
    several = {"enabled": bool(mux), "concurrency": int(mux or 1)}
    outbound = {"protocol": protocol, "settings": settings, "streamSettings": stream, "mux": several}
    inbound = {"listen": "127.0.0.1", "port": port, "protocol": "socks", "settings": {"udp": False}}
    return v2ray(lab, "v2ray-client", inbound, outbound, at="client", wait=f"tcp:{port}")


def identity(lab):
    return str(uuid.UUID(int=lab.random.getrandbits(128), version=4))


def password(lab):
    return lab.random.randbytes(12).hex()
