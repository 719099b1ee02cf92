"""
OpenVPN over TCP, its control channel bare or authenticated with SHA-1; some clients are refused for their certificate or their password.
"""
import os

from lab.inner import Inside
from lab.tunnels import OpenVpn, sessions

NEEDS = ["openvpn", "nginx", "curl", "dig", "ping"]
SET = "tune"
VARIANTS = ["control=none tls=1.3 path=near", "control=tls-auth tls=1.2 ip=6 path=far"]


def run(lab, variant):
    host, inside = lab.host("plain"), Inside(lab)
    verify = lab.write("verify", "#!/bin/sh\ngrep -q secret \"$1\"\n")
    os.chmod(verify, 0o755)
    right, wrong = lab.write("right", "user\nsecret\n"), lab.write("wrong", "user\nguess\n")
    server = OpenVpn(lab, host, "tcp", variant.control, ["--tls-version-max", variant.tls],
                     ["--script-security", "2", "--auth-user-pass-verify", verify, "via-file"])
    lab.client("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "stranger.key", "-out", "stranger.pem",
               "-subj", "/CN=stranger")
    lab.capture()
    server.label(f"control channel {variant.control}, TLS {variant.tls}")
    sessions(lab, inside, lambda: server.open("--auth-user-pass", right), long=2, short=4, steps=3)
    server.label("login refused: wrong password")
    lab.await_text(server.start("--auth-user-pass", wrong)[0], "AUTH_FAILED")
    server.label("login refused: certificate of a stranger")
    stranger = ["--cert", "stranger.pem", "--key", "stranger.key", "--connect-retry-max", "1"]
    process, _ = server.start("--auth-user-pass", right, *stranger)
    lab.pause(2, 3)
    lab.stop(process)
