"""
Asks a DoH server with nothing but Python's own http.client: HTTP/1.1, one connection, one question after the other.

  client.py HOST ADDRESS FILE get|post BLOCK [SECONDS]

FILE is a list of [seconds, name, kind]. A connection unused for SECONDS is closed and a new one resumes its session.
Prints how many answers came and how many were due.
"""
import base64
import http.client
import json
import os
import socket
import ssl
import sys
import time

from message import query


class Connection(http.client.HTTPSConnection):
    """To an address that is known already, with the session of the connection before."""
    session = None

    def __init__(self, host, address):
        super().__init__(host, timeout=6)
        self.address = address
        self.settings = ssl.create_default_context(cafile=os.environ["NODE_EXTRA_CA_CERTS"])
        self.settings.set_alpn_protocols(["http/1.1"])

    def connect(self):
        plain = socket.create_connection((self.address, 443), 6)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sock = self.settings.wrap_socket(plain, server_hostname=self.host, session=self.session)

    def close(self):
        if self.sock:
            self.session = self.sock.session
        super().close()


def main(host, address, file, method, block, idle="1000"):
    with open(file) as text:
        questions = json.load(text)
    connection, started, last, answers = Connection(host, address), time.monotonic(), time.monotonic(), 0
    headers = {"Accept": "application/dns-message", "User-Agent": "python-doh/0.4"}
    for at, name, kind in questions:
        time.sleep(max(0, at - (time.monotonic() - started)))
        if time.monotonic() - last > float(idle):
            connection.close()
        message = query(name, kind, int(block))
        if method == "get":
            connection.request("GET", "/dns-query?dns=" + base64.urlsafe_b64encode(message).rstrip(b"=").decode(), headers=headers)
        else:
            connection.request("POST", "/dns-query", message, {**headers, "Content-Type": "application/dns-message"})
        answers += len(connection.getresponse().read()) > 12
        last = time.monotonic()
    connection.close()
    print(answers, len(questions))


main(*sys.argv[1:])
