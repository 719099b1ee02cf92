"""A router in user space, for kernels without netem: IP packets from one side to the other with delay, jitter, loss and a rate.

  relay.py SEED DELAY_MS JITTER_MS LOSS MBIT CLIENT_MAC NEAR_MAC FAR_MAC SERVER_MAC

Runs on the devices "client" and "server" of its namespace; prints a line when it is ready and ends by signal. The order of
packets is kept, as routers do; what is longer than a queue of 300 ms at the given rate is dropped.
"""
import heapq
import random
import select
import socket
import sys
import time

IP = {b"\x08\x00", b"\x86\xdd"}
OUTGOING = 4  # PACKET_OUTGOING of <linux/if_packet.h>
LONGEST_QUEUE = 0.3


class Direction:
    """From one device to the other: how its packets are addressed anew, and when the last one leaves."""

    def __init__(self, source, target, header, own):
        self.source, self.target, self.header, self.own = source, target, header, own
        self.free_at = self.last_due = 0.0


def device(name):
    s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
    s.bind((name, 0))
    s.setblocking(False)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8 << 20)
    return s


def passes(packet):
    """IP for somebody else than the two ends of this wire: no ARP, no neighbour discovery, no multicast."""
    if packet[12:14] not in IP or packet[0] & 1:
        return False
    return packet[12] == 8 or packet[38:40] != b"\xfe\x80" and not (packet[20] == 58 and 133 <= packet[54] <= 137)


def main(seed, delay, jitter, loss, rate, client, near, far, server):
    chance = random.Random(seed)
    delay, jitter, loss, rate = float(delay) / 1e3, float(jitter) / 1e3, float(loss), float(rate) * 1e6 / 8
    mac = {name: bytes.fromhex(text.replace(":", "")) for name, text in (("client", client), ("near", near), ("far", far), ("server", server))}
    left, right = device("client"), device("server")
    ways = {left: Direction(left, right, mac["server"] + mac["far"], mac["near"]),
            right: Direction(right, left, mac["client"] + mac["near"], mac["far"])}
    waiting, number = [], 0
    print("ready", flush=True)
    while True:
        timeout = max(0.0, waiting[0][0] - time.monotonic()) if waiting else None
        for source in select.select([left, right], [], [], timeout)[0]:
            way = ways[source]
            for _ in range(64):
                try:
                    packet, address = source.recvfrom(65535)
                except BlockingIOError:
                    break
                if address[2] == OUTGOING or packet[:6] != way.own or not passes(packet) or chance.random() < loss:
                    continue
                now = time.monotonic()
                starts = max(now, way.free_at) if rate else now
                if starts - now > LONGEST_QUEUE:
                    continue
                way.free_at = starts + len(packet) / rate if rate else now
                way.last_due = max(way.last_due, way.free_at + delay + chance.uniform(-jitter, jitter))
                number += 1
                heapq.heappush(waiting, (way.last_due, number, way, packet))
        now = time.monotonic()
        while waiting and waiting[0][0] <= now:
            _, _, way, packet = heapq.heappop(waiting)
            try:
                way.target.send(way.header + packet[12:])
            except OSError:
                pass  # the other end is going down, or its queue is full: lost, as on any wire


try:
    main(*sys.argv[1:])
except (KeyboardInterrupt, OSError):
    pass  # its namespace goes, and with it the devices
