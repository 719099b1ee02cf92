"""Two network namespaces with a wire between them, programs in each, and a capture of the wire."""
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from lab import truth
from lab.tools import find, sh, versions

CLIENT_ADDRESSES = ["192.0.2.10/24", "2001:db8:1::10/64"]
SERVER_ADDRESSES = [f"198.51.100.{n}/24" for n in range(1, 10)] + ["198.51.100.53/24", "2001:db8:2::1/64"]
NAMES = """127.0.0.1 localhost
198.51.100.1 www.example static.example img.example git.example
198.51.100.2 vpn.example
198.51.100.3 proxy.example
198.51.100.53 dns.example
2001:db8:2::1 six.example
"""
SCENARIOS = {}


class Missing(Exception):
    pass


class Scenario:
    def __init__(self, name, proves, programs, run):
        self.name, self.proves, self.programs, self.run = name, proves, programs, run


def scenario(name, proves, *programs):
    """Registers a function (lab) -> list of truth labels; programs are paths or names of what it needs."""
    def register(run):
        SCENARIOS[name] = Scenario(name, proves, programs, run)
        return run
    return register


class Lab:
    def __init__(self, scenario, folder, keep):
        self.scenario, self.folder, self.keep = scenario, folder, keep
        self.tag = f"t443-{os.getpid()}"
        self.client_ns, self.server_ns = self.tag + "c", self.tag + "s"
        self.temp = Path(tempfile.mkdtemp(prefix="tell443-lab-"))
        self.processes, self.commands = [], []
        self.captures = ["capture.pcap"]  # names in the folder; the first is made from raw, others lie in temp already
        self.raw = self.temp / "raw.pcap"
        self.capturing = None
        self.folders = []  # made outside the temporary folder

    # -- the wire ---------------------------------------------------------------------------------------------

    def set_up(self):
        if os.geteuid() != 0:
            raise Missing("needs root")
        for program in ("ip", "tcpdump", "tshark", "openssl", "ethtool", *self.scenario.programs):
            if not find(program):
                raise Missing(f"needs {program}")
        for ns in (self.client_ns, self.server_ns):
            sh("ip", "netns", "add", ns)
            etc = Path("/etc/netns") / ns
            etc.mkdir(parents=True)
            (etc / "hosts").write_text(NAMES)
            (etc / "resolv.conf").write_text("nameserver 198.51.100.53\n")
            (etc / "nsswitch.conf").write_text("hosts: files dns\n")
            sh("ip", "-n", ns, "link", "set", "lo", "up")
        sh("ip", "link", "add", "wire", "netns", self.client_ns, "type", "veth", "peer", "name", "wire", "netns", self.server_ns)
        self.address(self.client_ns, CLIENT_ADDRESSES, "198.51.100.0/24", "2001:db8:2::/64")
        self.address(self.server_ns, SERVER_ADDRESSES, "192.0.2.0/24", "2001:db8:1::/64")
        self.make_certificates()

    def address(self, ns, addresses, *routes):
        for address in addresses:
            sh("ip", "-n", ns, "address", "add", address, "dev", "wire", *(["nodad"] if ":" in address else []))
        sh("ip", "-n", ns, "link", "set", "wire", "up")
        for route in routes:
            sh("ip", "-n", ns, "route", "add", route, "dev", "wire")
        self.offload(ns, "off")

    def offload(self, ns, state):
        for feature in ("tso", "gso", "gro", "tx", "tx-udp-segmentation"):
            subprocess.run(["ip", "netns", "exec", ns, "ethtool", "-K", "wire", feature, state], capture_output=True)

    def make_certificates(self):
        os.chmod(self.temp, 0o755)
        self.ca, self.cert, self.key = (str(self.temp / n) for n in ("ca.pem", "cert.pem", "key.pem"))
        ec = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "90"]
        sh("openssl", "req", "-x509", *ec, "-keyout", self.path("ca.key"), "-out", self.ca, "-subj", "/O=Example Trust/CN=Example CA 1")
        names = ",".join("DNS:" + name for line in NAMES.splitlines()[1:] for name in line.split()[1:])
        (self.temp / "ext").write_text(f"subjectAltName={names},IP:198.51.100.1,IP:198.51.100.53\n"
                                       "extendedKeyUsage=serverAuth,clientAuth\n")
        for name, subject in (("cert", "/CN=www.example"), ("client", "/O=Example/CN=client 1")):
            key = self.path("key.pem" if name == "cert" else "client.key")
            sh("openssl", "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key,
               "-out", self.path("csr"), "-subj", subject)
            sh("openssl", "x509", "-req", "-in", self.path("csr"), "-CA", self.ca, "-CAkey", self.path("ca.key"), "-days", "60",
               "-extfile", self.path("ext"), "-out", self.path(name + ".pem"))
            os.chmod(key, 0o644)

    def make_folder(self, path):
        """One that a program insists on; it goes again with the lab."""
        if not os.path.isdir(path):
            os.mkdir(path)
            self.folders.append(path)

    # -- programs ---------------------------------------------------------------------------------------------

    def path(self, name):
        return str(self.temp / name)

    def write(self, name, text):
        (self.temp / name).parent.mkdir(exist_ok=True)
        (self.temp / name).write_text(text)
        return self.path(name)

    def serve(self, *command, ns=None, wait=None, stdin=None, seconds=0.4):
        """Starts a server; waits until it listens on ``wait`` ("tcp:443", "tcp:443:198.51.100.3"), or a moment."""
        self.commands.append(("server" if ns is None else "client", command))
        log = open(self.path(f"server{len(self.processes)}.log"), "wb")
        process = subprocess.Popen(["ip", "netns", "exec", ns or self.server_ns, *map(str, command)], stdout=log, stderr=log,
                                   stdin=stdin or subprocess.DEVNULL, start_new_session=True, cwd=self.temp)
        self.processes.append(process)
        self.await_port(wait, ns or self.server_ns, process) if wait else time.sleep(seconds)
        if process.poll() not in (None, 0):
            raise RuntimeError(f"{command[0]} ended with {process.returncode}: {self.tail(log.name)}")
        return process

    def await_port(self, wait, ns, process):
        protocol, port, *address = wait.split(":")
        filter = f"sport = :{port}" + "".join(f" and src {a}" for a in address)
        for _ in range(100):
            found = subprocess.run(["ip", "netns", "exec", ns, "ss", "-Hln" + protocol[0], filter], capture_output=True)
            if found.stdout.strip() or process.poll() not in (None, 0):
                return
            time.sleep(0.1)
        raise RuntimeError(f"nothing listens on {wait}")

    def client(self, *command, ok=True, timeout=25, stdin=b"", env=None, server_side=False):
        """Runs a client to its end and returns what it printed."""
        self.commands.append(("server" if server_side else "client", command))
        ns = self.server_ns if server_side else self.client_ns
        process = subprocess.Popen(["ip", "netns", "exec", ns, *map(str, command)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT, cwd=self.temp, env={**os.environ, **(env or {})}, start_new_session=True)
        try:
            output = process.communicate(stdin, timeout=timeout)[0]
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            output = process.communicate()[0]
            if ok:
                raise RuntimeError(f"{command[0]} did not end: {output[-300:]}") from None
        if ok and process.returncode:
            raise RuntimeError(f"{command[0]} ended with {process.returncode}: {output[-400:].decode('latin-1')}")
        return output

    def slow_client(self, *command, stdin, seconds=1.0):
        """A client that keeps its input open for a while after it has said its words."""
        self.commands.append(("client", command))
        process = subprocess.Popen(["ip", "netns", "exec", self.client_ns, *map(str, command)], stdin=subprocess.PIPE,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.temp, start_new_session=True)
        self.processes.append(process)
        time.sleep(0.5)
        process.stdin.write(stdin)
        process.stdin.flush()
        time.sleep(seconds)
        process.stdin.close()
        process.wait(10)

    def tail(self, log):
        return Path(log).read_text(errors="replace")[-400:]

    def stop(self, process):
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    # -- the capture ------------------------------------------------------------------------------------------

    def capture(self, *options, filter="port 443"):
        """Starts capturing the server's end of the wire; servers must be up."""
        ns = ["ip", "netns", "exec", self.server_ns]
        self.capturing = subprocess.Popen([*ns, "tcpdump", "-Z", "root", "-i", "wire", "-U", "--immediate-mode", "-B", "8192", *options,
                                           "-w", str(self.raw), filter], stderr=subprocess.PIPE, start_new_session=True)
        self.capturing.stderr.readline()
        self.commands.append(("capture", ("tcpdump", "-i", "wire", *options, filter)))

    def end_capture(self):
        if self.capturing:
            time.sleep(0.7)
            os.killpg(self.capturing.pid, signal.SIGINT)
            self.capturing.communicate(timeout=10)
            self.capturing = None

    def hand_in(self, labels):
        """Checks the capture against its labels and only then puts it into its folder."""
        self.end_capture()
        name = self.scenario.name
        shutil.copy(self.raw, self.temp / self.captures[0])
        rows = [truth.rows(name, capture, self.temp / capture, labels) for capture in self.captures]
        self.folder.mkdir(parents=True, exist_ok=True)
        for old in self.folder.glob("capture*"):
            old.unlink()
        for capture in self.captures:
            shutil.copy(self.temp / capture, self.folder)
        (self.folder / "truth.tsv").write_text("\n".join(["\t".join(truth.HEADER), *sum(rows, []), ""]))
        (self.folder / "about.md").write_text(self.about())
        return f"{sum((self.temp / c).stat().st_size for c in self.captures)} bytes, {len(sum(rows, []))} flows"

    def about(self):
        lines = [f"# {self.scenario.name}", "", self.scenario.proves, "", "Made by `scripts/make-fixtures`:", ""]
        for where, command in self.commands:
            text = " ".join(str(part) for part in command).replace(str(self.temp), "LAB")
            text = re.sub(r"\s+", " ", text)
            lines.append(f"- {where}: `{text[:300]}`" + (" ..." if len(text) > 300 else ""))
        return "\n".join(lines + ["", "Programs: " + "; ".join(versions(self.scenario.programs)) + ".", ""])

    # -- the end ----------------------------------------------------------------------------------------------

    def tear_down(self):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second ^C must not leave half of it standing
        try:
            self.remove_everything()
        finally:
            signal.signal(signal.SIGINT, signal.default_int_handler)

    def remove_everything(self):
        if self.capturing:
            self.stop(self.capturing)
        for process in reversed(self.processes):
            self.stop(process)
        for ns in (self.client_ns, self.server_ns):
            pids = subprocess.run(["ip", "netns", "pids", ns], capture_output=True, text=True).stdout.split()
            for pid in pids:  # daemons that left their session: they are in our namespace, so they are ours
                try:
                    os.kill(int(pid), signal.SIGKILL)
                except ProcessLookupError:
                    pass
            subprocess.run(["ip", "netns", "del", ns], capture_output=True)
            shutil.rmtree(Path("/etc/netns") / ns, ignore_errors=True)
        for folder in self.folders:
            os.rmdir(folder)
        if self.keep:
            print(f"[{self.temp}]", end=" ")
        else:
            shutil.rmtree(self.temp, ignore_errors=True)
