"""Point-to-point protocol without a kernel: LCP, PAP and IPCP as far as a tunnel needs them, and a TUN device."""
import fcntl
import os
import struct
import subprocess

IP, IPCP, LCP, PAP = 0x0021, 0x8021, 0xC021, 0xC023
REQUEST, ACK, NAK, REJECT, TERMINATE, TERMINATED, PROTOCOL_REJECT, ECHO, ECHOED = 1, 2, 3, 4, 5, 6, 8, 9, 10
MRU, AUTHENTICATION, MAGIC = 1, 3, 5


def tun(name, address):
    """A device that is up and has an address; returns its file."""
    device = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(device, 0x400454CA, struct.pack("16sH22x", name.encode(), 0x1001))
    if address:
        up(name, address)
    return device


def up(name, address):
    subprocess.run(["ip", "address", "add", address, "dev", name], check=True)
    subprocess.run(["ip", "link", "set", name, "mtu", "1350", "up"], check=True)


def packet(code, number, data=b""):
    return struct.pack("!BBH", code, number, 4 + len(data)) + data


def options(data):
    while len(data) >= 2 and data[1] >= 2:
        yield data[0], data[2:data[1]]
        data = data[data[1]:]


def option(kind, value):
    return bytes((kind, 2 + len(value))) + value


class Ppp:
    """
    One end of a link. ``send(protocol, bytes)`` puts a frame on it; received() takes those that come and returns the IP
    packet that is in one, if any. A server has an address for its client and may ask for a password; a client has both to learn.
    """

    def __init__(self, send, mine=None, theirs=None, password=None, login=None):
        self.send, self.mine, self.theirs, self.password, self.login = send, mine, theirs, password, login
        self.server, self.up, self.network, self.magic = theirs is not None, False, False, os.urandom(4)
        self.unit = struct.pack("!H", 1350)
        self.acked, self.admitted, self.refused = set(), False, False

    def again(self):
        """The first request, or the one that got no answer."""
        if not self.up:
            self.start()
        elif not self.network:
            self.proceed()

    def start(self):
        auth = option(AUTHENTICATION, struct.pack("!H", PAP)) if self.server and self.password else b""
        self.send(LCP, packet(REQUEST, 1, option(MRU, self.unit) + auth + option(MAGIC, self.magic)))

    def received(self, frame):
        if frame[:2] == b"\xff\x03":
            frame = frame[2:]
        if not frame:
            return None
        protocol, data = (frame[0], frame[1:]) if frame[0] & 1 else (struct.unpack("!H", frame[:2])[0], frame[2:])
        if protocol == IP:
            return data
        if len(data) >= 4:
            code, number, body = data[0], data[1], data[4:struct.unpack("!H", data[2:4])[0]]
            handler = {LCP: self.link, IPCP: self.addresses, PAP: self.authentication}.get(protocol)
            if handler:
                handler(code, number, body)
            else:
                self.send(LCP, packet(PROTOCOL_REJECT, 1, struct.pack("!H", protocol) + data))
        return None

    def link(self, code, number, body):
        if code == REQUEST:
            refused = b"".join(option(kind, value) for kind, value in options(body) if kind not in (MRU, AUTHENTICATION, MAGIC, 2))
            self.send(LCP, packet(REJECT if refused else ACK, number, refused or body))
            self.acked |= set() if refused else {"theirs"}
        elif code == ACK:
            self.acked.add("mine")
        elif code == NAK:
            self.unit = dict(options(body)).get(MRU, self.unit)
            self.start()
        elif code == ECHO:
            self.send(LCP, packet(ECHOED, number, self.magic + body[4:]))
        elif code == TERMINATE:
            self.send(LCP, packet(TERMINATED, number))
        if code in (REQUEST, ACK) and self.acked == {"mine", "theirs"} and not self.up:
            self.up = True
            self.proceed()

    def proceed(self):
        if self.login and not self.admitted:
            self.send(PAP, packet(REQUEST, 1, b"".join(bytes((len(word),)) + word.encode() for word in self.login)))
        elif self.admitted or not self.password:
            self.negotiate()

    def authentication(self, code, number, body):
        if code == REQUEST:
            right = body.endswith(self.password.encode())
            self.send(PAP, packet(ACK if right else NAK, number, b"\0"))
            self.refused = not right
        if code == ACK or code == REQUEST and not self.refused:
            self.admitted = True
            self.negotiate()

    def negotiate(self):
        self.send(IPCP, packet(REQUEST, 1, option(3, self.mine or bytes(4))))

    def addresses(self, code, number, body):
        if code == REQUEST:
            wanted = dict(options(body))
            refused = b"".join(option(kind, value) for kind, value in wanted.items() if kind != 3)
            if refused:
                self.send(IPCP, packet(REJECT, number, refused))
            elif self.server and wanted.get(3) != self.theirs:
                self.send(IPCP, packet(NAK, number, option(3, self.theirs)))
            else:
                self.send(IPCP, packet(ACK, number, body))
        elif code == NAK:
            self.mine = dict(options(body))[3]
            self.negotiate()
        elif code == ACK:
            self.network = True
