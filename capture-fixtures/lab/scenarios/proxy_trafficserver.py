"""An HTTPS proxy of Apache Traffic Server: CONNECT in TLS, asked by curl, by aiohttp in Python and by Chromium, TLS inside TLS."""
from lab.inner import Inside
from lab.others import script
from lab.proxies import MIXES, Through
from lab.tools import sh

NEEDS = ["traffic_server", "/usr/bin/python3", "/usr/lib/python3/dist-packages/aiohttp", "nginx", "curl", "chromium", "certutil"]
SET = "tune"
VARIANTS = ["client=curl mix=mixed path=far", "client=aiohttp path=near", "client=chromium mix=browser path=near",
            "client=aiohttp tls=1.2 path=lossy"]
RECORDS = """proxy.config.http.server_ports STRING 443:proto=http:ssl:ip-in=ADDRESS
proxy.config.http.connect_ports STRING 443 22
proxy.config.http.cache.http INT 0
proxy.config.url_remap.remap_required INT 0
proxy.config.reverse_proxy.enabled INT 0
proxy.config.ssl.server.cert.path STRING /
proxy.config.ssl.server.private_key.path STRING /
proxy.config.ssl.TLSv1_3 INT NEW
proxy.config.admin.user_id STRING trafficserver
proxy.config.dns.nameservers STRING RESOLVER
proxy.config.log.logging_enabled INT 0
proxy.config.exec_thread.autoconfig INT 0
proxy.config.exec_thread.limit INT 2
"""
FOLDERS = ("sysconfdir", "datadir", "localstatedir", "runtimedir", "logdir", "cachedir")
CLIENT = """
import aiohttp, asyncio, random, re, ssl, sys
proxy, authority, seed, times, *hosts = sys.argv[1:]
chance, context = random.Random(seed), ssl.create_default_context(cafile=authority)
async def get(session, url, **more):
    async with session.get(url, proxy=proxy, ssl=context, **more) as answer:
        return await answer.read()
async def main():
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit_per_host=4, ssl=context)) as session:
        for _ in range(int(times)):
            host = chance.choice(hosts)
            what = chance.choice(["page", "page", "calls", "download", "stream"])
            if what == "page":
                text = await get(session, f"https://{host}/")
                parts = ["/a.css", "/a.js", *(found.decode() for found in re.findall(rb"img src=(/[^>]+)>", text))]
                await asyncio.gather(*(get(session, f"https://{host}{part}") for part in parts))
            for n in range(chance.randint(15, 30) if what == "calls" else 0):
                await get(session, f"https://{host}/small.json?{n}")
                await asyncio.sleep(chance.uniform(0.02, 0.25))
            for n in range({"download": 1, "stream": 6}.get(what, 0)):
                await get(session, f"https://{host}/big.bin", headers={"Range": f"bytes={n * 150000}-{n * 150000 + 149999}"})
                await asyncio.sleep(chance.uniform(0.4, 1))
            await asyncio.sleep(chance.uniform(0.2, 1.5))
asyncio.run(main())
"""


def trafficserver(lab, host, tls):
    """It finds its folders in a file, and everything in them is this run's."""
    root = lab.temp / "ts"
    for folder in FOLDERS:
        (root / folder).mkdir(parents=True)
    text = RECORDS.replace("ADDRESS", host.listen).replace("NEW", "0" if tls == "1.2" else "1").replace("RESOLVER", lab.world.resolver)
    lab.write("ts/sysconfdir/records.config", "".join(f"CONFIG {line}\n" for line in text.splitlines()))
    lab.write("ts/sysconfdir/ssl_multicert.config", f"dest_ip=* ssl_cert_name={host.certificate[1:]} ssl_key_name={host.key[1:]}\n")
    lab.write("ts/sysconfdir/storage.config", f"{root}/cachedir 16M\n")
    lab.write("ts/sysconfdir/ip_allow.yaml", "ip_allow:\n- {apply: in, ip_addrs: [0/0, '::/0'], action: allow, methods: ALL}\n")
    layout = {"prefix": "/usr", "exec_prefix": "/usr", "bindir": "/usr/bin", "sbindir": "/usr/sbin", "includedir": "/usr/include",
              "libdir": "/usr/lib/trafficserver", "libexecdir": "/usr/lib/trafficserver/modules",
              **{name: str(root / name) for name in FOLDERS}}
    path = lab.write("ts/runroot.yaml", "".join(f"{name}: {folder}\n" for name, folder in layout.items()))
    sh("chown", "-R", "trafficserver", root)
    lab.serve("traffic_server", f"--run-root={path}", wait=f"tcp:443:{host.listen}")


def run(lab, variant):
    host, inside = lab.host(), Inside(lab, sites=4)
    lab.capture()
    trafficserver(lab, host, variant.tls)  # only now, as it asks the resolver for its own machine
    proxy, must = f"https://{host}:443", [host.name, "tls"]
    if variant.client == "aiohttp":
        for times in (4, 2, 5, 1):
            lab.label(host, "vpn/tls-in-tls", f"Traffic Server, CONNECT in TLS, aiohttp: {times} things", must=must)
            names = [host.name for host in inside.hosts]
            script(lab, CLIENT, proxy, lab.ca, lab.random.random(), times, *names, name="fetch", at="client", timeout=60)
            lab.pause(0.3, 1.5)
    else:
        options = ["-x", proxy, "--proxy-cacert", lab.ca]
        Through(lab, host, inside, options, f"Traffic Server, CONNECT in TLS, {variant.client}", must=must).use(*MIXES[variant.mix])
