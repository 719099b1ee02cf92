"""
openconnect at ocserv with certificates and without DTLS: everything, also datagrams, in one TLS connection; strangers are refused
in the handshake or after it.
"""
from lab.inner import Inside
from lab.tunnels import OpenConnect, ocserv, sessions

NEEDS = ["ocserv", "openconnect", "nginx", "curl", "dig", "ping"]
SET = "test"
VARIANTS = ["tls=1.2 path=far ip=6", "tls=1.3 path=lossy compression=on"]


def run(lab, variant):
    host, inside = lab.host(), Inside(lab)
    ocserv(lab, host, 'auth = "certificate"\ncompression = true\nno-compress-limit = 200', variant.tls, dtls=False)
    certificate, key = lab.world.certificate(f"{lab.world.word()}.example", kind="rsa", subject="/CN=user")
    lab.client("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "stranger.key", "-out", "stranger.pem",
               "-subj", "/CN=stranger")
    client = OpenConnect(lab, host, *([] if variant.compression else ["--no-deflate"]))
    lab.capture()
    lab.label(host, "vpn/anyconnect-tls", f"everything in TLS {variant.tls}, log-in with a certificate", must=[host.name, "tls"])
    sessions(lab, inside, lambda: client.open("-c", certificate, "-k", key), long=2, short=4, steps=4)
    for who, options in (("a stranger's certificate", ("-c", "stranger.pem", "-k", "stranger.key")), ("no certificate", ())):
        lab.label(host, "vpn/anyconnect-tls", "login refused: " + who, must=["tls"])
        client.refused(*options)
