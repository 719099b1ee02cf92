"""openssl asking, for what comes before HTTP: resumption by ticket, id and PSK, early data, HelloRetryRequest, hellos of two segments."""
import subprocess

from lab.servers import nginx
from lab.tools import sh

NEEDS = ["nginx"]
SET = "tune"
VARIANTS = ["do=resume12 path=near", "do=resume13 path=far", "do=retry path=lan", "do=retry ip=6 path=slow", "do=big-hello path=near"]
FIXTURES = {
    "tls12-resumption": ("do=resume12 times=1",
                         "TLS 1.2 resumed with a session ticket, then with a session id: no certificate the second time."),
    "tls13-resumption": ("do=resume13 times=1", "TLS 1.3 session resumed with a PSK, then with 0-RTT data in the first flight."),
    "hello-retry": ("do=retry times=1",
                    "HelloRetryRequest: the client's key share is of a group the server refuses, so two ClientHellos come."),
    "big-hello": ("do=big-hello times=1",
                  "ClientHellos longer than a segment: by many ALPN names, and by a small maximum segment size."),
}
REQUEST = b"GET / HTTP/1.0\r\n\r\n"


def run(lab, variant):
    host = lab.host()
    {"resume12": resume12, "resume13": resume13, "retry": retry, "big-hello": big_hello}[variant.do](lab, host, int(variant.times or 3))


def server(lab, host, *options, stdin=None):
    lab.serve("openssl", "s_server", "-accept", "443", "-cert", host.certificate, "-cert_chain", lab.world.authority, "-key", host.key,
              "-quiet", *options, wait="tcp:443", stdin=stdin)
    lab.capture()


def client(lab, host, *options, stdin=REQUEST, after=0):
    """Says something and stays for a moment, as programs with a session to keep do."""
    command = ["openssl", "s_client", "-connect", f"{host.listen}:443", "-servername", host.name, "-quiet", "-keylogfile", lab.keys,
               *options]
    if after:
        lab.type_into(*command, lines=[stdin], pause=(after, after + 0.3), ok=False)
    else:
        lab.client(*command, stdin=stdin, ok=False, timeout=8)
    lab.pause(0.05, 0.6)


def resume12(lab, host, times):
    server(lab, host, "-tls1_2", "-www")
    for _ in range(times):
        for ticket, what in (([], "ticket"), (["-no_ticket"], "session id")):
            lab.label(host, "https/h1", f"full handshake, {what} issued", must=["tls", host.name])
            client(lab, host, "-tls1_2", "-ign_eof", *ticket, "-sess_out", lab.path("session"))
            lab.label(host, "https/h1", f"resumed by {what}", must=["tls", host.name])
            client(lab, host, "-tls1_2", "-ign_eof", *ticket, "-sess_in", lab.path("session"))


def resume13(lab, host, times):
    server(lab, host, "-tls1_3", "-early_data", stdin=subprocess.PIPE)
    early, first, second = lab.write("early.txt", REQUEST), lab.path("session"), lab.path("session2")
    for _ in range(times):
        for what, session in (("full handshake", ["-sess_out", first]), ("PSK resumption", ["-sess_in", first, "-sess_out", second]),
                              ("PSK and 0-RTT", ["-sess_in", second, "-early_data", early])):
            lab.label(host, "https/tls", what + ", a line that is no HTTP", must=["tls", host.name])
            client(lab, host, "-tls1_3", "-no_ign_eof", *session, stdin=b"hello, this is no HTTP\n", after=0.5)


def retry(lab, host, times):
    server(lab, host, "-groups", "P-384:P-521", "-www")
    for number in range(times):
        group = ("P-384", "P-521")[number % 2]
        lab.label(host, "https/h1", f"HelloRetryRequest for {group}", must=["tls", host.name])
        client(lab, host, "-groups", f"X25519:{group}", "-ign_eof")


def big_hello(lab, host, times):
    nginx(lab, host)
    alpn = ",".join(["h2", "http/1.1"] + [f"example-protocol-{n}" for n in range(120)])
    lab.capture()
    for _ in range(times):
        lab.label(host, "https/tls", "2,800-byte hello over two segments; HTTP/1.0 request in h2", must=["tls", host.name])
        client(lab, host, "-alpn", alpn, "-ign_eof")
    for ns, via in ((lab.wire.client, "192.0.2.254"), (lab.wire.server, "198.51.100.254")):
        sh("ip", "-n", ns, "route", "replace", "default", "via", via, "advmss", "88")
    for _ in range(times):
        lab.label(host, "https/h1", "88-byte segments", must=["tls", host.name])
        client(lab, host, "-alpn", "http/1.1", "-ign_eof", stdin=b"GET / HTTP/1.0\r\nHost: " + host.name.encode() + b"\r\n\r\n")
