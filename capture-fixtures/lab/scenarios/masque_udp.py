"""A tunnel in HTTP/3: CONNECT-UDP (RFC 9298) with datagrams, netty at both ends; inside are QUIC downloads and uploads, and DNS."""
from lab import quic

NEEDS = [*quic.NEEDS["netty"], *quic.NEEDS["ngtcp2"], "dig"]
SET = "tune"
VARIANTS = ["path=near inside=pages", "path=far inside=upload ip=6", "path=slow inside=download", "path=near inside=dns",
            "path=lossy inside=all"]
FIXTURES = {"masque-udp": ("inside=few", "CONNECT-UDP over HTTP/3: in its datagrams QUIC, and DNS; a small program of ours on netty.")}
PATHS = {"few": ["/a.css"], "pages": ["/index.html", "/a.css", "/a.js", "/i0.png", "/i1.png"], "upload": ["/upload"],
         "download": ["/big.bin"], "all": ["/a.js"]}
SMALL = ("--max-udp-payload-size=1200", "--no-pmtud")  # what is left in the outer datagrams


def run(lab, variant):
    proxy, site = lab.host(), lab.host(inner=True)
    quic.gtlsserver(lab, site, *SMALL)
    quic.proxy(lab, proxy)
    lab.capture()
    lab.label(proxy, "vpn/masque", f"CONNECT-UDP, netty, inside: {variant.inside}", "udp", must=["quic", proxy.name, "h3"])
    for number in range(1 if variant.inside == "few" else 3):
        tunnel(lab, proxy, site, variant.inside)
        lab.pause(0.1, 0.6)


def tunnel(lab, proxy, site, inside):
    port = lab.random.randint(20_000, 50_000)
    lines = [quic.to(proxy, local=port, target=f"{site.v4}:443"), quic.to(proxy, local=port + 1, target=f"{lab.world.resolver}:53")]
    lines = lines[:1] if inside in ("upload", "download", "pages") else lines[1:] if inside == "dns" else lines
    client = lab.serve(*quic.command("netty", "MasquePeer"), "connect", lab.write("tunnel.plan", "\n".join(lines)), at="client", seconds=0)
    lab.await_text(client, "ready\n" * len(lines))
    upload = ["-m", "POST", "-d", lab.write("up.bin", lab.random.randbytes(300_000))] if inside == "upload" else []
    for _ in range({"pages": 2, "all": 2}.get(inside, 1) if inside != "dns" else 0):
        through(lab, site, port, PATHS[inside], *upload)
        lab.pause(0.3, 1.5)
    for _ in range({"dns": 12, "all": 3, "few": 2}.get(inside, 0)):
        lab.client("dig", "+tries=2", "+time=2", "@127.0.0.1", "-p", str(port + 1), str(lab.random.choice(lab.world.hosts)), ok=False)
        lab.pause(0.05, 0.9)
    lab.stop(client)


def through(lab, site, port, paths, *options):
    """The client's datagrams go to the near end of the tunnel, its handshake and requests name the site."""
    lab.client("gtlsclient", "-q", "--exit-on-all-streams-close", "--timeout=6s", *SMALL, f"--sni={site}", *options, "127.0.0.1", str(port),
               *(f"https://{site}{path}" for path in paths), timeout=40)
