"""sshuttle: all connections to the inside are caught by the firewall and carried by a program of its own through SSH on port 443."""
from lab.inner import Inside
from lab.proxies import Through, bracketed, ssh, sshd

NEEDS = ["sshuttle", "iptables", "sshd", "ssh", "nginx", "curl", "chromium", "certutil"]
SET = "test"
VARIANTS = ["path=near", "browser=on path=far ip=6"]
SESSIONS = (("browse", "short"), ("together", "api"), ("download", "typing", "upload"))


def run(lab, variant):
    host, inside = lab.host(certificate=False), Inside(lab)
    sshd(lab, host.address, 443)
    lab.capture()
    lab.client("ip", "route", "add", "198.18.0.0/15", "via", "192.0.2.254")  # the firewall sees only what has a route
    through = Through(lab, host, inside, [], "sshuttle", "vpn/ssh-tunnel", must=["c>SSH-2.0", "s>SSH-2.0"], many=True)
    for kinds in [("browser", "browser", "short")] if variant.browser else SESSIONS:
        command = " ".join(ssh(lab, 443))
        client = lab.serve("sshuttle", "--method", "nat", "--disable-ipv6", "--python", "/usr/bin/python3", "-e", command,
                           "-r", f"root@{bracketed(host.address)}", "198.18.0.0/15", at="client", wait="tcp:12300:127.0.0.1")
        lab.await_text(client, "Connected to server")
        through.use(*kinds)
        lab.stop(client)
