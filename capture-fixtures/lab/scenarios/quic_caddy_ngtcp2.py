"""Pages, downloads, uploads and many short connections over HTTP/3, from caddy (quic-go) to gtlsclient (ngtcp2)."""
from lab import quic
from lab.servers import caddy, page, site

NEEDS = ["caddy", *quic.NEEDS["ngtcp2"]]
SET = "tune"
VARIANTS = ["path=near", "ip=6 path=far", "path=lossy", "path=slow ip=both", "offload=on"]


def run(lab, variant):
    hosts = [lab.host() for _ in range(4)]
    caddy(lab, "\n".join(block(lab, host) for host in hosts))
    lab.write("up.bin", lab.random.randbytes(lab.random.randint(20_000, 300_000)))
    lab.capture()
    *webs, service = hosts
    for host in webs:
        lab.label(host, "quic/h3", "caddy and gtlsclient, a page and what it loads", "udp", must=["quic", host.name, "h3"])
    lab.label(service, "quic/h3", "caddy and gtlsclient, short connections with a small answer", "udp", must=["quic", service.name, "h3"])
    for _ in range(2):
        visited = lab.random.sample(webs, lab.random.randint(1, 3))
        clients = [quic.gtlsclient(lab, host, paths=paths(lab, host), start=True) for host in visited]
        for client in clients:
            lab.finish(client, timeout=40)
        lab.pause(0.2, 1)
    for number in range(8):
        quic.gtlsclient(lab, service, paths=[f"/small.json?{number}"])
        lab.pause(0.05, 0.6)
    for host in webs:
        lab.label(host, "quic/h3", "caddy and gtlsclient, a download or an upload", "udp", must=["quic", host.name, "h3"])
    quic.gtlsclient(lab, webs[0], paths=["/big.bin"])
    quic.gtlsclient(lab, webs[1], "-m", "POST", "-d", lab.path("up.bin"), paths=["/upload"])


def block(lab, host):
    """Bound to its address: on a wildcard socket this quic-go answers from the interface's first one."""
    addresses = " ".join(filter(None, (host.v4, host.v6)))
    return f"https://{host} {{\n bind {addresses}\n TLS {host}\n root * {site(lab, host)}\n respond /upload 204\n file_server\n}}"


def paths(lab, host):
    return ["/" + url.split("/", 3)[3] for url in page(lab, host)]
