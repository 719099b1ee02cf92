"""
The rest of the world's name servers: answers from a file of records, over UDP and TCP.

  answers.py FILE ADDRESS PORT SEED

A name that nobody has asked for yet takes as long as going out to its servers does. Where DNSSEC is wanted each record set
comes with a signature of the usual length, of random bytes: nobody here checks it.
"""
import asyncio
import ipaddress
import json
import random
import struct
import sys

KINDS = {"A": 1, "CNAME": 5, "TXT": 16, "AAAA": 28, "HTTPS": 65, "NULL": 10}
NAMES = {number: kind for kind, number in KINDS.items()}
OPT, RRSIG, SOA = 41, 46, 6


class Writer:
    """A message with names compressed as in RFC 1035, section 4.1.4."""

    def __init__(self, header):
        self.data, self.known = bytearray(header), {}

    def name(self, name):
        while name:
            if name in self.known:
                self.data += struct.pack(">H", 0xC000 | self.known[name])
                return
            if len(self.data) < 0x3FFF:
                self.known[name] = len(self.data)
            label, _, name = name.partition(".")
            self.data += bytes([len(label)]) + label.encode("latin-1")
        self.data += b"\0"

    def record(self, name, kind, ttl, value):
        self.name(name)
        self.data += struct.pack(">HHIH", kind, 1, ttl, 0)
        start = len(self.data)
        if isinstance(value, str):
            self.name(value)
        else:
            self.data += value
        struct.pack_into(">H", self.data, start - 2, len(self.data) - start)


def values(kind, answer):
    """The record data of one kind; a string is a name that may be compressed."""
    found = answer.get(kind, [])
    if kind in ("A", "AAAA"):
        return [ipaddress.ip_address(text).packed for text in found]
    if kind == "TXT":
        return [bytes([len(text)]) + text.encode() for text in found]
    return [bytes.fromhex(found)] if found else []


def asked(query):
    """Name, kind, the end of the question and the flags of EDNS (None: no EDNS) of a query."""
    labels, at = [], 12
    while query[at]:
        labels.append(query[at + 1:at + 1 + query[at]].decode("latin-1"))
        at += 1 + query[at]
    kind = struct.unpack_from(">H", query, at + 1)[0]
    additional = query[at + 5:]
    edns = struct.unpack_from(">H", additional, 7)[0] if additional[:3] == b"\0\0\x29" else None
    return ".".join(labels), kind, at + 5, edns


def tunnelled(chance):
    """What comes back through a tunnel in TXT records: often nothing much, sometimes as much as fits."""
    size = chance.choice((20, 24, 60, 600, 880, 880, 930))
    data = chance.randbytes(size)
    return b"".join(bytes([len(part)]) + part for part in (data[at:at + 255] for at in range(0, size, 255)))


def reply(query, records, chance):
    name, kind, end, edns = asked(query)
    out = Writer(query[:12])
    out.name(name)
    out.data += query[end - 4:end]
    owner, count, signed = name.lower(), 0, bool(edns and edns & 0x8000)
    lost = owner not in records
    if owner.endswith(records["tunnel"]) and name != records["tunnel"]:
        out.record(name, 16, 60, tunnelled(chance))
        count, lost, owner = 1, False, "tunnel"
    while not lost and owner != "tunnel":
        here = records[owner]
        found = [here["CNAME"]] if "CNAME" in here else values(NAMES.get(kind, ""), here)
        for value in found:
            out.record(name if not count else owner, 5 if isinstance(value, str) else kind, here["ttl"], value)
            count += 1
        if found and signed:
            signature = struct.pack(">HBBIIIH", kind, 13, 3, here["ttl"], 1_800_000_000, 1_700_000_000, chance.randrange(1 << 16))
            out.record(owner, RRSIG, here["ttl"], signature + b"\x07example\0" + chance.randbytes(chance.choice((64, 64, 256))))
            count += 1
        if "CNAME" not in here:
            break
        owner = here["CNAME"]
        lost = owner not in records
    authority = 0
    if not count or lost:
        zone = ".".join(owner.split(".")[-2:])
        names = b"\x03ns1\x04host\x07example\0\x0ahostmaster\x04host\x07example\0"
        out.record(zone, SOA, 300, names + struct.pack(">IIIII", 2024010101, 7200, 3600, 1209600, 300))
        authority = 1
    if edns is not None:
        out.data += b"\0" + struct.pack(">HHIH", OPT, 1232, edns & 0x8000, 0)
    struct.pack_into(">HHHHH", out.data, 2, 0x8180 | (3 if lost else 0), 1, count, authority, edns is not None)
    return bytes(out.data)


class World:
    def __init__(self, records, chance):
        self.records, self.chance, self.visited = records, chance, set()

    def wait(self, query):
        """Names that others have asked for before, as far as this resolver is concerned, are quick."""
        name = asked(query)[0].lower()
        new = name not in self.visited
        self.visited.add(name)
        return min(0.6, self.chance.lognormvariate(-3.4, 0.8)) if new and self.chance.random() < 0.6 else self.chance.uniform(0.0002, 0.002)


class Datagrams(asyncio.DatagramProtocol):
    def __init__(self, world):
        self.world = world

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, query, source):
        answer = reply(query, self.world.records, self.world.chance)
        if len(answer) > 1232:
            end = asked(query)[2]
            answer = query[:2] + b"\x87\x80\0\1\0\0\0\0\0\0" + query[12:end]
        asyncio.get_running_loop().call_later(self.world.wait(query), self.transport.sendto, answer, source)


async def stream(world, reader, writer):
    try:
        while True:
            query = await reader.readexactly(struct.unpack(">H", await reader.readexactly(2))[0])
            await asyncio.sleep(world.wait(query))
            answer = reply(query, world.records, world.chance)
            writer.write(struct.pack(">H", len(answer)) + answer)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


async def main(file, address, port, seed):
    with open(file) as text:
        world = World(json.load(text), random.Random(seed))
    await asyncio.get_running_loop().create_datagram_endpoint(lambda: Datagrams(world), (address, int(port)))
    server = await asyncio.start_server(lambda r, w: stream(world, r, w), address, int(port))
    await server.serve_forever()


asyncio.run(main(*sys.argv[1:]))
