"""
Web sockets of Python, hypercorn behind haproxy or alone: a game at 60 frames a second, and a mirror of blocks as long as packets,
both ways at once.
"""
from lab.apps import asgi, behind_haproxy, python, seed

PACKAGES = "/usr/lib/python3/dist-packages/"
NEEDS = ["python3", PACKAGES + "websockets", PACKAGES + "hypercorn", "haproxy"]
SET = "test"
VARIANTS = ["front=haproxy tls=1.3 path=near", "front=haproxy tls=1.2 path=far", "path=lossy ip=6"]
CLIENT = """
import asyncio, random, ssl, sys, websockets
ca, url, seconds, seed = sys.argv[1:]
chance = random.Random(int(seed))
async def read(socket):
    async for _ in socket:
        pass
async def main():
    async with websockets.connect(url, ssl=ssl.create_default_context(cafile=ca), ping_interval=3, compression=None) as socket:
        reader, end = asyncio.create_task(read(socket)), asyncio.get_running_loop().time() + float(seconds)
        while asyncio.get_running_loop().time() < end:
            if url.endswith("play"):
                await socket.send(chance.randbytes(chance.choice((9, 13, 21))))
                await asyncio.sleep(1 / 30)
            elif url.endswith("mirror"):
                for _ in range(chance.randint(1, 25)):
                    await socket.send(chance.randbytes(chance.choice((52, 64, 300, 1200, 1380, 1400))))
                await asyncio.sleep(chance.uniform(0.02, 0.6))
        reader.cancel()
asyncio.run(main())
"""


def run(lab, variant):
    hosts = {path: lab.host(lab.random.choice(("web", "plain"))) for path in ("play", "mirror")}
    if variant.front:
        asgi(lab, clear=True)
        behind_haproxy(lab, *hosts.values(), tls=variant.tls)
    else:
        asgi(lab, *hosts.values())
    lab.capture()
    for path, host in hosts.items():
        lab.label(host, "https/h1", f"Python's websockets, {path}", must=["tls", host.name])
    clients = [python(lab, CLIENT, lab.ca, f"wss://{host}/{path}", lab.random.randint(5, 10), seed(lab), start=True)
               for path, host in [*hosts.items()] * 4]
    for client in clients:
        lab.finish(client, timeout=40)
