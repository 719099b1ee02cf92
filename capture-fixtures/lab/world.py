"""Names, addresses and certificates of one run, drawn from its seed: no rule can learn them."""
import os
import random

from lab.tools import sh

WORDS = ("amber aster basil birch cedar cobalt coral crane delta ember fable fjord garnet grove harbor hazel heron indigo iris ivory jasper "
         "juniper kestrel lagoon larch linen lotus maple meadow mist nectar north oasis onyx opal orchid otter pearl pine plume quartz quill raven "
         "reef ridge river sable sage shore silver spruce stone summit thistle tidal topaz umber vale violet walnut willow wren yarrow zephyr").split()
COMMON = {"web": ("www", "app", "static", "img", "cdn", "api", "media", "assets", "news", "shop"),
          "dns": ("dns", "doh", "resolver", "ns-query")}


class Host:
    """Something with an address of its own on port 443. ``address`` is the one that its name leads to."""

    def __init__(self, name, v4, v6, certificate, key):
        self.name, self.v4, self.v6, self.certificate, self.key = name, v4, v6, certificate, key

    @property
    def address(self):
        return self.v4 or self.v6

    @property
    def listen(self):
        """As configuration files want it: v6 in brackets."""
        return self.v4 or f"[{self.v6}]"

    def __str__(self):
        return self.name


class World:
    def __init__(self, seed, folder, ip):
        self.random, self.folder, self.ip = random.Random(seed), folder, str(ip)
        self.client = f"192.0.2.{self.random.randint(10, 200)}"
        self.client6 = f"2001:db8:1::{self.random.randint(0x10, 0xfffe):x}"
        self.resolver = "198.51.100.53"
        outer = [f"{net}.{n}" for net in ("198.51.100", "203.0.113") for n in range(1, 240) if n != 53]
        self.random.shuffle(outer)
        self.outer, self.inner = outer, 0
        self.words = self.random.sample(WORDS, len(WORDS))
        self.owner = self.word()
        self.hosts, self.records = [], []
        self.make_authority()

    def word(self):
        return self.words.pop() if self.words else f"x{self.random.randint(1000, 9999)}"

    def mac(self):
        return ":".join(f"{byte:02x}" for byte in (0x02, *(self.random.randint(0, 255) for _ in range(5))))

    # -- names ------------------------------------------------------------------------------------------------

    def host(self, kind="web", name=None, inner=False, certificate=True):
        """
        A new name and address. ``kind`` "web" and "dns" draw such a first label; "plain" has none. ``inner`` hosts lie
        behind the tunnels and have no route from the client.
        """
        if not name:
            first = self.random.choice(COMMON[kind]) + "." if kind in COMMON else ""
            name = f"{first}{self.word()}.{'internal.example' if inner else self.random.choice(('example', 'example.com', 'example.net', 'example.org'))}"
        v4 = v6 = None
        if inner:
            self.inner += 1
            v4 = f"198.18.{self.random.randint(1, 250)}.{self.inner}"
        else:
            last = self.outer.pop()
            v4 = last if self.ip in ("4", "both") else None
            v6 = f"2001:db8:2::{self.random.randint(1, 0xfff):x}:{len(self.outer):x}" if self.ip in ("6", "both") else None
        host = Host(name, v4, v6, *(self.certificate(name) if certificate else (None, None)))
        self.hosts.append(host)
        return host

    def record(self, text):
        """One more record for the resolver in the clear, in zone file syntax."""
        self.records.append(text)

    def zone(self):
        lines = [f"{host.name}. 300 IN {kind} {address}" for host in self.hosts
                 for kind, address in (("A", host.v4), ("AAAA", host.v6)) if address]
        return lines + self.records

    # -- certificates -----------------------------------------------------------------------------------------

    def path(self, name):
        return str(self.folder / name)

    def make_authority(self):
        """A root that clients trust, and an intermediate that signs, as on the web: chains are two certificates long."""
        os.chmod(self.folder, 0o755)
        self.ca, self.authority = self.path("ca.pem"), self.path("intermediate.pem")
        name = f"/C=XX/O={self.owner.title()} Trust Services"
        (self.folder / "ca.ext").write_text("basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n")
        sh("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "365", "-keyout", self.path("ca.key"), "-out", self.ca,
           "-subj", f"{name}/CN={self.owner.title()} Root R{self.random.randint(1, 9)}")
        self.signed("intermediate", f"{name}/CN={self.owner.upper()[:2]}{self.random.randint(1, 9)}", "ec", self.ca, self.path("ca.key"), "ca.ext", 180)

    def certificate(self, *names, kind=None, subject=None):
        """A chain of leaf and intermediate, and a key, for these names; returns their paths. ``kind``: ec or rsa (default: drawn)."""
        kind = kind or self.random.choice(("ec", "ec", "rsa"))
        stem = f"cert{self.random.randint(0, 1 << 40):x}"
        (self.folder / (stem + ".ext")).write_text("subjectAltName=" + ",".join("DNS:" + n for n in names) + "\nextendedKeyUsage=serverAuth,clientAuth\n")
        self.signed(stem, subject or f"/CN={names[0]}", kind, self.authority, self.path("intermediate.key"), stem + ".ext", 60)
        leaf = self.folder / (stem + ".pem")
        leaf.write_text(leaf.read_text() + open(self.authority).read())
        return str(leaf), self.path(stem + ".key")

    def signed(self, stem, subject, kind, issuer, issuer_key, extensions, days):
        new = ["-newkey", "rsa:2048"] if kind == "rsa" else ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
        sh("openssl", "req", "-new", *new, "-nodes", "-keyout", self.path(stem + ".key"), "-out", self.path("csr"), "-subj", subject)
        sh("openssl", "x509", "-req", "-in", self.path("csr"), "-CA", issuer, "-CAkey", issuer_key, "-days", str(days),
           "-extfile", self.path(extensions), "-out", self.path(stem + ".pem"))
        os.chmod(self.path(stem + ".key"), 0o644)
