"""Apps on OkHttp resolve with DnsOverHttps at caddy, A and AAAA at once in one HTTP/2 connection, and fetch pages of the names found."""
from lab.forwarders import okhttp_client
from lab.questions import Web, answered, backend
from lab.resolvers import caddy_resolver
from lab.servers import nginx, page

NEEDS = ["java", "javac", "maven:okhttp-doh", "caddy", "node", "nginx"]
SET = "tune"
VARIANTS = ["method=post path=near", "method=get path=lossy"]


def run(lab, variant):
    doh, hosts = [lab.host(kind) for kind in ("dns", "web", "plain")], [lab.host() for _ in range(6)]
    web = Web(lab, hosts)
    backend(lab, web)
    caddy_resolver(lab, *doh)
    nginx(lab, *hosts, http2=True)
    lab.capture()
    for host in hosts:
        lab.label(host, "https/h2", "OkHttp, pages after their names were asked for over DoH", must=["tls", host.name], optional=True)
    apps = []
    for host in doh:
        lab.label(host, "doh/h2", f"OkHttp DnsOverHttps, {variant.text}", must=["tls", host.name])
        lines = [(at, name) for at, name, _ in web.browse(lab.random.uniform(10, 14), ("A",))]
        for _ in range(3):
            at, site = lab.random.uniform(0.5, 10), lab.random.choice(hosts)
            lines += [(at + (0.5 + n * 0.02) * (n > 0), url) for n, url in enumerate(page(lab, site))]
        apps.append(okhttp_client(lab, host, sorted(lines), variant.method, lab.random.choice(("4", "6"))))
    for app in apps:
        answered(lab, app, share=0.6, timeout=120)
