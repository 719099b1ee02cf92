"""Encrypted Client Hello for the hosts of a pages.Web: records that offer it, a server that takes it, and one that cannot."""
import base64
import struct
from pathlib import Path

from lab import fronts
from lab.tools import sh

SERVER = Path(__file__).with_name("programs") / "ech_server.py"
NEEDS = ["certutil", "pk12util", "nginx", "unbound", "openssl"]


def shared_certificate(lab, web, public):
    """One certificate for all hosts and the public name, as where one provider serves many."""
    pair = lab.world.certificate(*(host.name for host in web.hosts), public.name)
    for host in web.hosts:
        host.certificate, host.key = pair
    return pair


def accepting(lab, web, public):
    """Debian's NSS in front of an nginx that speaks HTTP/2 without TLS; returns the process, which says what it decrypted."""
    certificate, key = shared_certificate(lab, web, public)
    database, bundle = lab.temp / "nss", lab.path("server.p12")
    database.mkdir()
    sh("certutil", "-d", f"sql:{database}", "-N", "--empty-password")
    sh("openssl", "pkcs12", "-export", "-in", certificate, "-inkey", key, "-name", "server", "-passout", "pass:", "-out", bundle)
    sh("pk12util", "-d", f"sql:{database}", "-i", bundle, "-W", "")
    fronts.plain_nginx(lab, web, "http2", fronts.NGINX)
    addresses = [address for host in web.hosts for address in fronts.addresses(host)]
    process = lab.serve("/usr/bin/python3", SERVER, database, "server", public, 8080, *addresses, wait="tcp:443")
    lab.await_text(process, "ech ")
    offer(lab, web, next(line[4:] for line in Path(process.log).read_text().splitlines() if line.startswith("ech ")))
    return process


def refusing(lab, web, public):
    """nginx knows nothing of the key that the records offer: it answers to the public name, and the browser comes again without."""
    shared_certificate(lab, web, public)
    fronts.nginx(lab, web)
    name = public.name.encode()
    content = struct.pack(">BHH", lab.random.randrange(256), 0x20, 32) + lab.random.randbytes(32) + struct.pack(">HHHHH", 8, 1, 1, 1, 3)
    content += struct.pack(">BB", 64, len(name)) + name + bytes(2)
    config = struct.pack(">HH", 0xfe0d, len(content)) + content
    offer(lab, web, base64.b64encode(struct.pack(">H", len(config)) + config).decode())


def offer(lab, web, configs):
    for host in web.hosts:
        lab.world.record(f"{host}. 300 IN HTTPS 1 . alpn=h2 ech={configs}")


def decrypted(process, web):
    """How many handshakes were for a host of the web in their inner hello."""
    names = {host.name for host in web.hosts}
    return sum(line in names for line in Path(process.log).read_text().splitlines())
