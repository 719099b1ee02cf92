"""Three network namespaces in a row: client, router, server. The router delays, loses and limits, and is where the capture is made."""
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from lab.tools import sh

RELAY = Path(__file__).with_name("relay.py")
PATHS = {  # one-way delay and jitter in ms, share lost, Mbit/s (0: no limit); "lan" is the kernel's own forwarding
    "lan": None,
    "near": (6, 0.5, 0, 0),
    "far": (45, 3, 0, 0),
    "lossy": (20, 4, 0.01, 0),
    "slow": (30, 2, 0, 4),
}
INNER = "198.18.0.0/15"  # RFC 2544: hosts that are reached only through a tunnel


class Wire:
    """One world's network. Everything bears a private name and goes with tear_down."""

    def __init__(self, tag, world, path, offload):
        if path not in PATHS:
            raise ValueError(f"no path {path}; there are {', '.join(PATHS)}")
        self.tag, self.world, self.path = tag, world, path
        self.offload = offload and PATHS[path] is None  # a super-segment is longer than what the relay may send
        self.client, self.router, self.server = tag + "c", tag + "r", tag + "s"
        self.relay = None

    def set_up(self):
        for ns in (self.client, self.router, self.server):
            sh("ip", "netns", "add", ns)
            for which in ("all", "default"):  # a router asks for no neighbours while its own link-local address is tentative
                sh("ip", "netns", "exec", ns, "sh", "-c", f"echo 0 > /proc/sys/net/ipv6/conf/{which}/accept_dad")
            sh("ip", "-n", ns, "link", "set", "lo", "up")
            self.names(ns)
        self.link(self.client, "wire", self.router, "client")
        self.link(self.server, "wire", self.router, "server")
        self.address(self.client, "wire", f"{self.world.client}/24", f"{self.world.client6}/64")
        self.address(self.router, "client", "192.0.2.254/24", "2001:db8:1::fe/64")
        self.address(self.router, "server", "198.51.100.254/24", "203.0.113.254/24", "2001:db8:2::fe/64")
        self.address(self.server, "wire", "198.51.100.253/24", "203.0.113.253/24", "2001:db8:2::fd/64")
        for ns, via, via6 in ((self.client, "192.0.2.254", "2001:db8:1::fe"), (self.server, "198.51.100.254", "2001:db8:2::fe")):
            sh("ip", "-n", ns, "route", "add", "default", "via", via)
            sh("ip", "-n", ns, "-6", "route", "add", "default", "via", via6)
        sh("ip", "-n", self.client, "route", "add", "unreachable", INNER, "metric", "9999")
        self.forward()

    def link(self, ns, name, other, other_name):
        sh("ip", "link", "add", name, "netns", ns, "address", self.world.mac(), "type", "veth",
           "peer", "name", other_name, "netns", other, "address", self.world.mac())
        for where, device in ((ns, name), (other, other_name)):
            sh("ip", "-n", where, "link", "set", device, "up")
            if not self.offload:
                for feature in ("tso", "gso", "gro", "tx", "tx-udp-segmentation"):
                    subprocess.run(["ip", "netns", "exec", where, "ethtool", "-K", device, feature, "off"], capture_output=True)

    def address(self, ns, device, *addresses):
        for address in addresses:
            sh("ip", "-n", ns, "address", "add", address, "dev", device, *(["nodad"] if ":" in address else []))

    def names(self, ns):
        etc = Path("/etc/netns") / ns
        etc.mkdir(parents=True)
        (etc / "hosts").write_text("127.0.0.1 localhost\n::1 localhost\n")
        (etc / "resolv.conf").write_text(f"nameserver {self.world.resolver}\noptions timeout:2 attempts:2\n")
        (etc / "nsswitch.conf").write_text("hosts: files dns\n")

    def hosts(self, ns, lines):
        """Names that programs of the namespace find without asking."""
        with open(Path("/etc/netns") / ns / "hosts", "a") as file:
            file.write("".join(line + "\n" for line in lines))

    def forward(self):
        if PATHS[self.path] is None:
            for knob in ("net/ipv4/ip_forward", "net/ipv6/conf/all/forwarding"):
                sh("ip", "netns", "exec", self.router, "sh", "-c", f"echo 1 > /proc/sys/{knob}")
            return
        numbers = [str(n) for n in PATHS[self.path]]
        macs = [self.mac(*where) for where in ((self.client, "wire"), (self.router, "client"), (self.router, "server"), (self.server, "wire"))]
        self.relay = subprocess.Popen(["ip", "netns", "exec", self.router, sys.executable, RELAY, str(self.world.random.random()), *numbers, *macs],
                                      start_new_session=True, stdout=subprocess.PIPE)
        self.relay.stdout.readline()

    def mac(self, ns, device):
        return sh("ip", "netns", "exec", ns, "cat", f"/sys/class/net/{device}/address").strip()

    def capture(self, target, *options, filter):
        """tcpdump on the router's side of the client."""
        process = subprocess.Popen(["ip", "netns", "exec", self.router, "tcpdump", "-Z", "root", "-i", "client", "-U", "--immediate-mode", "-B",
                                    "16384", *options, "-w", str(target), filter], stderr=subprocess.PIPE, start_new_session=True)
        process.stderr.readline()
        return process

    def tear_down(self):
        for ns in (self.client, self.router, self.server):
            pids = subprocess.run(["ip", "netns", "pids", ns], capture_output=True, text=True).stdout.split()
            for pid in pids:  # daemons that left their session: they are in our namespace, so they are ours
                try:
                    os.kill(int(pid), signal.SIGKILL)
                except ProcessLookupError:
                    pass
            if pids:
                time.sleep(0.05)
            subprocess.run(["ip", "netns", "del", ns], capture_output=True)
            shutil.rmtree(Path("/etc/netns") / ns, ignore_errors=True)
        if self.relay:
            self.relay.wait()


def remove(tag):
    """What a killed run with this tag has left behind."""
    wire = Wire.__new__(Wire)
    wire.client, wire.router, wire.server, wire.relay = tag + "c", tag + "r", tag + "s", None
    wire.tear_down()
