"""
JSON-RPC and small reads by Python's httpx against hypercorn, over HTTP/2 and 1.1: one after another, or many at once, padded
records in some.
"""
from lab.apps import asgi, python, seed

PACKAGES = "/usr/lib/python3/dist-packages/"
NEEDS = ["python3", PACKAGES + "httpx", PACKAGES + "h2", PACKAGES + "hypercorn"]
SET = "tune"
VARIANTS = ["http=2 path=near", "http=1.1 path=far", "http=2 padding=on path=lossy ip=6"]
PADDING = "openssl_conf = all\n[all]\nssl_conf = ssl\n[ssl]\nsystem_default = padded\n[padded]\nRecordPadding = 64\n"
CLIENT = """
import asyncio, httpx, random, ssl, sys
ca, base, http, style, seconds, seed = sys.argv[1:]
chance = random.Random(int(seed))
async def ask(client, n):
    if chance.random() < 0.5:
        params = [chance.randint(1, 1 << chance.randint(8, 200))]
        await client.post(f"/rpc?n={chance.randint(30, 420)}", json={"jsonrpc": "2.0", "id": n, "method": "account.read", "params": params})
    else:
        await client.get(f"/{chance.choice(['state', 'users', 'names', 'rates'])}/{chance.randint(1, 9999)}?n={chance.randint(60, 480)}")
async def main():
    context = ssl.create_default_context(cafile=ca)
    limits = httpx.Limits(max_connections=1 if http == "2" else 4)
    async with httpx.AsyncClient(http2=http == "2", verify=context, base_url=base, limits=limits, timeout=30) as client:
        end = asyncio.get_running_loop().time() + float(seconds)
        while asyncio.get_running_loop().time() < end:
            if style == "burst":
                await asyncio.gather(*(ask(client, n) for n in range(chance.randint(2, 12))))
                await asyncio.sleep(chance.uniform(0.2, 1.5))
            else:
                await ask(client, 0)
                await asyncio.sleep(chance.expovariate(8))
asyncio.run(main())
"""


def run(lab, variant):
    hosts = [lab.host(kind, certificate=False) for kind in ("web", "plain", "web", "plain")]
    if variant.padding:
        lab.environment["OPENSSL_CONF"] = lab.write("padding.cnf", PADDING)
    asgi(lab, *hosts)
    lab.capture()
    words = ", padded records at both ends" if variant.padding else ""
    for host in hosts:
        lab.label(host, f"https/h{variant.http[0]}", f"httpx, JSON-RPC and small reads{words}", must=["tls", host.name])
    clients = []
    for host in hosts * 4:
        style, seconds = lab.random.choice(("burst", "serial")), lab.random.randint(4, 9)
        clients.append(python(lab, CLIENT, lab.ca, f"https://{host}", variant.http, style, seconds, seed(lab), start=True))
    for client in clients:
        lab.finish(client, timeout=60)
