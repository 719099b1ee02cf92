"""Servers and clients of what is not the web: SSH, scripts in Python, hands that type."""
import json
import os
import time
from pathlib import Path

from lab.tools import sh

SSH_OPTIONS = ("-o", "StrictHostKeyChecking=no", "-o", "LogLevel=ERROR", "-o", "UpdateHostKeys=no")
WORDS = ("ls -l", "cd /usr/share", "pwd", "du -sh doc", "uname -a", "seq 1 80", "date", "head -c 3000 /bin/ls | od -x", "df", "id", "ps",
         "ls /etc")
TALK = Path(__file__).with_name("programs") / "talk.py"
TRACKER = """
import http.server, sys, urllib.parse
def text(value):
    return b"%d:%s" % (len(value), value.encode())
class Tracker(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        peers = b"" if "left=0&" in self.path + "&" else b"d2:ip" + text(sys.argv[2]) + b"4:porti443ee"
        body = b"d8:intervali900e5:peersl" + peers + b"ee"
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *_):
        pass
class Server(http.server.ThreadingHTTPServer):
    address_family = 10 if ":" in sys.argv[1] else 2
Server((sys.argv[1], 6969), Tracker).serve_forever()
"""


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
    return ["openssl", "s_client", "-connect", f"{host.listen}:443", "-servername", host.name, "-CAfile", lab.ca, "-quiet", "-no_ign_eof",
            *options]


def any_port(lab):
    """Ports below 1024 also for servers that insist on not being root; only in the server's namespace."""
    lab.client("sysctl", "-qw", "net.ipv4.ip_unprivileged_port_start=0", at="server")


def answers_from(lab, host):
    """For servers that cannot be told an address: what the server's namespace sends bears this host's, unless bound to another."""
    for family, via, address in (("-4", "198.51.100.254", host.v4), ("-6", "2001:db8:2::fe", host.v6)):
        if address:
            sh("ip", family, "-n", lab.wire.server, "route", "replace", "default", "via", via, "src", address)


def leads_to(lab, host, port, transport="tcp"):
    """What comes to a host's port 443 goes to another port, of a server that wants all addresses of the port it has."""
    target = f"{host.listen}:{port}"
    filter = ["-d", host.address, "-p", transport, "--dport", "443"]
    lab.client("ip6tables" if host.v6 else "iptables", "-t", "nat", "-A", "PREROUTING", *filter, "-j", "DNAT", "--to-destination", target,
               at="server")


class Talks:
    """
    Conversations by talk.py, each with a host of its own: the servers' ends are there from the beginning, begin() starts all
    clients within some seconds of each other and waits for them. ``plans``: (notes, kind of bytes, turns), see talk.py and below.
    """

    def __init__(self, lab, transport, plans):
        self.lab, self.transport, self.plans = lab, transport, []
        for notes, kind, turns in plans:
            host = lab.host(certificate=False)
            plan = lab.write(f"talk-{host}.json", json.dumps([{"seed": lab.random.randint(0, 1 << 30), "bytes": kind, "turns": turns}]))
            lab.serve("/usr/bin/python3", TALK, "server", transport, host.address, plan, wait=f"{transport}:443:{host.listen}")
            self.plans.append((host, notes, plan))

    def begin(self, verdict, notes):
        running = []
        for host, what, plan in self.plans:
            self.lab.label(host, verdict, notes + what, transport=self.transport)
            running.append(self.lab.start("/usr/bin/python3", TALK, "client", self.transport, host.address, plan))
            self.lab.pause(0, 0.8)
        for process in running:
            self.lab.finish(process, timeout=60)


def asked(lab, times, question, answer, pause=(0, 0.5)):
    """Questions and answers, of sizes and after pauses drawn between two bounds."""
    turns = []
    for _ in range(times):
        turns += [["c", lab.random.randint(*question), lab.random.uniform(*pause)],
                  ["s", lab.random.randint(*answer), lab.random.uniform(0, 0.05)]]
    return turns


def streamed(lab, who, first, times, size, pause=(0, 0.02)):
    """One message of the other side, then a stream."""
    other = "c" if who == "s" else "s"
    return [[other, first, 0.05], *([who, lab.random.randint(*size), lab.random.uniform(*pause)] for _ in range(times))]


class Swarm:
    """Something to share, who shares it, and where copies go."""

    def __init__(self, lab, torrent, name, data):
        self.lab, self.torrent, self.name, self.data = lab, torrent, name, data

    def folder(self, peer, whole=False):
        folder = self.lab.temp / peer
        folder.mkdir()
        if whole:
            (folder / self.name).write_bytes(self.data)
        return folder

    def watched(self, peer):
        """A folder in which the torrent is found."""
        folder = self.lab.temp / f"{peer}-watched"
        folder.mkdir()
        sh("cp", self.torrent, folder)
        return folder

    def await_copy(self, peer, seconds=25):
        path = self.lab.temp / peer / self.name
        for _ in range(seconds * 5):
            if path.exists() and path.read_bytes() == self.data:
                return
            time.sleep(0.2)
        raise RuntimeError(f"{peer} did not get its copy")


def swarm(lab, seeder, tracker, size):
    """A torrent with a tracker, on another port than 443, that names one peer: port 443 of the seeder."""
    script(lab, TRACKER, tracker.address, seeder.address, name="tracker", wait=f"tcp:6969:{tracker.listen}")
    name, data = f"{lab.world.word()}.bin", lab.random.randbytes(size)
    shared = lab.temp / "shared"
    shared.mkdir()
    (shared / name).write_bytes(data)
    sh("transmission-create", "-o", lab.path("it.torrent"), "-s", "32", "-t", f"http://{tracker.listen}:6969/announce", shared / name)
    return Swarm(lab, lab.path("it.torrent"), name, data)


def silence(lab, host):
    """Nothing that comes to a host's port 443 is answered."""
    lab.client("ip6tables" if host.v6 else "iptables", "-A", "INPUT", "-d", host.address, "-p", "tcp", "--dport", "443", "-j", "DROP",
               at="server")
