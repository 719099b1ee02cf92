"""A key-value store over HTTP: Redis by webdis behind haproxy; a connection for every question, or one for hundreds, all of some bytes."""
from lab.apps import behind_haproxy
from lab.servers import curl

NEEDS = ["webdis", "redis-server", "haproxy", "curl"]
SET = "test"
VARIANTS = ["http=2 tls=1.3 path=near", "http=1.1 tls=1.2 path=far", "http=2 tls=1.2 ip=6"]
CONFIG = """{"redis_host": "127.0.0.1", "redis_port": 6379, "http_host": "127.0.0.1", "http_port": 8080, "threads": 2, "pool_size": 4,
  "daemonize": false, "logfile": "/dev/null", "verbosity": 0}"""


def run(lab, variant):
    hosts = [lab.host("plain"), lab.host()]
    lab.serve("redis-server", "--port", "6379", "--bind", "127.0.0.1", "--save", "", "--dir", lab.temp, wait="tcp:6379")
    lab.serve("webdis", lab.write("webdis.json", CONFIG), wait="tcp:8080")
    behind_haproxy(lab, *hosts, tls=variant.tls)
    lab.capture()
    for host in hosts:
        lab.label(host, f"https/h{variant.http[0]}", "curl and webdis, keys and values", must=["tls", host.name])
    options = ("-sS", "--cacert", lab.ca, f"--http{variant.http}")
    long = [lab.start("curl", *options, "--rate", f"{rate}/m", *asked(lab, host, 40)) for host in hosts for rate in (300, 700)]
    parallel = [lab.start("curl", *options, "-Z", *asked(lab, host, 60)) for host in hosts]
    for _ in range(12):
        curl(lab, f"--http{variant.http}", *asked(lab, lab.random.choice(hosts), lab.random.randint(1, 3)))
        lab.pause(0.1, 0.4)
    for client in long + parallel:
        lab.finish(client, timeout=60)


def asked(lab, host, times):
    """Options for some commands to the store."""
    options = []
    for _ in range(times):
        key = f"s:{lab.random.randint(1, 60)}"
        path = lab.random.choice((f"GET/{key}", f"SET/{key}/{lab.random.randbytes(lab.random.randint(2, 90)).hex()}", f"INCR/c:{key}",
                                  f"EXISTS/{key}", f"TTL/{key}"))
        options += ["-o", "/dev/null", f"https://{host}/{path}"]
    return options
