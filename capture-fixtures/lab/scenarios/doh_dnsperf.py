"""dnsperf as a steady load of many users' questions: a few connections of DoH or DoT to BIND or dnsdist, by POST and GET."""
from lab.questions import Web, backend
from lab.resolvers import bind, dnsdist

NEEDS = ["dnsperf", "named", "dnsdist"]
SET = "test"
VARIANTS = ["server=bind mode=doh clients=6 path=near", "server=dnsdist mode=doh clients=8 method=GET path=far",
            "server=dnsdist mode=dot clients=6 ip=6", "server=bind mode=dot clients=5 path=lossy tls=1.2"]


def run(lab, variant):
    host, web = lab.host(lab.random.choice(("dns", "plain"))), Web(lab)
    big = web.big()
    backend(lab, web)
    if variant.server == "bind":
        bind(lab, host, "http default" if variant.mode == "doh" else "", variant.get("tls", "1.3"), padding=lab.random.random() < 0.5)
    else:
        dnsdist(lab, host, "DOH" if variant.mode == "doh" else "TLS")
    lab.capture()
    lab.label(host, "doh/h2" if variant.mode == "doh" else "doh/dot", f"dnsperf, {variant.text}", must=["tls"])
    questions = [one[1:] for one in web.browse(300)] + big * 2
    file = lab.write("questions.txt", "".join(f"{name} {kind}\n" for name, kind in questions))
    clients = int(variant.clients)
    for clients, rate in ((clients, clients * lab.random.uniform(5, 10)), (2, lab.random.uniform(8, 25))):
        options = ["-c", clients, "-Q", round(rate), "-l", round(lab.random.uniform(5, 8))]
        if variant.mode == "doh":
            options += ["-O", f"doh-uri=https://{host}/dns-query", "-O", f"doh-method={variant.get('method', 'POST')}"]
        command = ["dnsperf", "-m", variant.mode, "-s", host.address, "-p", "443", "-d", file, "-e", *options]
        said = lab.client(*command, timeout=60).decode()
        if "Queries completed:    0 " in said:
            raise RuntimeError(said[-500:])
        lab.pause(0.5, 1.5)
