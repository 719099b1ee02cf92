"""SSH inside TLS by stunnel, for a shell and for forwarding: nothing but record sizes can tell it from a web page."""
from lab.inner import Inside
from lab.proxies import Through, socks, ssh, sshd, stunnel_client, stunnel_server

NEEDS = ["stunnel", "sshd", "ssh", "nginx", "curl", "chromium", "certutil"]
SET = "tune"
VARIANTS = ["tls=1.2 path=far ip=6", "tls=1.3 shell=on path=near", "tls=1.3 browser=on"]
FIXTURES = {"stunnel-ssh": ("fixture=command", "SSH inside TLS by stunnel: nothing but record sizes can tell it from a web page.")}
SESSIONS = (("browse", "short"), ("together", "api"), ("download", "typing"), ("upload",))


def run(lab, variant):
    host, inside = lab.host(), Inside(lab)
    sshd(lab, "127.0.0.1", 2200)
    stunnel_server(lab, host, 2200, variant.get("tls", "1.3"))
    lab.capture()
    stunnel_client(lab, host, 2222)
    if variant.fixture or variant.shell:
        shells(lab, host, 1 if variant.fixture else 4)
        return
    through = Through(lab, host, inside, socks(), "stunnel, ssh -D inside", "vpn/unknown-tunnel", must=["tls", host.name], many=True)
    for kinds in [("browser", "browser")] if variant.browser else SESSIONS:
        client = lab.serve(*ssh(lab, 2222, "-N", "-D", "127.0.0.1:1080", "root@127.0.0.1"), at="client", wait="tcp:1080")
        through.use(*kinds)
        lab.stop(client)


def shells(lab, host, count):
    lab.label(host, "vpn/unknown-tunnel", "stunnel, SSH inside, a command or a shell", must=["tls", host.name])
    for n in range(count):
        if n % 2 == 0:
            lab.client(*ssh(lab, 2222, "root@127.0.0.1", f"seq 1 {lab.random.randint(300, 3000)}"))
        else:
            lines = [key for word in ("ls /etc\r", "uptime\r", "ps ax\r", "exit\r") for key in word]
            lab.type_into(*ssh(lab, 2222, "-tt", "root@127.0.0.1"), lines=lines, pause=(0.04, 0.25), ok=False)
