"""Tunnels that are a device and a route: OpenVPN, WireGuard, openconnect, and days spent in any of them."""
import json
import os
import subprocess
import time

from lab.tools import sh
from lab.wire import INNER

DAYS = (("browse", "dns", "browse", "typing"), ("browse", "api", "idle", "browse"), ("download", "upload", "browse"),
        ("typing", "typing", "ping", "browse"), ("call", "dns", "idle", "api"), ("api", "dns", "upload", "browse"))
GLANCES = (("dns",), ("browse",), ("ping",), ("api",), ("idle",), ("download",), ("dns", "browse"), ("typing",))


class Tunnel:
    """The client's end of a tunnel that is up: its device, the address it has, and routes inside for who uses that address."""

    def __init__(self, lab, process, device, via=None):
        self.lab, self.process, self.device = lab, process, device
        self.address = self.await_address()
        self.table = str(100 + len(lab.processes))
        way = ["dev", device] + (["via", via] if via else [])
        self.ip("route", "add", INNER, *way, "metric", self.table)
        self.ip("route", "add", INNER, *way, "table", self.table)
        self.ip("rule", "add", "from", self.address, "lookup", self.table)

    def ip(self, *words):
        return sh("ip", "-n", self.lab.wire.client, *words)

    def await_address(self, seconds=15):
        for _ in range(seconds * 10):
            show = ["ip", "-n", self.lab.wire.client, "-j", "-4", "address", "show", "dev", self.device, "up"]
            found = subprocess.run(show, capture_output=True)
            addresses = [a["local"] for link in json.loads(found.stdout or b"[]") if link for a in link.get("addr_info", ())]
            if addresses:
                return addresses[0]
            time.sleep(0.1)
        raise RuntimeError(f"{self.device} has no address: {self.lab.tail(self.process)}")

    def forget(self):
        """Routes go by themselves only where the device goes."""
        self.ip("rule", "delete", "lookup", self.table)
        for words in (("delete", INNER, "metric", self.table), ("flush", "table", self.table)):
            subprocess.run(["ip", "-n", self.lab.wire.client, "route", *words], capture_output=True)

    def close(self):
        self.forget()
        self.lab.stop(self.process)


def sessions(lab, inside, open, long=2, short=2, steps=4):
    """
    Some tunnels side by side, each with a day of its own and used in turn; between their steps others are opened for one
    thing only. ``open`` returns a Tunnel.
    """
    days = []
    for _ in range(long):
        days.append((open(), lab.random.choice(DAYS)))
        lab.pause(0.1, 0.8)
    left = short
    for step in range(steps):
        for tunnel, day in days:
            inside.use(day[step % len(day)], tunnel=tunnel)
        if left and (step % 2 == 0 or left >= steps - step):
            left -= 1
            glance(lab, inside, open)
    for _ in range(left):
        glance(lab, inside, open)
    for tunnel, _ in days:
        tunnel.close()
        lab.pause(0.1, 0.5)


def glance(lab, inside, open, kinds=None):
    tunnel = open()
    for kind in kinds or lab.random.choice(GLANCES):
        inside.use(kind, tunnel=tunnel)
    tunnel.close()


OPENVPN_RESETS = {  # first bytes over TCP: length, which the control channel decides, and P_CONTROL_HARD_RESET_CLIENT
    "none": "c>\0\x0e\x38", "tls-auth": "c>\0\x2a\x38", "tls-auth-sha512": "c>\0\x56\x38",
    "tls-crypt": "c>\0\x36\x38", "tls-crypt-v2": "c>\x01"}


def openvpn_keys(lab, control, stem):
    """Options of server and client for a control channel: none, tls-auth, tls-auth-sha512, tls-crypt or tls-crypt-v2."""
    secret, server, client = (lab.path(f"{stem}-{end}.key") for end in ("secret", "server", "client"))
    sh("openvpn", "--genkey", "secret", secret)
    if control == "tls-crypt-v2":
        sh("openvpn", "--genkey", "tls-crypt-v2-server", server)
        sh("openvpn", "--tls-crypt-v2", server, "--genkey", "tls-crypt-v2-client", client)
        return ["--tls-crypt-v2", server], ["--tls-crypt-v2", client]
    if control == "tls-crypt":
        return ["--tls-crypt", secret], ["--tls-crypt", secret]
    if control in ("tls-auth", "tls-auth-sha512"):
        digest = ["--auth", "SHA512"] if control.endswith("512") else []
        return [*digest, "--tls-auth", secret, "0"], [*digest, "--tls-auth", secret, "1"]
    return [], []


class OpenVpn:
    """A server on a host, and clients of it. ``options`` are for both ends."""

    def __init__(self, lab, host, transport, control="none", options=(), server_options=()):
        self.lab, self.host, self.transport, self.options = lab, host, transport, list(options)
        self.number, self.opened = lab.world.hosts.index(host), 0
        self.verdict = f"vpn/openvpn-{transport}"
        self.reset = "c>\x50" if control == "tls-crypt-v2" else "c>\x38"
        self.must = (self.reset, "s>\x40") if transport == "udp" else (OPENVPN_RESETS[control],)
        self.name = lab.world.word()
        for_server, self.for_client = openvpn_keys(lab, control, self.name)
        self.certificate = lab.world.certificate(f"{lab.world.word()}.{self.name}.example")
        self.base = ["openvpn", "--ca", lab.ca, "--verb", "3", "--dev-type", "tun"]
        self.family = "6" if host.v6 and not host.v4 else "4"
        protocol = f"udp{self.family}" if transport == "udp" else f"tcp{self.family}-server"
        lab.serve(*self.base, "--dev", f"s{self.number}", "--proto", protocol, "--local", host.address, "--port", "443", "--server",
                  f"10.8.{self.number}.0", "255.255.255.0", "--topology", "subnet", "--dh", "none", "--duplicate-cn",
                  "--cert", host.certificate, "--key", host.key, "--keepalive", "10", "60", *for_server, *self.options, *server_options,
                  wait=f"{transport}:443:{host.listen}")

    def label(self, notes, must=None):
        self.lab.label(self.host, self.verdict, notes, self.transport, self.must if must is None else must)

    def start(self, *options):
        """A client that need not get anywhere; returns its process and its device."""
        self.opened += 1
        device = f"c{self.number}x{self.opened}"
        protocol = f"udp{self.family}" if self.transport == "udp" else f"tcp{self.family}-client"
        goodbye = ["--explicit-exit-notify", "1"] if self.transport == "udp" and self.lab.random.random() < 0.5 else []
        certificate, key = self.certificate
        way = ["--remote", self.host, "443", "--proto", protocol, "--nobind", "--cert", certificate, "--key", key]
        return self.lab.serve(*self.base, "--client", "--dev", device, *way, *self.for_client, *self.options, *goodbye, *options,
                              at="client", seconds=0.1), device

    def open(self, *options):
        process, device = self.start(*options)
        self.lab.await_text(process, "Initialization Sequence Completed")
        return Tunnel(self.lab, process, device)


class WireGuard:
    """wireguard-go at both ends. Its sockets lie in one folder of the machine: devices bear the lab's number."""

    def __init__(self, lab, host):
        self.lab, self.host, self.clients = lab, host, 0
        self.stem = f"wg{os.getpid()}n{lab.world.hosts.index(host)}"
        self.device, self.key = self.stem + "s", self.make_key("server")
        lab.make_folder("/var/run/wireguard")
        self.answer_from_there()
        lab.serve("wireguard-go", "-f", self.device, seconds=0.5)
        self.set("server", self.device, "listen-port", "443", "private-key", lab.path(f"{self.stem}-server.key"))
        self.up(lab.wire.server, self.device, f"10.7.{self.number()}.1/24")

    def answer_from_there(self):
        """The server listens on all addresses, and it is the system that chooses where its answers come from."""
        for address, family, via in ((self.host.v4, "-4", "198.51.100.254"), (self.host.v6, "-6", "2001:db8:2::fe")):
            if address:
                sh("ip", "-n", self.lab.wire.server, family, "route", "replace", "default", "via", via, "src", address)

    def number(self):
        return self.lab.world.hosts.index(self.host)

    def make_key(self, name):
        """Writes a private key and returns its public one."""
        private = sh("wg", "genkey")
        self.lab.write(f"{self.stem}-{name}.key", private)
        return subprocess.run(["wg", "pubkey"], input=private, capture_output=True, text=True, check=True).stdout.strip()

    def set(self, at, device, *words):
        self.lab.client("wg", "set", device, *words, at=at)

    def up(self, ns, device, address):
        sh("ip", "-n", ns, "address", "add", address, "dev", device)
        sh("ip", "-n", ns, "link", "set", device, "mtu", "1420", "up")

    def open(self, keepalive=None, known=True):
        self.clients += 1
        device, address = f"{self.stem}c{self.clients}", f"10.7.{self.number()}.{self.clients + 1}"
        key = self.make_key(f"c{self.clients}")
        if known:
            self.set("server", self.device, "peer", key, "allowed-ips", address + "/32")
        process = self.lab.serve("wireguard-go", "-f", device, at="client", seconds=0.5)
        self.set("client", device, "private-key", self.lab.path(f"{self.stem}-c{self.clients}.key"))
        self.up(self.lab.wire.client, device, address + "/24")
        self.meet(device, keepalive)
        return Tunnel(self.lab, process, device)

    def meet(self, device, keepalive=None):
        lasting = ["persistent-keepalive", keepalive] if keepalive else []
        self.set("client", device, "peer", self.key, "endpoint", f"{self.host}:443", *lasting, "allowed-ips", "0.0.0.0/0")

    def rekey(self, tunnel):
        """A client that forgets the session and makes a new one from the same port."""
        self.set("client", tunnel.device, "peer", self.key, "remove")
        self.meet(tunnel.device)


OCSERV = """AUTH
listen-host = ADDRESS
tcp-port = 443
UDP
run-as-user = root
run-as-group = root
socket-file = LAB/ocserv.socket
server-cert = CERT
server-key = KEY
ca-cert = CA
cert-user-oid = 2.5.4.3
isolate-workers = false
device = vpns
ipv4-network = 10.9.0.0/24
predictable-ips = false
ping-leases = false
keepalive = 20
dpd = 8
max-ban-score = 0
rate-limit-ms = 0
mtu = 1300
cisco-client-compat = true
dtls-legacy = true
tls-priorities = "NORMAL:%SERVER_PRECEDENCE:-VERS-ALL:VERSIONS"
"""
OPENCONNECT_SCRIPT = """#!/bin/sh
[ "$reason" = connect ] || exit 0
ip address add $INTERNAL_IP4_ADDRESS/32 dev $TUNDEV
ip link set $TUNDEV mtu ${INTERNAL_IP4_MTU:-1280} up
"""


class OpenConnect:
    """Clients of one gateway: each brings up a device. ``login`` is a file with what is typed, or None where a certificate does."""

    def __init__(self, lab, host, *options, path=""):
        self.lab, self.host, self.options, self.path, self.clients = lab, host, options, path, 0
        self.script = lab.write("openconnect-script", OPENCONNECT_SCRIPT)
        os.chmod(self.script, 0o755)

    def refused(self, *options, login=None):
        """One that gives up by itself."""
        try:
            self.start(*options, login=login)[0].wait(10)
        except RuntimeError:
            pass  # it has given up already

    def start(self, *options, login=None):
        self.clients += 1
        device = f"oc{self.clients}"
        with open(login or "/dev/null") as typed:
            stdin = ["--passwd-on-stdin"] if login else []
            return self.lab.serve("openconnect", "--non-inter", *stdin, "--cafile", self.lab.ca, "-s", self.script, "-i", device,
                                  *self.options, *options, f"https://{self.host}/{self.path}", at="client", stdin=typed,
                                  seconds=0.1), device

    def open(self, *options, login=None):
        process, device = self.start(*options, login=login)
        return Tunnel(self.lab, process, device)


def ocserv(lab, host, auth, tls, dtls):
    text = OCSERV.replace("AUTH", auth).replace("ADDRESS", host.address).replace("UDP", "udp-port = 443" if dtls else "")
    text = text.replace("CERT", host.certificate).replace("KEY", host.key).replace("LAB", str(lab.temp)).replace("CA", lab.ca)
    versions = f"+VERS-TLS{tls}" + (":+VERS-DTLS1.2:+VERS-DTLS1.0" if dtls else "")
    lab.serve("ocserv", "-f", "-c", lab.write("ocserv.conf", text.replace("VERSIONS", versions)), wait=f"tcp:443:{host.listen}")
