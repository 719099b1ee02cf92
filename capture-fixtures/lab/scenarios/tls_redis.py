"""Redis on port 443 inside TLS and in the clear: single commands, a pipeline, a subscriber, a load like that of a web application."""

NEEDS = ["redis-server", "redis-cli", "redis-benchmark"]
SET = "tune"
VARIANTS = ["tls=1.3 path=near", "tls=1.2 ip=6", "clear=yes"]


def run(lab, variant):
    host = lab.host()
    ports = ["--port", "443"] if variant.clear else ["--port", "0", "--tls-port", "443", "--tls-cert-file", host.certificate,
                                                     "--tls-key-file", host.key,
                                                     "--tls-ca-cert-file", lab.ca, "--tls-auth-clients", "no", "--tls-protocols",
                                                     f"TLSv{variant.tls}"]
    lab.serve("redis-server", *ports, "--bind", host.address, "--protected-mode", "no", "--save", "", "--dir", lab.temp,
              wait=f"tcp:443:{host.listen}")
    lab.capture()
    options = ["-h", host.name, "-p", "443", *([] if variant.clear else ["--tls", "--cacert", lab.ca])]
    verdict, must = ("other/redis", ["c>*"]) if variant.clear else ("other/tls", ["tls"])
    lab.label(host, verdict, "Redis, a subscriber", must=must)
    subscriber = lab.start("redis-cli", *options, "subscribe", "news")
    lab.pause(0.5)
    for _ in range(3):
        lab.label(host, verdict, "Redis, one command", must=must)
        lab.client("redis-cli", *options, "publish", "news", lab.random.randbytes(lab.random.randint(5, 400)).hex())
    lab.label(host, verdict, "Redis, commands typed", must=must)
    lines = [f"set k{n} {lab.random.randbytes(lab.random.randint(4, 900)).hex()}\n" for n in range(8)] + [f"get k{n}\n" for n in range(8)]
    lab.type_into("redis-cli", *options, lines=lines, pause=(0.05, 0.5))
    lab.label(host, verdict, "Redis, small commands of an application", must=must)
    lab.client("redis-benchmark", *options, "-n", "150", "-c", "2", "-d", lab.random.randint(10, 900), "-t", "get,set", "-q")
    lab.stop(subscriber)
