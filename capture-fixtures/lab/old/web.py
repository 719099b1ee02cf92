"""A web server that sends events."""
from lab.lab import scenario
from lab.servers import curl

SSE = """
import http.server, ssl, sys, time
class Events(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        if self.path == "/poll":
            time.sleep(2)
        for n in range(1 if self.path == "/poll" else 12):
            self.wfile.write(b"data: event %d\\n\\n" % n)
            self.wfile.flush()
            time.sleep(0.25)
        self.close_connection = True
server = http.server.ThreadingHTTPServer(("", 443), Events)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("cert.pem", "key.pem")
server.socket = context.wrap_socket(server.socket, server_side=True)
server.serve_forever()
"""


@scenario("server-sent-events", "A stream of small server events, and a long poll: small regular records that are not DNS.",
          "python3", "curl")
def events(lab):
    lab.serve("python3", lab.write("sse.py", SSE), wait="tcp:443")
    lab.capture()
    curl(lab, "-N", "https://www.example/events")
    curl(lab, "https://www.example/poll")
    return [("https/h1", "server-sent events", "www.example"), ("https/h1", "long poll", "www.example")]
