"""nghttpx in front of a plain server, asked by nghttp as a browser asks and by short loads of h2load over several connections."""
from lab.servers import page
from lab.webservers import nghttpx

NEEDS = ["nghttpx", "nginx", "nghttp", "h2load"]
SET = "tune"
VARIANTS = ["tls=1.3 path=near", "tls=1.2 path=far", "tls=1.3 records=dynamic ip=6 path=slow"]


def run(lab, variant):
    hosts = [lab.host() for _ in range(2)]
    own = [f"--tls-min-proto-version=TLSv{variant.tls}", f"--tls-max-proto-version=TLSv{variant.tls}"]
    nghttpx(lab, *hosts, options=own + (["--tls-dyn-rec-warmup-threshold=16K", "--tls-dyn-rec-idle-timeout=1s"] if variant.records else []))
    lab.capture()
    for host in hosts:
        lab.label(host, "https/h2", "nghttp: a page and its parts with priorities", must=["tls", host.name])
    for _ in range(3):
        lab.client("nghttp", "-na", "--no-verify-peer", f"https://{lab.random.choice(hosts)}/", timeout=30)
        lab.pause(0.3, 1)
    for protocol, alpn in (("h2", "h2"), ("h1", "http/1.1")):
        for host in hosts:
            lab.label(host, f"https/{protocol}", f"h2load: some connections at once, {alpn}", must=["tls", alpn, host.name])
        for host in hosts:
            urls = page(lab, host)[-2:]
            lab.client("h2load", f"--npn-list={alpn}" if protocol == "h1" else "-m4", "-c", lab.random.randint(3, 6),
                       "-n", lab.random.randint(20, 60), *urls, timeout=40)
