"""Servers and clients of what is not the web: SSH, scripts in Python, hands that type."""
import os

from lab.tools import sh

SSH_OPTIONS = ("-o", "StrictHostKeyChecking=no", "-o", "LogLevel=ERROR", "-o", "UpdateHostKeys=no")
WORDS = ("ls -l", "cd /usr/share", "pwd", "du -sh doc", "uname -a", "seq 1 80", "date", "head -c 3000 /bin/ls | od -x", "df", "id", "ps", "ls /etc")


def keys(lab):
    """A host key and a user's key that the server accepts."""
    for name in ("host", "user"):
        sh("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", lab.world.word(), "-f", lab.path(name))
        os.chmod(lab.path(name), 0o600)
    sh("cp", lab.path("user.pub"), lab.path("authorized"))


def sshd(lab, host, *options):
    """OpenSSH's server on port 443 of a host, for root with the key of keys(); "ssh -i" with ssh() reaches it."""
    lab.make_folder("/run/sshd")
    keys(lab)
    return lab.serve("/usr/sbin/sshd", "-D", "-e", "-f", "/dev/null", "-h", lab.path("host"), "-o", "StrictModes=no", "-o", "UsePAM=no",
                     "-o", f"AuthorizedKeysFile={lab.temp}/authorized", "-o", f"ListenAddress={host.listen}:443", "-o", "PidFile=none",
                     "-o", "PermitRootLogin=yes", "-o", "Subsystem=sftp internal-sftp", *options, wait=f"tcp:443:{host.listen}")


def ssh_options(lab, port_flag="-p"):
    return ["-F", "none", "-i", lab.path("user"), port_flag, "443", "-o", f"UserKnownHostsFile={lab.temp}/known", *SSH_OPTIONS]


def script(lab, text, *arguments, name="script", at="server", wait=None, **settings):
    """A server or client of some lines of Python: its source, and what it is told on the command line."""
    path = lab.write(f"{name}.py", text)
    if at == "server":
        return lab.serve("/usr/bin/python3", path, *arguments, wait=wait, **settings)
    return lab.client("/usr/bin/python3", path, *arguments, **settings)


def typed(lab, *lines, end="\n"):
    """Lines as hands give them: with s_client and the like each leaves as one write."""
    return [line + end for line in lines]


def session(lab, count=(3, 7)):
    """Commands that somebody types into a shell, and its end."""
    return [word + "\n" for word in lab.random.sample(WORDS, lab.random.randint(*count))] + ["exit\n"]


def s_client(lab, host, *options):
    """openssl's client of a host's port 443, into which a scenario types."""
    return ["openssl", "s_client", "-connect", f"{host.listen}:443", "-servername", host.name, "-CAfile", lab.ca, "-quiet", "-no_ign_eof", *options]


def any_port(lab):
    """Ports below 1024 also for servers that insist on not being root; only in the server's namespace."""
    lab.client("sysctl", "-qw", "net.ipv4.ip_unprivileged_port_start=0", at="server")


def answers_from(lab, host):
    """For servers that cannot be told an address: what the server's namespace sends bears this host's, unless bound to another."""
    for family, via, address in (("-4", "198.51.100.254", host.v4), ("-6", "2001:db8:2::fe", host.v6)):
        if address:
            sh("ip", family, "-n", lab.wire.server, "route", "replace", "default", "via", via, "src", address)
