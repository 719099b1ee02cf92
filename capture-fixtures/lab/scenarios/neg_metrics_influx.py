"""
Sensors and machines that report: some lines of 60 bytes posted every second and answered by an empty 204, and short queries, to
InfluxDB.
"""
from lab.apps import python, seed

NEEDS = ["influxd", "python3", "/usr/lib/python3/dist-packages/aiohttp"]
SET = "test"
VARIANTS = ["path=near", "path=lossy keep=off ip=6"]
CONFIG = """reporting-disabled = true
bind-address = "127.0.0.1:8088"
[meta]
  dir = "LAB/meta"
[data]
  dir = "LAB/data"
  wal-dir = "LAB/wal"
[monitor]
  store-enabled = false
[http]
  bind-address = "ADDRESS:443"
  https-enabled = true
  https-certificate = "CERT"
  https-private-key = "KEY"
"""
CLIENT = """
import aiohttp, asyncio, random, ssl, sys
ca, base, keep, seconds, seed = sys.argv[1:]
chance = random.Random(int(seed))
async def main():
    connector = aiohttp.TCPConnector(ssl=ssl.create_default_context(cafile=ca), force_close=keep == "off")
    async with aiohttp.ClientSession(base, connector=connector) as session:
        end = asyncio.get_running_loop().time() + float(seconds)
        while asyncio.get_running_loop().time() < end:
            rooms = [chance.randint(1, 40) for _ in range(chance.choice((1, 1, 1, 2, 5)))]
            lines = "\\n".join(f"room,id={room} t={chance.uniform(15, 25):.2f},h={chance.randint(20, 70)}" for room in rooms)
            await (await session.post("/write?db=lab", data=lines)).read()
            if chance.random() < 0.15:
                await (await session.get("/query?db=lab&q=select+last(t)+from+room")).read()
            await asyncio.sleep(chance.choice((0.25, 0.5, 1)) if keep != "off" else chance.uniform(0.5, 2))
asyncio.run(main())
"""


def run(lab, variant):
    host = lab.host("plain")
    config = CONFIG.replace("LAB", str(lab.temp)).replace("ADDRESS", host.listen).replace("CERT", host.certificate).replace("KEY", host.key)
    lab.serve("influxd", "-config", lab.write("influx.conf", config), wait="tcp:443")
    lab.client("curl", "-sS", "--cacert", lab.ca, "--resolve", f"{host}:443:{host.address}", "-d", "q=create database lab",
               f"https://{host}/query", at="server")
    lab.capture()
    lab.label(host, "https/h1", "aiohttp reports to InfluxDB", must=["tls", host.name])
    devices = [python(lab, CLIENT, lab.ca, f"https://{host}", variant.keep or "on", lab.random.randint(6, 14), seed(lab), start=True)
               for _ in range(7)]
    for device in devices:
        lab.finish(device, timeout=60)
