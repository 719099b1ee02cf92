"""SSH on port 443 that forwards what a SOCKS proxy is asked (ssh -D): pages, downloads and Chromium inside, with several ciphers."""
from lab.inner import Inside
from lab.proxies import Through, socks, ssh, sshd

NEEDS = ["sshd", "ssh", "nginx", "curl", "chromium", "certutil"]
SET = "tune"
VARIANTS = ["path=near", "ip=6 cipher=aes256-gcm@openssh.com", "path=lossy cipher=aes128-ctr compress=on", "browser=on"]
FIXTURES = {"ssh-tunnel": ("fixture=pages", "SSH on port 443 used as a tunnel (ssh -D): pages are fetched through it.")}
SESSIONS = (("browse",), ("browse", "api", "together"), ("download", "short"), ("typing", "upload"), ("short", "idle", "short"))


def run(lab, variant):
    host, inside = lab.host(certificate=False), Inside(lab, sites=1 if variant.fixture else 3)
    sshd(lab, host.address, 443)
    lab.capture()
    sessions = [("few", "few")] if variant.fixture else [("browser", "browser")] * 2 if variant.browser else lab.random.sample(SESSIONS, 4)
    through = Through(lab, host, inside, socks(), "OpenSSH -D", "vpn/ssh-tunnel", must=["c>SSH-2.0", "s>SSH-2.0"], many=True)
    options = [*(["-c", variant.cipher] if variant.cipher else []), *(["-C"] if variant.compress else [])]
    for kinds in sessions:
        client = lab.serve(*ssh(lab, 443, "-N", "-D", "127.0.0.1:1080", *options, f"root@{host.address}"), at="client", wait="tcp:1080")
        through.use(*kinds)
        lab.stop(client)
