"""
A small DoH server: HTTP/1.1 only, a thread per connection, answers padded to 468 bytes where the question was padded.

  server.py CERTIFICATE KEY ADDRESS
"""
import base64
import http.server
import os
import socket
import ssl
import struct
import sys
import urllib.parse


def ask(message):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as backend:
        backend.settimeout(4)
        backend.sendto(message, ("127.0.0.1", 5353))
        return backend.recv(65535)


def padded(answer):
    """The last record is an OPT without options."""
    zeros = -(len(answer) + 4) % 468
    return answer[:-2] + struct.pack(">HHH", zeros + 4, 12, zeros) + bytes(zeros)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def do_GET(self):
        found = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query).get("dns")
        self.answer(base64.urlsafe_b64decode(found[0] + "==") if found else None)

    def do_POST(self):
        self.answer(self.rfile.read(int(self.headers["Content-Length"])))

    def answer(self, message):
        if message is None:
            body, status, kind = b"<html>not here</html>", 404, "text/html"
        else:
            body, status, kind = ask(message), 200, "application/dns-message"
            body = padded(body) if len(message) % 128 == 0 else body
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def get_request(self):
        """The handshake belongs into the connection's own thread."""
        plain, source = super().get_request()
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self.settings.wrap_socket(plain, server_side=True, do_handshake_on_connect=False), source

    def handle_error(self, *_):
        pass


def main(certificate, key, address):
    Server.address_family = socket.AF_INET6 if ":" in address else socket.AF_INET
    server = Server((address, 443), Handler)
    server.settings = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.settings.load_cert_chain(certificate, key)
    server.settings.set_alpn_protocols(["http/1.1"])
    server.settings.keylog_filename = os.environ["SSLKEYLOGFILE"]
    server.serve_forever()


main(*sys.argv[1:])
