"""TCP in websockets with other programs: websockify with TLS of its own, Node's ws as client; SOCKS or SSH inside, and pages beside it."""
from lab.inner import Inside
from lab.proxies import MIXES, PROGRAMS, Through, microsocks, socks, ssh, sshd
from lab.servers import curl, site

NEEDS = ["websockify", "node", "npm:ws", "microsocks", "sshd", "ssh", "nginx", "curl", "chromium", "certutil"]
SET = "test"
VARIANTS = ["inside=socks mix=mixed path=near", "inside=ssh ip=6 path=far"]


def run(lab, variant):
    host, inside = lab.host(), Inside(lab, sites=4)
    through_ssh = variant.inside == "ssh"
    sshd(lab, "127.0.0.1", 1081) if through_ssh else microsocks(lab)
    lab.serve("websockify", "--ssl-only", f"--cert={host.certificate}", f"--key={host.key}", f"--web={site(lab, host)}",
              f"{host.listen}:443", "127.0.0.1:1081", wait=f"tcp:443:{host.address}")
    lab.capture()
    lab.serve("node", PROGRAMS / "websocket_client.js", f"wss://{host}/", at="client", wait="tcp:1080")
    if through_ssh:
        forwarded(lab, host, inside)
    else:
        Through(lab, host, inside, socks(), "websockify, SOCKS5 inside", must=[host.name, "tls"]).use(*MIXES[variant.mix])
    lab.label(host, "https/h1", "pages beside the tunnel", must=[host.name, "tls"])
    for path in ("index.html", "a.js", "small.json"):
        curl(lab, f"https://{host}/{path}")
        lab.pause(0.1, 0.5)


def forwarded(lab, host, inside):
    through = Through(lab, host, inside, socks(1085), "websockify, ssh -D inside", "vpn/unknown-tunnel", must=[host.name, "tls"], many=True)
    for kinds in (("browse", "short"), ("together",), ("typing", "download")):
        client = lab.serve(*ssh(lab, 1080, "-N", "-D", "127.0.0.1:1085", "root@127.0.0.1"), at="client", wait="tcp:1085")
        through.use(*kinds)
        lab.stop(client)
