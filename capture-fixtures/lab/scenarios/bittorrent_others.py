"""
qBittorrent and rTorrent, two libraries of the protocol: one seeds on port 443 and the other fetches from there, in the clear, with
what obfuscates the handshake, and with all of it encrypted; over TCP and by qBittorrent's uTP.
"""
import os

from lab.others import swarm

NEEDS = ["qbittorrent-nox", "rtorrent", "script", "transmission-create"]
SET = "tune"
VARIANTS = ["fetch=rtorrent encryption=off path=near", "fetch=rtorrent encryption=on path=far",
            "fetch=qbittorrent encryption=on utp=on path=near", "fetch=rtorrent encryption=handshake path=slow"]
QBITTORRENT = """[LegalNotice]
Accepted=true
[BitTorrent]
Session\\Port=PORT
Session\\Interface=
Session\\InterfaceAddress=ADDRESS
Session\\DHTEnabled=false
Session\\LSDEnabled=false
Session\\PeXEnabled=false
Session\\Encryption=ENCRYPTION
Session\\BTProtocol=PROTOCOL
Session\\DefaultSavePath=FOLDER
Session\\MultiConnectionsPerIp=true
[Preferences]
WebUI\\Enabled=true
WebUI\\Address=127.0.0.1
WebUI\\LocalHostAuth=false
"""
RTORRENT = """directory.default.set = FOLDER
session.path.set = FOLDER/.session
network.port_range.set = PORT-PORT
dht.mode.set = disable
protocol.pex.set = no
trackers.use_udp.set = no
protocol.encryption.set = ENCRYPTION
system.umask.set = 0022
schedule2 = watch,1,2,load.start=WATCHED/*.torrent
"""
HIDING = {"off": ("2", "none"), "on": ("1", "require,require_RC4,try_outgoing,enable_retry"),
          "handshake": ("0", "allow_incoming,try_outgoing,prefer_plaintext")}


def run(lab, variant):
    seeder, tracker = lab.host(certificate=False), lab.host(certificate=False)
    lab.client("sysctl", "-qw", "net.ipv6.conf.all.disable_ipv6=1", at="server")
    files = swarm(lab, seeder, tracker, lab.random.randint(400_000, 2_000_000))
    seed = qbittorrent(lab, variant, files, "seed", 443, seeder.address, "server")
    lab.await_port(f"tcp:443:{seeder.address}", "server", seed)
    lab.pause(2)
    lab.capture()
    must = ["c>\x13BitTorrent protocol"] if variant.encryption == "off" else []
    words = {"off": "in the clear", "on": "obfuscated", "handshake": "obfuscated where it likes"}[variant.encryption]
    lab.label(seeder, "other/bittorrent", f"a peer over TCP, {words}", must=must, optional=variant.utp)
    lab.label(seeder, "other/bittorrent", f"uTP, {words}", transport="udp", optional=not variant.utp)
    for n in range(2):
        port = lab.random.randint(20_000, 60_000)
        if variant.fetch == "rtorrent":
            peer = rtorrent(lab, variant, files, f"peer{n}", port)
        else:
            peer = qbittorrent(lab, variant, files, f"peer{n}", port, lab.world.client, "client")
        files.await_copy(f"peer{n}", 60)
        lab.pause(1, 4)
        lab.stop(peer)


def qbittorrent(lab, variant, files, name, port, address, at):
    folder = files.folder(name, whole=name == "seed")
    text = QBITTORRENT.replace("PORT", str(port)).replace("ADDRESS", address).replace("FOLDER", str(folder))
    text = text.replace("ENCRYPTION", HIDING[variant.encryption][0]).replace("PROTOCOL", "UTP" if variant.utp else "TCP")
    lab.write(f"{name}-profile/qBittorrent/config/qBittorrent.conf", text)
    options = [f"--profile={lab.path(name + '-profile')}", f"--webui-port={port % 20000 + 20000}", "--add-paused=false",
               "--skip-dialog=true"]
    return lab.serve("qbittorrent-nox", *options, f"--save-path={folder}", files.torrent, at=at, seconds=2)


def rtorrent(lab, variant, files, name, port):
    """It wants a terminal."""
    folder = files.folder(name)
    os.mkdir(folder / ".session")
    text = RTORRENT.replace("PORT", str(port)).replace("FOLDER", str(folder)).replace("WATCHED", str(files.watched(name)))
    config = lab.write(f"{name}.rc", text.replace("ENCRYPTION", HIDING[variant.encryption][1]))
    return lab.serve("script", "-qfc", f"env TERM=xterm rtorrent -n -o import={config}", "/dev/null", at="client", seconds=1)
