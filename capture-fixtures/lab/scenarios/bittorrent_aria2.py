"""aria2 seeds on port 443 and others of its kind fetch from there over TCP: obfuscated by choice, by rule, all encrypted."""
from lab.others import swarm

NEEDS = ["aria2c", "transmission-create", "iptables"]
SET = "tune"
VARIANTS = ["encryption=plain path=near", "encryption=arc4 path=far"]
QUIET = ["aria2c", "-q", "--enable-dht=false", "--bt-enable-lpd=false", "--enable-peer-exchange=false", "--follow-torrent=mem",
         "--file-allocation=none"]


def run(lab, variant):
    seeder, tracker = lab.host(certificate=False), lab.host(certificate=False)
    files = swarm(lab, seeder, tracker, lab.random.randint(100_000, 900_000))
    level = {"plain": ["--bt-min-crypto-level=plain"], "arc4": ["--bt-require-crypto=true", "--bt-min-crypto-level=arc4"],
             "plain-header": ["--bt-require-crypto=true", "--bt-min-crypto-level=plain"]}[variant.encryption]
    seed = lab.serve(*QUIET, "--listen-port=6881", "--seed-ratio=0", "--check-integrity=true", *level, "-d",
                     files.folder("seed", whole=True), files.torrent, wait="tcp:6881")
    # it takes no port below 1024
    lab.client("iptables", "-t", "nat", "-A", "PREROUTING", "-p", "tcp", "--dport", "443", "-j", "REDIRECT", "--to-ports", "6881",
               at="server")
    lab.capture()
    hidden = {"plain": "obfuscated though the clear is allowed", "arc4": "encrypted",
              "plain-header": "header obfuscated"}[variant.encryption]
    lab.label(seeder, "other/bittorrent", f"a peer over TCP, {hidden}")
    peers = []
    for n in range(3):
        peers.append(lab.start(*QUIET, f"--listen-port={lab.random.randint(20_000, 60_000)}", "--seed-time=0", *level,
                   *(["--max-download-limit=100K"] if n == 1 else []),
                   "-d", files.folder(f"peer{n}"), files.torrent))
        lab.pause(0.2, 1)
    for peer in peers:
        lab.finish(peer, timeout=40)
    lab.stop(seed)
