"""Both ends of protocols that have no program: they follow a plan of messages drawn before.

  talk.py server|client tcp|udp ADDRESS PLANS

PLANS is a JSON file: a list of conversations, in the order in which they begin; each {"seed": n, "bytes": KIND, "turns": [[who, size,
pause]...]} with who "c" or "s". A client has the first of them. KIND says what the bytes are like, see CONTENT.
"""
import json
import random
import socket
import struct
import sys
import threading
import time

PORT = 443


def framed(chance, who, number, size):
    """A message of a binary protocol in the clear: magic, type, length, number, then fields with many zeros and some text."""
    body = b"".join(struct.pack(">IHH", number, chance.randint(0, 40), 0) + b"item%03d\0" % chance.randint(0, 999)
                    for _ in range(size // 17 + 1))[:max(0, size - 8)]
    return struct.pack(">HBBI", 0x4c50, 1 if who == "c" else 2, chance.randint(0, 9), len(body)) + body


def prefixed(chance, who, number, size):
    """Four bytes of length, little-endian, and JSON."""
    text = json.dumps({"n": number, "from": who, "values": [chance.randint(0, 9999) for _ in range(size // 6)]}).encode()[:max(2, size - 4)]
    return struct.pack("<I", len(text)) + text


def lines(chance, who, number, size):
    return (f"{'PUT' if who == 'c' else 'ACK'} {number} " + chance.randbytes(size // 2).hex())[:max(8, size - 2)].encode() + b"\r\n"


def noise(chance, who, number, size):
    return chance.randbytes(size)


def state(chance, who, number, size):
    """A game's state: number, acknowledged number, positions as floats that change little."""
    values = [100 * (n % 7) + chance.random() for n in range(size // 4)]
    return (struct.pack("<HHB", number & 0xffff, max(0, number - 2) & 0xffff, 1) + struct.pack(f"<{len(values)}f", *values))[:max(5, size)]


def short_header(chance, who, number, size):
    """First byte like that of a QUIC packet in full flight, then eight bytes that stay the same; the rest is noise."""
    return bytes([0x40 | chance.randint(0, 0x3f)]) + (b"\x17\x2c\x55\x91\xaa\x03\x6e\x40" if who == "c"
                                                      else b"") + chance.randbytes(max(1, size - 9))


def wireguard_lengths(chance, who, number, size):
    """Lengths that WireGuard has, 148 and 92 first and then multiples of 16; its type and reserved bytes are not there."""
    length = {0: 148, 1: 92}.get(number, 32 + size // 16 * 16)
    return bytes([chance.randint(5, 255)]) + chance.randbytes(length - 1)


CONTENT = {"framed": framed, "prefixed": prefixed, "lines": lines, "noise": noise, "state": state, "short-header": short_header,
           "wireguard-lengths": wireguard_lengths}


def messages(plan):
    """(who, bytes, pause) of every turn: both ends draw the same."""
    chance = random.Random(plan["seed"])
    return [(who, CONTENT[plan["bytes"]](chance, who, number, size), pause) for number, (who, size, pause) in enumerate(plan["turns"])]


def over_tcp(me, connection, plan):
    try:
        for who, data, pause in messages(plan):
            if who == me:
                time.sleep(pause)
                connection.sendall(data)
            else:
                left = len(data)
                while left:
                    part = connection.recv(min(left, 65536))
                    if not part:
                        return
                    left -= len(part)
    except OSError:
        pass
    finally:
        connection.close()


def over_udp(me, send, receive, plan):
    """A datagram that does not come is not waited for long."""
    for who, data, pause in messages(plan):
        if who == me:
            time.sleep(pause)
            send(data)
        else:
            receive(pause + 0.4)


def family(address):
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def client(transport, address, plan):
    s = socket.socket(family(address), socket.SOCK_STREAM if transport == "tcp" else socket.SOCK_DGRAM)
    s.connect((address, PORT))
    if transport == "tcp":
        s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return over_tcp("c", s, plan)
    def receive(seconds):
        s.settimeout(seconds)
        try:
            s.recv(65536)
        except OSError:
            pass
    return over_udp("c", s.send, receive, plan)


def tcp_server(address, plans):
    server = socket.create_server((address, PORT), family=family(address))
    for plan in plans:
        connection = server.accept()[0]
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=over_tcp, args=("s", connection, plan), daemon=True).start()
    time.sleep(600)


def udp_server(address, plans):
    """Every new client has the next plan, and a thread that follows it."""
    s = socket.socket(family(address), socket.SOCK_DGRAM)
    s.bind((address, PORT))
    came = {}
    while True:
        _, peer = s.recvfrom(65536)
        if peer not in came and len(came) < len(plans):
            came[peer] = threading.Semaphore(0)
            talk = lambda data, peer=peer: s.sendto(data, peer)
            wait = lambda seconds, peer=peer: came[peer].acquire(timeout=seconds)
            threading.Thread(target=over_udp, args=("s", talk, wait, plans[len(came) - 1]), daemon=True).start()
        if peer in came:
            came[peer].release()


role, transport, address, path = sys.argv[1:]
with open(path) as file:
    plans = json.load(file)
if role == "client":
    client(transport, address, plans[0])
elif transport == "tcp":
    tcp_server(address, plans)
else:
    udp_server(address, plans)
