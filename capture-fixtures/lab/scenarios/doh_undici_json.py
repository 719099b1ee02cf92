"""A web app asks a resolver's JSON interface (/resolve?name=) behind nginx with fetch of undici, HTTP/1.1 and 2."""
from lab.forwarders import known, node_client
from lab.questions import Web, answered, backend
from lab.resolvers import node_backend
from lab.servers import nginx

NEEDS = ["node", "nginx", "npm:undici"]
SET = "test"
VARIANTS = ["library=fetch-h2 path=near", "library=fetch path=far tls=1.2"]
FIXTURES = {"doh-json": ("library=fetch-h2 fixture=on", "DNS over HTTPS in JSON, as web apps ask for it: short GET requests with names in the address, application/dns-json.")}


def run(lab, variant):
    hosts, web = [lab.host(kind) for kind in ("dns", "web", "plain")], Web(lab)
    web.save(lab)
    node_backend(lab)
    nginx(lab, *hosts, settings=f"ssl_protocols TLSv{variant.get('tls', '1.3')}; keepalive_requests 10000; location /resolve {{ proxy_pass http://127.0.0.1:8053; }}")
    lab.capture()
    known(lab, *hosts)
    asking = []
    for host in hosts[:1] if variant.fixture else hosts:
        lab.label(host, "doh/h1" if variant.library == "fetch" else "doh/h2", f"undici, JSON, {variant.text}", must=["tls", host.name])
        questions = web.visit()[:20] if variant.fixture else web.browse(lab.random.uniform(10, 15), lab.random.choice((("A",), ("A", "AAAA"))))
        asking.append(node_client(lab, host, questions, "json", library=variant.library))
    for process in asking:
        answered(lab, process)
