"""
SSH on port 443 by Apache MINA (Java): its server and its client, which forwards what a SOCKS proxy is asked, and the npm package ssh2
as a client that does the same.
"""
from lab.inner import Inside
from lab.others import leads_to
from lab.proxies import PROGRAMS, Through, socks
from lab.tools import CACHE, sh

NEEDS = ["java", "ssh-keygen", "iptables", "maven:mina-sshd", "node", "npm:ssh2", "nginx", "curl", "chromium", "certutil"]
SET = "tune"
VARIANTS = ["client=mina path=near", "client=ssh2 path=far", "client=ssh2 cipher=aes128-gcm@openssh.com path=lossy ip=6",
            "client=mina browser=on path=near"]
PORT = "2200"
SESSIONS = (("browse", "typing", "browse"), ("api", "together", "idle", "short"), ("download", "upload"))


def java(main, *arguments):
    return ["java", "-Xmx200m", "-XX:TieredStopAtLevel=1", "-cp", f"{CACHE}/jars/mina-sshd/*", f"org.apache.sshd.cli.{main}", *arguments]


def run(lab, variant):
    host, inside = lab.host(certificate=False), Inside(lab, sites=3)
    person = lab.world.word()  # the server's own command takes anybody whose password is their name
    sh("ssh-keygen", "-q", "-t", lab.random.choice(("ed25519", "rsa", "ecdsa")), "-N", "", "-C", lab.world.word(), "-f", lab.path("host"))
    lab.serve(*java("server.SshServerMain", "-p", PORT, "-key-file", lab.path("host")), wait=f"tcp:{PORT}")
    leads_to(lab, host, PORT)
    lab.capture()
    must = ["c>SSH-2.0-", "s>SSH-2.0-APACHE-SSHD"]
    through = Through(lab, host, inside, socks(), f"MINA, SOCKS of {variant.client}", "vpn/ssh-tunnel", must=must, many=True)
    for kinds in [("browser", "browser")] if variant.browser else SESSIONS:
        if variant.client == "mina":
            command = java("client.SshClientMain", "-p", "443", "-o", "StrictHostKeyChecking=no", "-w", person,
                           f"{person}@{host.address}", "-D", "1080")
        else:
            command = ["node", PROGRAMS / "ssh2_socks.js", host.address, person, person, variant.get("cipher", "")]
        client = lab.serve(*command, at="client", env={"NODE_PATH": lab.environment["NODE_PATH"]}, wait="tcp:1080")
        through.use(*kinds)
        lab.stop(client)
        lab.pause(0.5, 1.5)
