"""h2o, whose records grow and shrink, asked by wget2 as a browser asks, and by short loads of wrk and ab."""
from lab.servers import site
from lab.webservers import h2o

NEEDS = ["h2o", "wget2", "wrk", "ab"]
SET = "test"
VARIANTS = ["path=near", "path=slow", "offload=on"]


def run(lab, variant):
    hosts = [lab.host() for _ in range(3)]
    for host in hosts:
        site(lab, host, images=(2, 7), others=[h for h in hosts if h is not host])
    h2o(lab, *hosts)
    lab.capture()
    for host in hosts:
        for http2 in ("on", "off"):
            lab.label(host, "https/h2" if http2 == "on" else "https/h1", f"wget2: a page and what it needs, HTTP/2 {http2}",
                      must=["tls", host.name])
            lab.client("wget2", "-q", "--no-config", "--ca-certificate", lab.ca, "--no-hsts", "--no-ocsp", f"--http2={http2}",
                       "--max-threads=3", "-p", "-P", lab.path("got"), f"https://{host}/", timeout=40)
            lab.pause(0.2, 1)
    for host in hosts[:2]:
        lab.label(host, "https/h1", "wrk and ab: a short load", must=["tls"])
        lab.client("wrk", "-t1", f"-c{lab.random.randint(2, 4)}", "-d1s", f"https://{host}/small.json")
        keep_alive = lab.random.choice(([], ["-k"]))
        lab.client("ab", "-q", "-n", lab.random.randint(8, 20), "-c", "3", *keep_alive, f"https://{host}/a.css", ok=False)
