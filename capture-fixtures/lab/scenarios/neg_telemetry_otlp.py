"""Java programs that report by OpenTelemetry over HTTP/2, to h2o: compressed posts now and then, answers of no bytes, no DNS."""
from lab.apps import PROGRAMS, behind_h2o, seed
from lab.others import script
from lab.tools import CACHE

NEEDS = ["java", "javac", "maven:opentelemetry", "h2o", "python3"]
SET = "test"
VARIANTS = ["busy=6 path=near", "busy=2 path=far ip=6", "busy=25 path=near"]
SERVER = """
import http.server
class Collector(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"])) if "Content-Length" in self.headers else self.chunks()
        self.send_response(200)
        self.send_header("Content-Type", "application/x-protobuf")
        self.send_header("Content-Length", "0")
        self.end_headers()
    def chunks(self):
        while (size := int(self.rfile.readline(), 16)) > 0:
            self.rfile.read(size + 2)
        self.rfile.readline()
    def log_message(self, *_):
        pass
http.server.ThreadingHTTPServer(("127.0.0.1", 8080), Collector).serve_forever()
"""


def run(lab, variant):
    hosts = [lab.host(kind) for kind in ("plain", "web", "plain")]
    script(lab, SERVER, name="collector", wait="tcp:8080")
    behind_h2o(lab, *hosts)
    lab.capture()
    for host in hosts:
        lab.label(host, "https/h2", f"OpenTelemetry, {variant.text}", must=["tls", host.name])
    clients = []
    for host in hosts:
        what = (lab.ca, f"https://{host}", lab.random.randint(18, 24), seed(lab), variant.busy)
        clients.append(lab.start("java", "-cp", f"{CACHE}/jars/opentelemetry/*", PROGRAMS / "Telemetry.java", *what))
    for client in clients:
        lab.finish(client, timeout=90)
