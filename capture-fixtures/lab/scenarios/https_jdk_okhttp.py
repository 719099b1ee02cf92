"""The JDK's HttpsServer asked by OkHttp, as a phone's app asks: bursts, small calls with uploads, think times in kept connections."""
from lab.servers import site
from lab.visits import plan, session, upload
from lab.webservers import java, key_store, trust_store

NEEDS = ["java", "keytool", "maven:okhttp"]
SET = "test"
VARIANTS = ["tls=1.3 path=near", "tls=1.2 ip=6 path=far"]


def run(lab, variant):
    hosts = [lab.host() for _ in range(2)]
    for host in hosts:
        site(lab, host, images=(2, 7))
        server = java("FileServer.java", host.address, lab.path(f"www/{host}"), f"TLSv{variant.tls}", options=key_store(lab, host))
        lab.serve(*server, wait=f"tcp:443:{host.listen}")
    store = trust_store(lab)
    lab.capture()
    for host in hosts:
        lab.label(host, "https/h1", "OkHttp: pages, calls and uploads", must=["tls", host.name])
    for number in range(2):
        lines = plan(lab, f"plan{number}", session(lab, hosts, api="/api/"), upload(lab, lab.random.choice(hosts), "/photo"))
        lab.client(*java("OkVisitor.java", "h2", lines, jars="okhttp", options=store), timeout=60)
