"""nginx asked by curl: pages in parallel, downloads and small requests, HTTP/1.1 and 2."""
from lab.servers import curl, nginx, page

NEEDS = ["nginx", "curl"]
SET = "tune"
VARIANTS = ["tls=1.2 http=2 path=near", "tls=1.3 http=2 path=near", "tls=1.3 http=1.1 ip=6 path=far", "tls=1.3 http=2 path=lossy",
            "tls=1.2 http=1.1 path=slow", "tls=1.3 http=2 offload=on"]
FIXTURES = {
    "tls12-h1-h2": ("tls=1.2 fixture=small",
                    "TLS 1.2: certificate, chosen ALPN and cipher are in the clear, so h1 and h2 are told apart by the server's answer."),
    "tls13-h1-h2": ("tls=1.3 fixture=small",
                    "TLS 1.3: the same clients, but certificate and chosen ALPN are encrypted; only record sizes can tell h2."),
}


def run(lab, variant):
    if variant.fixture:
        return small(lab, variant)
    hosts = [lab.host() for _ in range(3)]
    nginx(lab, *hosts, settings=f"ssl_protocols TLSv{variant.tls};")
    lab.capture()
    for host in hosts:
        lab.label(host, "https/h2" if variant.http == "2" else "https/h1", "curl, a page and what it loads", must=[host.name, "tls"])
    for _ in range(4):
        host = lab.random.choice(hosts)
        curl(lab, f"--http{variant.http}", f"https://{host}/")
        curl(lab, f"--http{variant.http}", "-Z", *(part for url in page(lab, host) for part in ("-o", "/dev/null", url)))
        lab.pause(0.2, 1)
    for host in hosts:
        lab.label(host, "https/h2" if variant.http == "2" else "https/h1", "curl, a small answer or a download")
    for host in hosts:
        curl(lab, f"--http{variant.http}", f"https://{host}/small.json", timeout=30)
        curl(lab, f"--http{variant.http}", f"https://{host}/big.bin", timeout=30)


def small(lab, variant):
    hosts = [lab.host(), lab.host()]
    nginx(lab, *hosts, settings=f"ssl_protocols TLSv{variant.tls};")
    lab.capture()
    for option, verdict, notes in (("--http1.1", "https/h1", "ALPN http/1.1"), ("--http2", "https/h2", "ALPN h2"),
                                   ("--no-alpn", "https/h1", "no ALPN: HTTP version not visible")):
        for host in hosts[:2 if option == "--http2" else 1]:
            lab.label(host, verdict, notes, must=["tls", host.name])
            curl(lab, option, "-o", "/dev/null", f"https://{host}/", "-o", "/dev/null", f"https://{host}/a.css")
