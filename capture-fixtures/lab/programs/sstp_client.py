"""
sstp_client.py HOST NAME PASSWORD DEVICE AUTHORITY: runs sstpc as pppd's "pty" does, and is the PPP that the kernel here
cannot be: frames as in HDLC on a terminal, an address from the server, and word to sstpc that the log-in is over.
"""
import os
import pty
import select
import signal
import socket
import struct
import subprocess
import sys
import tty

from ppp import Ppp, tun, up

FCS = []
for byte in range(256):
    for _ in range(8):
        byte = byte >> 1 ^ (0x8408 if byte & 1 else 0)
    FCS.append(byte)


def checksum(data):
    value = 0xFFFF
    for byte in data:
        value = value >> 8 ^ FCS[(value ^ byte) & 0xFF]
    return struct.pack("<H", value ^ 0xFFFF)


def framed(data):
    data += checksum(data)
    escaped = bytes(part for byte in data for part in ((0x7D, byte ^ 0x20) if byte < 0x20 or byte in (0x7D, 0x7E) else (byte,)))
    return b"\x7e" + escaped + b"\x7e"


def unframed(data):
    plain, escape = bytearray(), False
    for byte in data:
        if byte == 0x7D:
            escape = True
        else:
            plain.append(byte ^ 0x20 if escape else byte)
            escape = False
    return bytes(plain[:-2])


class Client:
    def __init__(self, host, name, password, device, authority):
        self.plugin = "/var/run/sstpc/sstpc-" + device
        self.name, self.told, self.buffer, self.device = device, False, b"", tun(device, None)
        self.terminal, other = pty.openpty()
        for end in (self.terminal, other):
            tty.setraw(end)
        self.process = subprocess.Popen(["sstpc", "--nolaunchpppd", "--ipparam", device, "--ca-cert", authority, "--tls-ext",
                                         "--log-stderr", "--log-level", "3", host], stdin=other, stdout=other)
        os.close(other)
        self.link = Ppp(self.send, login=(name, password))

    def send(self, protocol, data):
        os.write(self.terminal, framed(b"\xff\x03" + struct.pack("!H", protocol) + data))

    def run(self):
        while self.process.poll() is None:
            ready = select.select([self.terminal, self.device], [], [], 2)[0]
            if not ready and self.link.acked:
                self.link.again()
            for end in ready:
                if end == self.device:
                    self.send(0x21, os.read(self.device, 2048))
                else:
                    self.receive(os.read(self.terminal, 16384))

    def receive(self, data):
        *frames, self.buffer = (self.buffer + data).split(b"\x7e")
        for frame in frames:
            if not frame:
                continue
            if not self.link.acked:
                self.link.start()
            packet = self.link.received(unframed(frame))
            if packet:
                os.write(self.device, packet)
            if self.link.network and not self.told:
                self.told = True
                self.tell()
                up(self.name, socket.inet_ntoa(self.link.mine) + "/32")

    def tell(self):
        """What pppd's plugin says to sstpc when the log-in is over: an empty message of the kind AUTH, as no keys were agreed."""
        with socket.socket(socket.AF_UNIX) as plugin:
            plugin.connect(self.plugin)
            plugin.sendall(struct.pack("=IHH", 0x73737470, 0, 1))
            plugin.recv(64)


client = Client(*sys.argv[1:6])
signal.signal(signal.SIGTERM, lambda *_: client.process.terminate())
try:
    client.run()
except OSError:
    pass  # sstpc has ended and with it the terminal
finally:
    if os.path.exists(client.plugin):
        os.unlink(client.plugin)
