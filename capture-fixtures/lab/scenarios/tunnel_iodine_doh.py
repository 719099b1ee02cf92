"""A tunnel inside encrypted DNS: iodine's questions leave a laptop over DoH (dnss to nginx), and somebody works through it."""
from lab.forwarders import dnss
from lab.resolvers import nginx_resolver

NEEDS = ["iodine", "iodined", "dnss", "nginx", "curl"]
SET = "tune"
VARIANTS = ["path=near kind=txt", "path=far kind=null"]


def run(lab, variant):
    host = lab.host(lab.random.choice(("dns", "plain")))
    zone, net = f"t.{lab.world.word()}.example", f"10.{lab.random.randint(20, 200)}.{lab.random.randint(0, 250)}"
    nginx_resolver(lab, host, resolver=False)
    lab.serve("iodined", "-f", "-c", "-P", "lab", "-l", "127.0.0.1", "-p", "5300", f"{net}.1", zone, wait="udp:5300")
    lab.write("inner/small.txt", lab.random.randbytes(400))
    lab.write("inner/large.bin", lab.random.randbytes(12_000))
    lab.serve("/usr/bin/python3", "-m", "http.server", "-d", lab.path("inner"), "-b", f"{net}.1", "8000", wait="tcp:8000")
    lab.capture()
    lab.label(host, "doh/h2", f"tunnel in DNS: iodine, {variant.text}", must=["tls", host.name])
    dnss(lab, host)
    tunnel = lab.serve("iodine", "-f", "-r", "-T", variant.kind.upper(), "-P", "lab", "-I", "2", "127.0.0.1", zone, at="client")
    lab.await_text(tunnel, "Connection setup complete", 40)
    for _ in range(3):
        name = lab.random.choice(("small.txt", "small.txt", "large.bin"))
        lab.client("curl", "-s", "-o", "/dev/null", f"http://{net}.1:8000/{name}", timeout=15, ok=False)
        lab.pause(0.5, 3)
