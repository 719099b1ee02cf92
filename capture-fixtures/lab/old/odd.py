"""What else is found on port 443: STUN, DTLS, mail."""
import subprocess

from lab.lab import scenario


@scenario("stun-turn", "STUN and TURN on port 443: binding, allocation and relayed data over UDP and TCP, TURN over TLS.",
          "turnserver", "turnutils_stunclient", "turnutils_uclient")
def turn(lab):
    lab.serve("turnserver", "-n", "--listening-port", "443", "--tls-listening-port", "443", "--listening-ip", "198.51.100.1",
              "--relay-ip", "198.51.100.1", "--user", "user:secret", "--realm", "turn.example", "--lt-cred-mech", "--no-cli",
              "--cert", lab.cert, "--pkey", lab.key, "--log-file", "stdout", "--allow-loopback-peers", "--pidfile",
              lab.path("turn.pid"), wait="udp:443", seconds=2)
    lab.capture()
    lab.client("turnutils_stunclient", "-p", "443", "198.51.100.1", timeout=10, ok=False)
    client = ["turnutils_uclient", "-u", "user", "-w", "secret", "-p", "443", "-y", "-n", "3", "-m", "1", "-c", "198.51.100.1"]
    lab.client(*client, timeout=20, ok=False)
    lab.client(*client[:-1], "-t", client[-1], timeout=20, ok=False)
    lab.client(*client[:-1], "-t", "-S", client[-1], timeout=20, ok=False)
    def label(flow):
        if flow.first.get("c", "").startswith("\x16\x03"):
            return "other/tls", "TURN over TLS"
        return ("other/stun", "STUN or TURN") if flow.payload else ("unknown/no-payload", "no payload")
    return label


@scenario("dtls12", "DTLS 1.2 with cookie exchange and certificate, in fragments of 300 bytes.", "openssl")
def dtls(lab):
    lab.serve("openssl", "s_server", "-dtls1_2", "-accept", "443", "-cert", lab.cert, "-key", lab.key, "-listen", "-mtu", "300", "-quiet",
              wait="udp:443", stdin=subprocess.PIPE)
    lab.capture()
    lab.slow_client("openssl", "s_client", "-dtls1_2", "-connect", "198.51.100.1:443", "-servername", "dtls.example", "-quiet",
                    "-no_ign_eof", stdin=b"hello\n" * 20)
    return [("other/dtls", "DTLS 1.2", "dtls")]


MAIL = """
import socket, ssl, sys
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("cert.pem", "key.pem")
server = socket.create_server(("", 443))
for greeting in (b"* OK [CAPABILITY IMAP4rev1] ready\\r\\n", b"220 mail.example ESMTP\\r\\n"):
    connection, _ = server.accept()
    with context.wrap_socket(connection, server_side=True) as s:
        s.sendall(greeting)
        while line := s.recv(1000):
            tag = line.split()[0]
            if greeting[:1] == b"*":
                if b"LOGOUT" in line:
                    s.sendall(b"* BYE\\r\\n" + tag + b" OK done\\r\\n")
                    break
                s.sendall((b"* LIST () \\"/\\" INBOX\\r\\n" if b"LIST" in line else b"") + tag + b" OK done\\r\\n")
            elif b"QUIT" in line:
                s.sendall(b"221 bye\\r\\n")
                break
            else:
                s.sendall(b"250 ok\\r\\n")
"""


@scenario("mail-over-tls", "IMAP and SMTP inside TLS on port 443: the server speaks first, which no web server does.", "python3", "curl")
def mail(lab):
    lab.serve("python3", lab.write("mail.py", MAIL), wait="tcp:443")
    lab.capture()
    lab.client("curl", "-sS", "--cacert", lab.ca, "-u", "user:secret", "imaps://www.example:443/", ok=False, timeout=10)
    lab.client("curl", "-sS", "--cacert", lab.ca, "smtps://www.example:443/client.example", "-X", "NOOP", ok=False, timeout=10)
    return [("other/tls", "IMAP", "www.example"), ("other/tls", "SMTP", "www.example")]
