"""What ngtcp2's programs can do besides pages: Retry, 0-RTT, versions, key updates, connection ids, another local port."""
from lab import quic

NEEDS = quic.NEEDS["ngtcp2"]
SET = "tune"
VARIANTS = ["kind=resume", "kind=resume path=far ip=6", "kind=retry path=near", "kind=retry path=lossy", "kind=versions",
            "kind=versions path=near", "kind=ids path=near", "kind=update path=near", "kind=move path=slow", "kind=move path=far ip=6"]
FIXTURES = {
    "quic-v1": ("kind=resume", "QUIC version 1 with HTTP/3, then resumed with 0-RTT."),
    "quic-retry": ("kind=retry", "The server asks for a Retry: the second Initial carries a token and has other keys."),
    "quic-v2": ("kind=versions", "QUIC version 2 (draft): from the first packet, and agreed on; and a version the server does not know."),
    "quic-moved": ("kind=move path=slow fixture=yes",
                   "The client goes on at another local port in an upload, told (migration) and untold (NAT rebinding)."),
}
SERVER = {"retry": ["-V"], "versions": ["--preferred-versions=v2draft,v1"]}
TOKEN = ["--session-file", "session", "--tp-file", "parameters", "--token-file", "token"]


def run(lab, variant):
    host = lab.host()
    quic.gtlsserver(lab, host, *SERVER.get(variant.kind, []))
    lab.capture()
    if variant.kind == "move":
        move(lab, host, 60_000 if variant.fixture else 1_000_000)
    else:
        KINDS[variant.kind](lab, host)


def say(lab, host, notes, *must):
    lab.label(host, "quic/h3", f"gtlsserver and gtlsclient, {notes}", "udp", must=must)


def resume(lab, host):
    say(lab, host, "full handshake", "quic", host.name, "h3")
    quic.gtlsclient(lab, host, *TOKEN)
    say(lab, host, "resumed, 0-RTT", "quic", host.name, "h3")
    quic.gtlsclient(lab, host, *TOKEN[:4], paths=["/index.html", "/a.css"])
    lab.pause(0.5, 2)
    say(lab, host, "resumed, without early data", "quic", host.name, "h3")
    quic.gtlsclient(lab, host, *TOKEN, "--disable-early-data", paths=["/small.json"])


def retry(lab, host):
    say(lab, host, "Retry", "quic", host.name, "h3")
    quic.gtlsclient(lab, host, "--token-file", "token")
    quic.gtlsclient(lab, host, "--scid", lab.random.randbytes(20).hex(), paths=["/index.html", "/a.css", "/a.js"])
    say(lab, host, "no Retry, for the client has a token", "quic", host.name, "h3")
    quic.gtlsclient(lab, host, "--token-file", "token", paths=["/a.js"])


def versions(lab, host):
    say(lab, host, "version 2 first, with the number of a draft", "udp")
    quic.gtlsclient(lab, host, "-v", "v2draft", "--other-versions=v2draft,v1")
    say(lab, host, "version 1 first, then version 2 (draft)", "quic")
    quic.gtlsclient(lab, host, "-v", "v1", "--other-versions=v2draft,v1")
    say(lab, host, "a version nobody knows, its answer, and version 1 on another port", "quic")
    quic.gtlsclient(lab, host, "-v", "0x1a2a3a4a", "--preferred-versions=v1", "--other-versions=v1")


def ids(lab, host):
    say(lab, host, "connection ids of several lengths", "quic", host.name, "h3")
    for length, other in ((0, 8), (20, 18), (1, 12), (8, 18)):
        names = [f"--{name}cid={lab.random.randbytes(size).hex()}" for name, size in (("s", length), ("d", other))]
        quic.gtlsclient(lab, host, *names, paths=["/index.html", "/a.js"])
        lab.pause(0.1, 0.6)
    say(lab, host, "largest datagrams of 1200 bytes, no search for larger ones", "quic", host.name, "h3")
    quic.gtlsclient(lab, host, "--max-udp-payload-size=1200", "--no-pmtud", paths=["/a.js", "/i0.png"])


def update(lab, host):
    say(lab, host, "idle, then a request; the client changes the keys", "quic", host.name, "h3")
    for wait in ("100ms", "1500ms", "2500ms"):
        quic.gtlsclient(lab, host, f"--key-update={wait}", f"--delay-stream={wait}", paths=["/index.html", "/a.css"], idle="6s")


def move(lab, host, size):
    """The new address comes 1.5 s after the handshake, in the middle of an upload: only who sends is found again after NAT rebinding."""
    upload = ["--delay-stream=1400ms", "-m", "POST", "-d", lab.write("up.bin", lab.random.randbytes(size))]
    for options, how in (([], "migration"), (["--nat-rebinding"], "NAT rebinding")):
        say(lab, host, f"{how} in an upload", "quic", host.name, "h3")
        client = quic.gtlsclient(lab, host, "--change-local-addr=1500ms", *options, *upload, paths=["/upload"], start=True, idle="6s")
        lab.pause(1)
        say(lab, host, f"continues after {how}")
        lab.finish(client)


KINDS = {"resume": resume, "retry": retry, "versions": versions, "ids": ids, "update": update}
