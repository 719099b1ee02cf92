"""
Java's own client and OkHttp: calls of an application, map tiles, devices that report once a second, forms as long as a handshake
inside a tunnel.
"""
from lab.apps import PROGRAMS, asgi, behind_haproxy, seed
from lab.tools import CACHE

NEEDS = ["java", "maven:okhttp", "haproxy", "python3", "/usr/lib/python3/dist-packages/hypercorn"]
SET = "tune"
VARIANTS = ["client=okhttp style=small tls=1.3 http=2 path=near", "client=jdk style=small tls=1.2 http=2",
            "client=okhttp style=tiles tls=1.3 http=2 path=far", "client=jdk style=shapes tls=1.3 http=2 path=near",
            "client=okhttp style=shapes tls=1.3 http=1.1 ip=6", "client=okhttp style=report tls=1.2 http=2 path=lossy"]
WORDS = {"small": "small calls", "tiles": "map tiles", "shapes": "forms of the sizes of a handshake inside",
         "report": "reports once a second"}


def run(lab, variant):
    hosts = [lab.host(kind) for kind in ("web", "plain", "web", "plain", "plain")]
    asgi(lab, clear=True)
    behind_haproxy(lab, *hosts, tls=variant.tls)
    lab.capture()
    for host in hosts:
        lab.label(host, f"https/h{variant.http[0]}", f"{variant.client}, {WORDS[variant.style]}", must=["tls", host.name])
    bases = [f"https://{host}" for host in hosts for _ in range(2)]
    what = (variant.client, variant.http, variant.style, lab.random.randint(7, 11), seed(lab))
    lab.client("java", "-cp", f"{CACHE}/jars/okhttp/*", PROGRAMS / "Calls.java", lab.ca, *what, *bases, timeout=90)
