"""
Server-sent events and long polls of a small Python server: small regular records from the server, and seconds in which nothing is
said.
"""
from lab.servers import curl

NEEDS = ["python3", "curl"]
SET = "test"
VARIANTS = ["tls=1.3 path=near", "tls=1.2 path=lossy ip=6"]
FIXTURES = {"server-sent-events": ("fixture=on",
                                   "A stream of small server events, and a long poll: small regular records that are not DNS.")}
SERVER = """
import http.server, random, ssl, sys, time
class Events(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        poll = self.path.startswith("/poll")
        if poll:
            time.sleep(2)
        for n in range(1 if poll else 12):
            self.wfile.write(b"data: event %d %s\\n\\n" % (n, random.randbytes(random.randint(0, 60)).hex().encode()))
            self.wfile.flush()
            time.sleep(random.choice((0.25, 0.25, 0.25, 1)))
        self.close_connection = True
class Server(http.server.ThreadingHTTPServer):
    address_family = 10 if ":" in sys.argv[1] else 2
server = Server((sys.argv[1], 443), Events)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(*sys.argv[2:4])
version = {"1.2": ssl.TLSVersion.TLSv1_2, "1.3": ssl.TLSVersion.TLSv1_3}[sys.argv[4]]
context.minimum_version = context.maximum_version = version
server.socket = context.wrap_socket(server.socket, server_side=True)
server.serve_forever()
"""


def run(lab, variant):
    events, polls = lab.host(), lab.host("plain")
    for host in (events, polls):
        lab.serve("/usr/bin/python3", lab.write("events.py", SERVER), host.address, host.certificate, host.key, variant.tls or "1.3",
                  wait=f"tcp:443:{host.listen}")
    lab.capture()
    lab.label(events, "https/h1", "server-sent events", must=["tls", events.name])
    lab.label(polls, "https/h1", "long poll", must=["tls", polls.name])
    if variant.fixture:
        curl(lab, "-N", f"https://{events}/events")
        curl(lab, f"https://{polls}/poll")
        return
    readers = [lab.start("curl", "-sSN", "--cacert", lab.ca, "-o", "/dev/null", f"https://{events}/events") for _ in range(8)]
    for _ in range(3):
        waiting = [lab.start("curl", "-sS", "--cacert", lab.ca, "-o", "/dev/null", f"https://{polls}/poll?{n}") for n in range(3)]
        for client in waiting:
            lab.finish(client)
    for reader in readers:
        lab.finish(reader, timeout=40)
