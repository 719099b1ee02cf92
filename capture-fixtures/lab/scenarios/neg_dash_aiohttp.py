"""
Video by DASH: a segment of 0.1 to 0.6 MB every second or two after a small question, sound by small segments, from Caddy; and
photos sent up.
"""
from lab.apps import asgi, python, seed
from lab.servers import caddy

NEEDS = ["caddy", "python3", "/usr/lib/python3/dist-packages/aiohttp", "/usr/lib/python3/dist-packages/hypercorn"]
SET = "test"
VARIANTS = ["path=near", "path=slow ip=6"]
SITE = "https://{host}:443 {{\n bind {listen}\nTLS {host}\n root * {folder}\n reverse_proxy /write 127.0.0.1:8080\n file_server\n}}\n"
CLIENT = """
import aiohttp, asyncio, random, ssl, sys
ca, base, kind, seed = sys.argv[1:]
chance = random.Random(int(seed))
async def main():
    connector = aiohttp.TCPConnector(ssl=ssl.create_default_context(cafile=ca), limit=2)
    async with aiohttp.ClientSession(base, connector=connector) as session:
        async def read(path, start, length):
            await (await session.get(path, headers={"Range": f"bytes={start}-{start + length - 1}"})).read()
        at = 0
        for n in range(7):
            if kind == "photos":
                await (await session.post("/write", data=chance.randbytes(chance.randint(60_000, 300_000)))).read()
            else:
                length = chance.randint(80_000, 300_000)
                await asyncio.gather(read("/video.mp4", at, length), read("/sound.mp4", n * 16_000, 16_000))
                at += length
            await asyncio.sleep(chance.uniform(0.4, 1.6))
asyncio.run(main())
"""


def run(lab, variant):
    hosts = {kind: lab.host() for kind in ("video", "photos")}
    for name, size in (("video.mp4", 2_200_000), ("sound.mp4", 200_000)):
        lab.write(f"media/{name}", lab.random.randbytes(size))
    asgi(lab, clear=True)
    caddy(lab, "".join(SITE.format(host=host, listen=host.listen, folder=lab.path("media")) for host in hosts.values()), wait="tcp:443")
    lab.capture()
    lab.label(hosts["video"], "https/h1", "aiohttp, segments of video and sound", must=["tls", hosts["video"].name])
    lab.label(hosts["photos"], "https/h1", "aiohttp, photos sent up", must=["tls", hosts["photos"].name])
    viewers = [python(lab, CLIENT, lab.ca, f"https://{hosts[kind]}", kind, seed(lab), start=True)
               for kind in ("video", "video", "video", "photos", "photos")]
    for viewer in viewers:
        lab.finish(viewer, timeout=90)
