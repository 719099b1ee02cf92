"""What a scenario works with: hosts, servers, clients, a capture, and labels for what they did."""
import os
import random
import re
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from lab import truth
from lab.tools import CACHE, find, versions
from lab.wire import Wire
from lab.world import World

FILTER = "port 443 or port 53"
FRAGMENTS = FILTER + " or ip[6:2] & 0x1fff != 0"  # and the rest of datagrams too long for one packet, which bear no ports


class Missing(Exception):
    """Something of this machine that a scenario needs."""


class Lab:
    def __init__(self, scenario, variant, seed, keep=False):
        if os.geteuid() != 0:
            raise Missing("needs root")
        missing = [p for p in ("ip", "tcpdump", "tshark", "openssl", "ethtool", "unbound", *scenario.needs) if not find(p)]
        if missing:
            raise Missing(f"needs {', '.join(missing)}: scripts/lab install {scenario.name}")
        self.scenario, self.variant, self.seed, self.keep = scenario, variant, seed, keep
        self.random = random.Random(f"{seed} {scenario.name} {variant.name}")
        self.temp = Path(tempfile.mkdtemp(prefix="tell443-lab-"))
        self.world = World(self.random.random(), self.temp, variant.get("ip", "4"))
        self.ca = self.world.ca
        self.tag = f"t443-{os.getpid()}"
        self.wire = Wire(self.tag, self.world, variant.get("path", "lan"), variant.get("offload", "off") == "on")
        self.keys = self.path("keys.log")
        self.environment = {**os.environ, "HOME": str(self.temp), "SSLKEYLOGFILE": self.keys, "NODE_PATH": str(CACHE / "node_modules"),
                            "NODE_EXTRA_CA_CERTS": self.ca, "LC_ALL": "C.UTF-8"}
        self.processes, self.commands, self.labels, self.folders = [], [], [], []
        self.capturing, self.raw, self.captures = None, self.temp / "raw.pcap", ["capture.pcap"]

    # -- hosts and labels -------------------------------------------------------------------------------------

    def host(self, kind="web", **options):
        """A name with an address of its own, see World.host. All hosts are made before capture()."""
        host = self.world.host(kind, **options)
        self.wire.address(self.wire.server, "lo" if options.get("inner") else "wire",
                          *([host.v4 + "/32"] if host.v4 else []), *([host.v6 + "/128"] if host.v6 else []))
        return host

    def label(self, host, verdict, notes, transport="tcp", must=(), optional=False, ports=()):
        """
        What flows to this host's port 443 are that begin from now on: "class/protocol", and words for people. tshark must
        have seen in each of them all of ``must``: a protocol, a server name, an ALPN, or "c>..." and "s>...", the first bytes
        of client and server. A TCP connection in which nobody says anything is unknown/no-payload whatever its label.
        A verdict with these notes that no flow of any host bears is a failure unless it is optional. ``ports``, if given, are
        the client's ports that it is about: what a server wrote down of its connections, after the run.
        """
        now = time.time()
        for address in {host.v4, host.v6} - {None}:
            self.labels.append(truth.Label(now, transport, address, verdict, notes, tuple(must), optional, frozenset(ports)))

    # -- programs ---------------------------------------------------------------------------------------------

    def path(self, name):
        return str(self.temp / name)

    def write(self, name, text):
        (self.temp / name).parent.mkdir(parents=True, exist_ok=True)
        (self.temp / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return self.path(name)

    def serve(self, *command, at="server", wait=None, stdin=None, seconds=0.4, env=None):
        """
        Starts a program that goes on, at the server's or the client's end, until stop() or the end of the run. Waits until it
        listens on ``wait`` ("tcp:443", "udp:443:198.51.100.3"), or some seconds.
        """
        self.commands.append((at, command))
        log = open(self.path(f"log{len(self.processes)}-{os.path.basename(str(command[0]))}"), "wb")
        process = subprocess.Popen(self.within(at, command), stdout=log, stderr=log, stdin=stdin or subprocess.DEVNULL,
                                   start_new_session=True, cwd=self.temp, env={**self.environment, **(env or {})})
        process.log = log.name
        self.processes.append(process)
        if wait:
            self.await_port(wait, at, process)
        else:
            time.sleep(seconds)
        if process.poll() not in (None, 0):
            raise RuntimeError(f"{command[0]} ended with {process.returncode}: {self.tail(process)}")
        return process

    def within(self, at, command):
        return ["ip", "netns", "exec", self.wire.client if at == "client" else self.wire.server, *map(str, command)]

    def await_connection(self, seconds=40):
        """A browser on a busy machine may take many seconds until it connects to anything."""
        for _ in range(seconds * 5):
            if subprocess.run(self.within("client", ["ss", "-Htun", "dport = :443"]), capture_output=True).stdout.strip():
                return
            time.sleep(0.2)

    def await_port(self, wait, at, process=None, seconds=15):
        protocol, port, *address = wait.split(":", 2)
        bare = [a.strip("[]") for a in address]
        filter = f"sport = :{port}" + "".join(f" and src {f'[{a}]' if ':' in a else a}" for a in bare)
        for _ in range(seconds * 10):
            found = subprocess.run(self.within(at, ["ss", "-Hln" + protocol[0], filter]), capture_output=True)
            if found.stdout.strip() or process and process.poll() not in (None, 0):
                return
            time.sleep(0.1)
        raise RuntimeError(f"nothing listens on {wait}: {self.tail(process) if process else ''}")

    def await_text(self, process, text, seconds=20):
        """Until a program of serve() has printed a text."""
        for _ in range(seconds * 10):
            if text in Path(process.log).read_text(errors="replace"):
                return
            time.sleep(0.1)
        raise RuntimeError(f"'{text}' was never said: {self.tail(process)}")

    def start(self, *command, at="client", stdin=subprocess.DEVNULL, env=None):
        """Starts a client; finish() waits for it. Several at once are how browsers and households behave."""
        self.commands.append((at, command))
        return subprocess.Popen(self.within(at, command), stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=self.temp,
                                env={**self.environment, **(env or {})}, start_new_session=True)

    def finish(self, process, ok=True, timeout=25, stdin=None):
        """Waits for a client and returns what it printed; one that does not end in time is killed, and that is a failure unless not ok."""
        name = process.args[4]
        try:
            output = process.communicate(stdin, timeout=timeout)[0]
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            output = process.communicate()[0]
            if ok:
                raise RuntimeError(f"{name} did not end: {output[-300:].decode('latin-1')}") from None
        if ok and process.returncode:
            raise RuntimeError(f"{name} ended with {process.returncode}: {output[-400:].decode('latin-1')}")
        return output

    def client(self, *command, ok=True, timeout=25, stdin=b"", env=None, at="client"):
        """Runs a client to its end and returns what it printed."""
        return self.finish(self.start(*command, at=at, stdin=subprocess.PIPE, env=env), ok, timeout, stdin)

    def type_into(self, *command, lines, pause=(0.1, 0.5), ok=True, env=None):
        """A client into whose standard input lines are typed with pauses, drawn between two bounds in seconds."""
        process = self.start(*command, stdin=subprocess.PIPE, env=env)
        try:
            for line in lines:
                time.sleep(self.random.uniform(*pause))
                process.stdin.write(line if isinstance(line, bytes) else line.encode())
                process.stdin.flush()
            time.sleep(self.random.uniform(*pause))
        except BrokenPipeError:
            pass
        return self.finish(process, ok)

    def pause(self, low, high=None):
        time.sleep(self.random.uniform(low, high) if high else low)

    def tail(self, process):
        return Path(process.log).read_text(errors="replace")[-500:]

    def stop(self, process):
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def make_folder(self, path):
        """One outside the temporary folder that a program insists on; it goes again with the lab."""
        if not os.path.isdir(path):
            os.mkdir(path)
            self.folders.append(path)

    # -- the run ----------------------------------------------------------------------------------------------

    def capture(self, *options, filter=FILTER, resolver=True):
        """Starts the resolver in the clear and the capture; servers are up and hosts are made by now. Options are tcpdump's."""
        self.wire.hosts(self.wire.server, [f"{host.address} {host.name}" for host in self.world.hosts])
        if resolver:
            self.wire.address(self.wire.server, "wire", self.world.resolver + "/32")
            zone = "".join(f"  local-data: '{record}'\n" for record in self.world.zone())
            config = self.write("resolver.conf", f"""server:
  username: ""
  chroot: ""
  use-syslog: no
  directory: "{self.temp}"
  pidfile: "{self.temp}/resolver.pid"
  interface: {self.world.resolver}
  access-control: 0.0.0.0/0 allow
  do-daemonize: no
  local-zone: "." static
{zone}remote-control:
  control-enable: no
""")
            self.serve("unbound", "-d", "-c", config, wait=f"udp:53:{self.world.resolver}")
            self.commands.pop()
        self.commands.append(("capture", ("tcpdump", *options, filter)))
        self.capturing = self.wire.capture(self.raw, *options, filter=filter)

    def end_capture(self):
        if self.capturing:
            time.sleep(0.7)
            os.killpg(self.capturing.pid, signal.SIGINT)
            self.capturing.communicate(timeout=10)
            self.capturing = None

    def hand_in(self, folder, keys):
        """Checks the capture against its labels and only then puts it into the folder; returns the number of labelled flows."""
        self.end_capture()
        if not (self.temp / self.captures[0]).exists():
            shutil.copy(self.raw, self.temp / self.captures[0])
        prefix = f"{folder.parent.name}/{folder.name}" if keys else folder.name
        tables = [truth.rows(f"{prefix}/{capture}", self.temp / capture, self.labels, self.scenario.name) for capture in self.captures]
        folder.mkdir(parents=True, exist_ok=True)
        for old in (*folder.glob("capture*"), *folder.glob("keys.log")):
            old.unlink()
        for capture in self.captures:
            shutil.copy(self.temp / capture, folder)
        if keys and os.path.exists(self.keys):
            shutil.copy(self.keys, folder)
        (folder / "truth.tsv").write_text("\n".join(["\t".join(truth.HEADER), *sum(tables, []), ""]))
        (folder / "about.md").write_text(self.about(folder.name))
        return len(sum(tables, []))

    def about(self, name):
        lines = [f"# {name}", "", self.scenario.proves, "", f"Made by `scripts/lab`, {self.scenario.name}, variant \"{self.variant.text}\":", ""]
        for where, command in self.commands:
            text = re.sub(r"\s+", " ", " ".join(str(part) for part in command).replace(str(self.temp), "LAB").replace(str(CACHE), "CACHE"))
            text = text.replace(str(Path(__file__).parent), "lab")
            lines.append(f"- {where}: `{text[:300]}`" + (" ..." if len(text) > 300 else ""))
        return "\n".join(lines + ["", "Programs: " + "; ".join(versions(self.scenario.needs)) + ".", ""])

    def tear_down(self):
        signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)  # a second one must not leave half of it standing
        before = [signal.signal(each, signal.SIG_IGN) for each in signals]
        try:
            for process in ([self.capturing] if self.capturing else []) + self.processes[::-1]:
                self.stop(process)
            self.wire.tear_down()
            for folder in self.folders:
                os.rmdir(folder)
            if self.keep:
                print(f"kept {self.temp}")
            else:
                shutil.rmtree(self.temp, ignore_errors=True)
        finally:
            for each, handler in zip(signals, before):
                signal.signal(each, handler)
