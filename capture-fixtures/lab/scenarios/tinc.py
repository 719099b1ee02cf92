"""tinc on TCP and UDP 443: the TCP connection agrees on keys and carries all where UDP is off, else datagrams do."""
import os

from lab.inner import Inside
from lab.tools import sh
from lab.tunnels import Tunnel, glance, sessions

NEEDS = ["tincd", "nginx", "curl", "dig", "ping"]
SET = "tune"
VARIANTS = ["udp=on path=near", "udp=off path=far ip=6"]
FIXTURES = {"tinc": ("udp=on brief=on", "tinc on port 443: keys over TCP, data over UDP.")}
UP = """#!/bin/sh
ip address add ADDRESS dev $INTERFACE
ip link set $INTERFACE mtu 1380 up
"""


class Tinc:
    def __init__(self, lab, host, udp):
        self.lab, self.host, self.clients = lab, host, 0
        self.more = "" if udp else "TCPOnly = yes\n"
        self.server = self.node("server", "10.12.0.1/24", f"Port = 443\nBindToAddress = {host.address} 443\n")
        self.publish("server", f"Address = {host}\nPort = 443\nSubnet = 10.12.0.1/32\nSubnet = 198.18.0.0/15\n")
        lab.serve("tincd", "-D", "-d3", "-c", self.server, "--pidfile", lab.path("server.pid"), wait=f"tcp:443:{host.listen}")

    def node(self, name, address, more):
        folder = f"tinc-{name}"
        config = f"Name = {name}\nInterface = t{name}\nDeviceType = tun\nMode = router\nPingInterval = 5\n"
        self.lab.write(f"{folder}/tinc.conf", config + more + self.more)
        self.lab.write(f"{folder}/hosts/nobody", "")
        os.chmod(self.lab.write(f"{folder}/tinc-up", UP.replace("ADDRESS", address)), 0o755)
        sh("openssl", "genrsa", "-traditional", "-out", self.lab.path(f"{folder}/rsa_key.priv"), "2048")
        os.chmod(self.lab.path(f"{folder}/rsa_key.priv"), 0o600)
        return self.lab.path(folder)

    def publish(self, name, text, at="server"):
        public = sh("openssl", "rsa", "-in", self.lab.path(f"tinc-{name}/rsa_key.priv"), "-RSAPublicKey_out")
        self.lab.write(f"tinc-{at}/hosts/{name}", text + self.more + public)

    def start(self, known=True):
        self.clients += 1
        name, address = f"c{self.clients}", f"10.12.0.{self.clients + 1}"
        folder = self.node(name, address + "/24", f"ConnectTo = server\nPort = {self.lab.random.randint(20000, 60000)}\n")
        for at in (name, "server") if known else (name,):
            self.publish(name, f"Subnet = {address}/32\n", at)
        self.publish("server", f"Address = {self.host}\nPort = 443\nSubnet = 10.12.0.1/32\nSubnet = 198.18.0.0/15\n", name)
        pid = self.lab.path(name + ".pid")
        return self.lab.serve("tincd", "-D", "-d3", "-c", folder, "--pidfile", pid, at="client", seconds=0.1), "t" + name

    def open(self):
        process, device = self.start()
        self.lab.await_text(process, "activated")
        return Tunnel(self.lab, process, device)


def run(lab, variant):
    host, inside = lab.host("plain"), Inside(lab, 1 if variant.brief else 3)
    tinc = Tinc(lab, host, variant.udp == "on")
    lab.capture()
    lab.label(host, "vpn/tinc", "keys and control" if variant.udp == "on" else "everything in one TCP connection", must=["c>0 c"])
    if variant.udp == "on":
        lab.label(host, "vpn/tinc", "data; the handshake is on TCP", "udp")
    if variant.brief:
        return glance(lab, inside, tinc.open, ("ping", "dns", "api", "idle"))
    sessions(lab, inside, tinc.open, long=2, short=3, steps=4)
    lab.label(host, "vpn/tinc", "login refused: nobody knows the key", must=["c>0 c"])
    stranger, _ = tinc.start(known=False)
    lab.pause(1, 2)
    lab.stop(stranger)
