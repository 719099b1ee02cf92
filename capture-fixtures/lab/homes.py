"""Homes whose resolver is beyond port 443: people who ask it, and go to the places that it has named."""
from lab.forwarders import name_server
from lab.questions import answered, ask

KINDS = (("A",), ("A", "AAAA"), ("A", "AAAA", "HTTPS"))


def live(lab, web, resolvers, people=1, seconds=(9, 13), think=(2, 8), hosts=(), visits=3, share=0.8):
    """
    So many people at each of the ``resolvers`` (addresses of the client's own) ask as their pages want it; where there are
    ``hosts`` somebody also goes to them, by the first resolver.
    """
    asking = [ask(lab, web.browse(lab.random.uniform(*seconds), lab.random.choice(KINDS), think), address)
              for address in resolvers for _ in range(people)]
    name_server(lab, resolvers[0])
    if hosts:
        read(lab, hosts, visits)
    for process in asking:
        answered(lab, process, share)


def read(lab, hosts, visits):
    """Pages with all that they need by wget2, which reads them, and time to look at them."""
    for _ in range(visits):
        host, other = lab.random.sample(hosts, 2)
        for site in (host, other)[:lab.random.randint(1, 2)]:
            wget2(lab, "-p", f"https://{site}/")
        lab.pause(1, 4)


def wget2(lab, *arguments, **settings):
    command = ["wget2", "-q", f"--ca-certificate={lab.ca}", "--delete-after", "--no-hsts", "--no-ocsp", "--timeout=15", "--tries=2"]
    return lab.client(*command, *arguments, **{"timeout": 60, **settings})


def label(lab, hosts, what, version="h2"):
    for host in hosts:
        lab.label(host, f"https/{version}", f"{what}, a page after its name was asked for", must=["tls", host.name], optional=True)
