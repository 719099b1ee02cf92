"""A resolver's own web site, on names that say dns: its pages, its help, its blog's feed. No question is asked."""
from lab.apps import stay
from lab.servers import caddy, curl, page, site

NEEDS = ["caddy", "curl", "chromium", "certutil"]
SET = "test"
VARIANTS = ["path=near", "path=far ip=6"]
SITE = "https://{host}:443 {{\n bind {listen}\nTLS {host}\n root * {folder}\n file_server\n}}\n"


def run(lab, variant):
    hosts = [lab.host("dns") for _ in range(4)]
    for host in hosts:
        site(lab, host)
    caddy(lab, "".join(SITE.format(host=host, listen=host.listen, folder=lab.path(f"www/{host}")) for host in hosts), wait="tcp:443")
    lab.capture()
    for host in hosts[:2]:
        lab.label(host, "https/h2", "Chromium reads a resolver's web site", must=["tls"])
    for host in hosts[2:]:
        lab.label(host, "https/h2", "curl reads a resolver's web site", must=["tls", host.name])
    for visit, host in enumerate(hosts[:2]):
        stay(lab, f"https://{host}/", lab.random.uniform(3, 5), "--disable-quic", home=f"home{visit}")
    for _ in range(8):
        host = lab.random.choice(hosts[2:])
        lookups = [f"https://{host}/small.json?name={n}" for n in range(lab.random.randint(1, 9))]
        curl(lab, "--http2", f"https://{host}/", *(part for url in lookups for part in ("-o", "/dev/null", url)))
        curl(lab, "--http2", "-Z", *(part for url in page(lab, host) for part in ("-o", "/dev/null", url)))
        lab.pause(0.1, 0.8)
