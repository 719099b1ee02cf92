"""HTTP without TLS on port 443, Python's own server: pages, downloads, something sent, by curl, wget and aria2."""
from lab.others import script
from lab.servers import site

NEEDS = ["/usr/bin/python3", "curl", "wget", "aria2c"]
SET = "test"
VARIANTS = ["path=far", "ip=6"]
SERVER = """
import functools, http.server, sys
class Server(http.server.ThreadingHTTPServer):
    address_family = 10 if ":" in sys.argv[1] else 2
class Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_POST(self):
        data = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", "3")
        self.end_headers()
        self.wfile.write(b"ok\\n")
Server((sys.argv[1], 443), functools.partial(Handler, directory=sys.argv[2])).serve_forever()
"""


def run(lab, variant):
    host = lab.host(certificate=False)
    script(lab, SERVER, host.address, site(lab, host), name="server", wait=f"tcp:443:{host.listen}")
    lab.capture()
    where = f"http://{host}:443"
    for notes, command in (("a page", ["curl", "-s", where + "/"]),
                           ("a page and what it loads", ["wget", "-q", "-p", "-P", "page", where + "/"]),
                           ("a download by ranges", ["curl", "-s", "-r", "1000-90000", where + "/big.bin"]),
                           ("a download", ["aria2c", "-q", "-x2", "--no-conf", "--async-dns=false", where + "/big.bin"]),
                           ("something sent", ["curl", "-s", "--data-binary",
                                               "@" + lab.write("up.bin", lab.random.randbytes(lab.random.randint(300, 90_000))),
                                               where + "/form"]),
                           ("what is not there", ["curl", "-s", where + "/nothing"]),
                           ("one small answer after another", ["curl", "-s", "--rate", "5/s", *[where + "/small.json"] * 6])):
        lab.label(host, "other/http", f"HTTP in the clear, {notes}", must=["http"])
        lab.client(*command)
        lab.pause(0.1, 0.6)
