"""
Thousands of short answers to short questions at a fixed rate, many streams in each connection: a service that asks another, by
h2load.
"""
from lab.servers import nginx

NEEDS = ["nginx", "h2load"]
SET = "tune"
VARIANTS = ["tls=1.3 http=2 path=near", "tls=1.2 http=2 path=far", "tls=1.3 http=1.1 ip=6"]
PATHS = ("/v1/stock/4", "/v1/price?item=88231&currency=eur", "/session/0a51f9b2c4d84f4e9a", "/q?name=lamp", "/feature/dark")


def run(lab, variant):
    hosts = [lab.host(kind) for kind in ("plain", "web", "plain", "plain")]
    words = [lab.random.randbytes(lab.random.randint(20, 220)).hex() for _ in PATHS]
    answers = "".join(f"location {path.split('?')[0]} {{ return 200 '{word}'; }} " for path, word in zip(PATHS, words))
    nginx(lab, *hosts, settings=f"ssl_protocols TLSv{variant.tls}; {answers}")
    lab.capture()
    for host in hosts:
        lab.label(host, f"https/h{variant.http[0]}", "h2load, short answers at a rate", must=["tls", host.name])
    version = ["--h1"] if variant.http == "1.1" else []
    services = []
    for host in hosts:
        clients, rate = lab.random.randint(3, 5), lab.random.choice((2, 5, 20))
        urls = [f"https://{host}{path}" for path in lab.random.sample(PATHS, 3)]
        services.append(lab.start("h2load", *version, "-c", clients, "-m", 1 if version else lab.random.choice((1, 4)), f"--rps={rate}",
                                  "-n", clients * rate * 7, *urls))
    for service in services:
        lab.finish(service, timeout=60)
