"""NATS on port 443: the server greets in the clear and TLS follows, or never; subscribers, requests, events, keepalives, a stream."""
from lab.proxies import PROGRAMS

NEEDS = ["nats-server", "node", "npm:nats"]
SET = "test"
VARIANTS = ["tls=1.3 path=near", "tls=1.2 path=far ip=6", "tls=off path=near", "tls=1.3 path=lossy"]
CONFIG = """listen: "ADDRESS:443"
server_name: NAME
ping_interval: "3s"
jetstream { store_dir: "LAB/jetstream" }
AUTHORIZATION
TLS
"""
DAYS = (("listen", "tell"), ("answer", "ask"), ("answer", "ask", "listen", "tell"), ("keep", "listen", "tell"))


def run(lab, variant):
    host = lab.host()
    secret = lab.random.randbytes(8).hex()
    # its oldest version is what can be set; the client asks for no more than the variant says
    tls = f'tls {{ cert_file: "{host.certificate}", key_file: "{host.key}", timeout: 5 }}' if variant.tls != "off" else ""
    text = CONFIG.replace("ADDRESS", host.listen).replace("NAME", lab.world.word()).replace("LAB", str(lab.temp)).replace("TLS", tls)
    text = text.replace("AUTHORIZATION", f'authorization {{ user: app, password: "{secret}" }}')
    lab.serve("nats-server", "-c", lab.write("nats.conf", text), wait=f"tcp:443:{host.listen}")
    lab.capture()
    lab.label(host, "other/nats", "NATS, " + ("in the clear" if variant.tls == "off" else "TLS after the greeting"),
              must=["s>INFO {"] + (["tls"] if variant.tls != "off" else []))
    for day in DAYS:
        running = []
        for what in day:
            seed = lab.random.randint(1, 1 << 30)
            running.append(lab.start("node", PROGRAMS / "nats_client.js", host.name, variant.tls, secret, what, seed))
            lab.pause(0.8, 1.6)
        for process in running:
            lab.finish(process, timeout=60)
