"""A web app asks a resolver's JSON interface (/resolve?name=) behind nginx with fetch of undici, HTTP/1.1 and 2."""
from lab.forwarders import known, node_client
from lab.questions import Web, answered, backend
from lab.resolvers import node_backend
from lab.servers import nginx

NEEDS = ["node", "nginx", "npm:undici"]
SET = "test"
VARIANTS = ["library=fetch-h2 path=near", "library=fetch path=far tls=1.2"]
FIXTURES = {"doh-json": ("library=fetch-h2 short=on", "DNS over HTTPS in JSON, as web apps ask for it: short GET requests with names in "
                         "the address, application/dns-json.")}


def run(lab, variant):
    hosts, web = [lab.host(kind) for kind in ("dns", "web", "plain")], Web(lab)
    web.save(lab)
    node_backend(lab)
    location = "location /resolve { proxy_pass http://127.0.0.1:8053; } keepalive_requests 10000;"
    nginx(lab, *hosts, settings=f"ssl_protocols TLSv{variant.get('tls', '1.3')}; {location}")
    lab.capture()
    known(lab, *hosts)
    asking = []
    for host in hosts[:1] if variant.short else hosts:
        lab.label(host, "doh/h1" if variant.library == "fetch" else "doh/h2", f"undici, JSON, {variant.text}", must=["tls", host.name])
        kinds = lab.random.choice((("A",), ("A", "AAAA")))
        questions = web.visit()[:20] if variant.short else web.browse(lab.random.uniform(8, 12), kinds)
        asking.append(node_client(lab, host, questions, "json", library=variant.library))
    for process in asking:
        answered(lab, process)
