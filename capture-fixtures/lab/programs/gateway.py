"""
gateway.py PROTOCOL ADDRESS CERTIFICATE KEY: the server's end of a product's tunnel in TLS on port 443: fortinet, globalprotect
or sstp. The password is "secret", the network behind 10.14.0.0/24.
"""
import itertools
import os
import select
import socket
import ssl
import struct
import sys
import threading
import time

from ppp import Ppp, tun

sessions, numbers, device = {}, itertools.count(2), None


class Line:
    """A TLS connection that one thread reads and another writes, which OpenSSL does not want at the same moment."""

    def __init__(self, connection):
        self.connection, self.lock = connection, threading.Lock()
        connection.setblocking(False)

    def recv(self, count):
        while True:
            with self.lock:
                try:
                    return self.connection.recv(count)
                except ssl.SSLWantReadError:
                    pass
            select.select([self.connection], [], [])

    def sendall(self, data):
        with self.lock:
            while data:
                try:
                    data = data[self.connection.send(data):]
                except ssl.SSLWantWriteError:
                    select.select([], [self.connection], [])


class Reader:
    """Requests, and then frames, of one connection."""

    def __init__(self, connection):
        self.connection, self.data = connection, b""

    def take(self, count):
        while len(self.data) < count:
            more = self.connection.recv(16384)
            if not more:
                raise EOFError
            self.data += more
        taken, self.data = self.data[:count], self.data[count:]
        return taken

    def request(self):
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += self.take(1)
        lines = head.decode("latin-1").split("\r\n")
        fields = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
        length = int(fields.get("content-length", 0))
        return lines[0].split(" ")[:2], self.take(length).decode() if length < 1 << 40 else ""


def answer(connection, text, status="200 OK", fields=""):
    body = text.encode()
    connection.sendall(f"HTTP/1.1 {status}\r\nContent-Type: text/xml\r\nContent-Length: {len(body)}\r\n{fields}\r\n".encode() + body)


def negotiate(link):
    def ask():
        for _ in range(10):
            if not link.network and not link.refused:
                link.again()
                time.sleep(2)
    threading.Thread(target=ask, daemon=True).start()


def new_address():
    return bytes((10, 14, 0, next(numbers)))


def dotted(address):
    return socket.inet_ntoa(address)


# -- Fortinet: PPP frames behind six bytes ----------------------------------------------------------------------

FORTINET_CONFIG = """<?xml version='1.0' encoding='utf-8'?>
<sslvpn-tunnel ver='2' dtls='0' patch='1'>
<tunnel-method value='ppp'/>
<fos platform='FGT60F' major='6' minor='04' patch='9' build='1966' branch='1966'/>
<client-config save-password='off' keep-alive='on' auto-connect='off'/>
<ipv4><assigned-addr ipv4='ADDRESS'/></ipv4>
<idle-timeout val='300'/><auth-timeout val='28800'/>
</sslvpn-tunnel>"""


def fortinet(connection):
    reader, address = Reader(connection), new_address()
    while True:
        (_, path), body = reader.request()
        if path.startswith("/remote/logincheck"):
            right = "credential=secret" in body
            cookie = "Set-Cookie: SVPNCOOKIE=" + ("a1b2" * 40 if right else "") + "\r\n"
            answer(connection, "ret=1,redir=/remote/fortisslvpn_xml" if right else "ret=0", fields=cookie)
        elif path.startswith("/remote/fortisslvpn_xml"):
            answer(connection, FORTINET_CONFIG.replace("ADDRESS", dotted(address)))
        elif path.startswith("/remote/sslvpn-tunnel"):
            return fortinet_tunnel(connection, reader, address)
        else:
            answer(connection, "<html><script>top.location='/remote/login';</script></html>")


def fortinet_tunnel(connection, reader, address):
    def send(protocol, data):
        frame = b"\xff\x03" + struct.pack("!H", protocol) + data
        connection.sendall(struct.pack("!HHH", 6 + len(frame), 0x5050, len(frame)) + frame)
    link = Ppp(send, bytes((10, 14, 0, 1)), address)
    negotiate(link)
    sessions[address] = lambda packet: send(0x21, packet)
    while True:
        _, _, length = struct.unpack("!HHH", reader.take(6))
        inside(link.received(reader.take(length)))


# -- GlobalProtect: IP packets behind sixteen bytes --------------------------------------------------------------

PRELOGIN = """<?xml version='1.0' encoding='UTF-8'?>
<prelogin-response><status>Success</status><ccusername/><autosubmit>false</autosubmit><msg/><newmsg/>
<authentication-message>Enter login credentials</authentication-message><username-label>Username</username-label>
<password-label>Password</password-label><panos-version>1</panos-version><region>XX</region></prelogin-response>"""
GLOBALPROTECT_CONFIG = """<?xml version='1.0' encoding='UTF-8'?>
<response status='success'><need-tunnel>yes</need-tunnel><ssl-tunnel-url>/ssl-tunnel-connect.sslvpn</ssl-tunnel-url>
<portal>gateway</portal><user>user</user><quarantine>no</quarantine><lifetime>2592000</lifetime><timeout>10800</timeout>
<disconnect-on-idle>10800</disconnect-on-idle><gw-address>GATEWAY</gw-address><ip-address>ADDRESS</ip-address>
<netmask>255.255.255.255</netmask><mtu>1350</mtu></response>"""


def globalprotect(connection):
    reader, address = Reader(connection), new_address()
    while True:
        (_, path), body = reader.request()
        if "prelogin.esp" in path:
            answer(connection, PRELOGIN)
        elif "login.esp" in path and "passwd=secret" not in body:
            answer(connection, "var respStatus = \"Error\";\nvar respMsg = \"Authentication failure\";\n", "512 Custom error")
        elif "login.esp" in path:
            who = "gateway user local vsys1 (empty_domain) (null)".split()
            arguments = ("(null)", os.urandom(16).hex(), os.urandom(20).hex(), *who, "", "", "", "tunnel", "-1", "4100", "")
            text = "".join(f"<argument>{argument}</argument>" for argument in arguments)
            answer(connection, f"<?xml version='1.0' encoding='utf-8'?><jnlp><application-desc>{text}</application-desc></jnlp>")
        elif "getconfig.esp" in path:
            answer(connection, GLOBALPROTECT_CONFIG.replace("GATEWAY", sys.argv[2]).replace("ADDRESS", dotted(address)))
        elif path.startswith("/ssl-tunnel-connect"):
            return globalprotect_tunnel(connection, reader, address)
        else:
            answer(connection, "<response status='success'><hip-report-needed>no</hip-report-needed></response>")


def globalprotect_tunnel(connection, reader, address):
    connection.sendall(b"START_TUNNEL")
    header = bytes.fromhex("1a2b3c4d0800")
    sessions[address] = lambda packet: connection.sendall(header + struct.pack("!H", len(packet)) + b"\1" + bytes(7) + packet)
    while True:
        head = reader.take(16)
        length = struct.unpack("!H", head[6:8])[0]
        packet = reader.take(length)
        if not length:
            connection.sendall(head)
        else:
            inside(packet)


# -- SSTP: PPP frames behind four bytes, and control packets -----------------------------------------------------

def sstp(connection):
    reader, address = Reader(connection), new_address()
    reader.request()
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 18446744073709551615\r\nServer: Microsoft-HTTPAPI/2.0\r\n\r\n")
    def send(protocol, data):
        sstp_send(connection, 0, b"\xff\x03" + struct.pack("!H", protocol) + data)
    link = Ppp(send, bytes((10, 14, 0, 1)), address, "secret")
    while not link.refused:
        _, control, length = struct.unpack("!BBH", reader.take(4))
        body = reader.take((length & 0xFFF) - 4)
        kind = struct.unpack("!H", body[:2])[0] if control else None
        if control and kind == 1:  # call connect request: acknowledge it with a nonce
            binding = struct.pack("!BBHI", 0, 4, 40, 3) + os.urandom(32)
            sstp_send(connection, 1, struct.pack("!HH", 2, 1) + binding)
            negotiate(link)
        elif control and kind == 8:
            sstp_send(connection, 1, struct.pack("!HH", 9, 0))
        elif control and kind in (5, 6):
            sstp_send(connection, 1, struct.pack("!HH", 6 if kind == 5 else 7, 0))
            return
        elif not control:
            inside(link.received(body))
            if link.network:
                sessions.setdefault(address, lambda packet: link.send(0x21, packet))


def sstp_send(connection, control, body):
    connection.sendall(struct.pack("!BBH", 0x10, control, 4 + len(body)) + body)


# -- all ---------------------------------------------------------------------------------------------------------

def inside(packet):
    if packet:
        os.write(device, packet)


def outside():
    while True:
        packet = os.read(device, 2048)
        session = sessions.get(packet[16:20])
        if session:
            try:
                session(packet)
            except OSError:
                del sessions[packet[16:20]]


def serve(context, connection, speak):
    try:
        connection = context.wrap_socket(connection, server_side=True)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        speak(Line(connection))
    except (EOFError, OSError):
        pass
    connection.close()


def main(protocol, address, certificate, key):
    global device
    device = tun("gate", "10.14.0.1/24")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    listener = socket.create_server((address, 443), family=socket.AF_INET6 if ":" in address else socket.AF_INET)
    threading.Thread(target=outside, daemon=True).start()
    speak = {"fortinet": fortinet, "globalprotect": globalprotect, "sstp": sstp}[protocol]
    while True:
        threading.Thread(target=serve, args=(context, listener.accept()[0], speak), daemon=True).start()


main(*sys.argv[1:5])
