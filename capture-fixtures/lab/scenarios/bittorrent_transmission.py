"""Transmission seeds on port 443 and another fetches from there, over TCP and uTP, in the clear and with its protocol's obfuscation."""
from lab.others import swarm

NEEDS = ["transmission-daemon", "transmission-create"]
SET = "tune"
VARIANTS = ["encryption=et path=near", "encryption=er ip=6", "encryption=et utp=yes path=near"]
FIXTURES = {"bittorrent": ("encryption=et fixture=short",
                           "BitTorrent over TCP, handshake in the clear, some pieces fetched from port 443.")}


def run(lab, variant):
    seeder, tracker = lab.host(certificate=False), lab.host(certificate=False)
    if not seeder.v6:  # it would tell peers of an address of the other kind, which nobody has
        lab.client("sysctl", "-qw", "net.ipv6.conf.all.disable_ipv6=1", at="server")
    files = swarm(lab, seeder, tracker, 40_000 if variant.fixture else lab.random.randint(100_000, 900_000))
    seed = daemon(lab, variant, files, "seed", "--peerport", "443",
                  *(["--bind-address-ipv6", seeder.v6] if seeder.v6 else ["--bind-address-ipv4", seeder.v4]))
    lab.capture()
    hidden = "obfuscated" if variant.encryption == "er" else "in the clear"
    must = [] if variant.encryption == "er" else ["c>\x13BitTorrent protocol"]
    lab.label(seeder, "other/bittorrent", f"a peer over TCP, {hidden}", must=must, optional=variant.utp)
    lab.label(seeder, "other/bittorrent", f"uTP, {hidden}", transport="udp", optional=not variant.utp)
    peer = daemon(lab, variant, files, "peer", "--peerport", lab.random.randint(20_000, 60_000), at="client")
    files.await_copy("peer")
    lab.stop(peer)
    lab.stop(seed)


def daemon(lab, variant, files, name, *options, at="server"):
    folder = files.folder(name, whole=name == "seed")
    return lab.serve("transmission-daemon", "-f", "-g", folder / "config", "-w", folder, "-c", files.watched(name), "-O", "-M", "-Y",
                     "--utp" if variant.utp else "--no-utp", f"-{variant.encryption}", *options, at=at, seconds=1)
