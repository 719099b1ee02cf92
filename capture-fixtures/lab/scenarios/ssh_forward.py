"""SSH on port 443 that forwards otherwise: ssh -L to one site, ssh -w with a tun device, Dropbear's client before a SOCKS proxy."""
from lab.inner import Inside
from lab.proxies import Through, microsocks, sh, socks, ssh, sshd

NEEDS = ["sshd", "ssh", "dbclient", "dropbearkey", "microsocks", "nginx", "curl", "chromium", "certutil"]
SET = "tune"
VARIANTS = ["way=local path=near", "way=tun path=far", "way=dropbear path=lossy ip=6", "way=dropbear browser=on", "way=local shell=on"]
SESSIONS = (("browse", "typing"), ("api", "short", "together"), ("download",), ("upload", "idle", "short"))


def run(lab, variant):
    host, inside = lab.host(certificate=False), Inside(lab, sites=1 if variant.way == "local" else 3)
    sshd(lab, host.address, 443)
    microsocks(lab)
    if variant.way == "dropbear":
        key = sh("dropbearkey", "-t", "ed25519", "-f", lab.path("dropbear"))
        lab.write("authorized", next(line for line in key.splitlines() if line.startswith("ssh-")) + "\n")
    lab.capture()
    proxy = {"tun": [], "dropbear": socks(), "local": ["--connect-to", f"{inside.hosts[0]}:443:127.0.0.1:8443"]}[variant.way]
    through = Through(lab, host, inside, proxy, f"SSH, {variant.way}", "vpn/ssh-tunnel", must=["c>SSH-2.0", "s>SSH-2.0"], many=True)
    for kinds in [("browser", "browser")] * 2 if variant.browser else SESSIONS:
        client = WAYS[variant.way](lab, host, inside)
        if variant.shell:
            shell = ssh(lab, 443, "-tt", f"root@{host.address}", "-S", lab.path("control"))
            lab.type_into(*shell, lines=["ls /\r", "uptime\r", "exit\r"], ok=False)
        through.use(*(kind for kind in kinds if variant.way != "local" or kind != "typing"))
        lab.stop(client)


def local(lab, host, inside):
    """A master connection, so that a shell can share it."""
    forward = f"8443:{inside.hosts[0].v4}:443"
    command = ssh(lab, 443, "-N", "-M", "-S", lab.path("control"), "-L", forward, f"root@{host.address}")
    return lab.serve(*command, at="client", wait="tcp:8443")


def tun(lab, host, inside):
    client = lab.serve(*ssh(lab, 443, "-N", "-w", "7:7", f"root@{host.address}"), at="client", seconds=1.5)
    for at, here, there in (("server", "10.9.0.1", "10.9.0.2"), ("client", "10.9.0.2", "10.9.0.1")):
        lab.client("ip", "address", "add", here, "peer", there, "dev", "tun7", at=at)
        lab.client("ip", "link", "set", "tun7", "up", at=at)
    lab.client("ip", "route", "add", "198.18.0.0/15", "dev", "tun7")
    return client


def dropbear(lab, host, inside):
    command = ["dbclient", "-y", "-y", "-N", "-i", lab.path("dropbear"), "-p", "443", "-L", "127.0.0.1:1080:127.0.0.1:1081"]
    return lab.serve(*command, f"root@{host.address}", at="client", wait="tcp:1080")


WAYS = {"local": local, "tun": tun, "dropbear": dropbear}
