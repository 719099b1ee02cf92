"""Dropbear on port 443, reached by its own client and by PuTTY's: a shell, commands, a file, a wrong key."""
import os

from lab.others import session
from lab.tools import sh

NEEDS = ["dropbear", "dbclient", "dropbearkey", "plink", "pscp", "puttygen", "ssh-keygen"]
SET = "test"
VARIANTS = ["path=near", "ip=6"]
SEEN = ["c>SSH-2.0", "s>SSH-2.0"]


def run(lab, variant):
    host = lab.host()
    serve(lab, host)
    lab.capture()
    dbclient = ["dbclient", "-y", "-i", lab.path("dropbear.key"), "-p", "443", "-l", "root", host.address]
    plink = ["-batch", "-P", "443", "-i", lab.path("user.ppk"), "-hostkey", fingerprint(lab)]
    lab.label(host, "other/ssh", "dbclient, a command", must=SEEN)
    lab.client(*dbclient, f"ls -l /usr/share | head -n {lab.random.randint(10, 400)}")
    lab.label(host, "other/ssh", "dbclient, keep-alive while idle", must=SEEN)
    idle = lab.start(*dbclient[:1], "-K", "2", *dbclient[1:], "sleep 8; date")
    lab.pause(1)
    lab.label(host, "other/ssh", "dbclient, a shell, typed into", must=SEEN)
    lab.type_into(*dbclient[:1], "-t", *dbclient[1:], "sh", lines=[key for line in session(lab, (1, 2)) for key in line], pause=(0.04, 0.2),
                  ok=False)
    lab.label(host, "other/ssh", "plink, output that runs on", must=SEEN)
    lab.client("plink", *plink, f"root@{host.address}", "for n in 1 2 3 4 5 6 7 8; do date; sleep 0.3; done")
    lab.label(host, "other/ssh", "pscp upload", must=SEEN)
    up = lab.write("up.bin", lab.random.randbytes(lab.random.randint(30_000, 500_000)))
    lab.client("pscp", "-q", "-scp", *plink, up, f"root@{host.listen}:{lab.temp}/stored.bin", ok=not host.v6)
    lab.label(host, "other/ssh", "dbclient, a user nobody knows", must=SEEN)
    lab.client("dbclient", "-y", "-i", lab.path("dropbear.key"), "-p", "443", "-l", "nobody-here", host.address, "true", ok=False)
    lab.finish(idle)


def serve(lab, host):
    home = lab.temp / "home"
    (home / ".ssh").mkdir(parents=True)
    for name in ("server.key", "dropbear.key"):
        sh("dropbearkey", "-t", "ed25519", "-f", lab.path(name))
    sh("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", lab.path("user"))
    sh("puttygen", lab.path("user"), "-O", "private", "-o", lab.path("user.ppk"))
    (home / ".ssh" / "authorized_keys").write_text(public(lab, "dropbear.key") + (lab.temp / "user.pub").read_text())
    for path in (home, home / ".ssh", home / ".ssh" / "authorized_keys"):
        os.chmod(path, 0o700)
    # it looks for keys in the home of the user alone: ip netns exec has given it mounts of its own
    lab.serve("sh", "-c",
              f"mount --bind {home} /root && exec dropbear -F -E -s -r {lab.path('server.key')} -P {lab.path('pid')} -p {host.listen}:443",
              wait="tcp:443")


def public(lab, name):
    return next(line for line in sh("dropbearkey", "-y", "-f", lab.path(name)).splitlines() if line.startswith("ssh-")) + "\n"


def fingerprint(lab):
    lab.write("server.pub", public(lab, "server.key"))
    return sh("ssh-keygen", "-l", "-f", lab.path("server.pub")).split()[1]
