"""SSH on port 443 by AsyncSSH at both ends: a SOCKS proxy and a port of one site, forwarded to the inside; and a session of commands."""
from lab.inner import Inside
from lab.others import script
from lab.proxies import Through, socks
from lab.tools import sh

NEEDS = ["/usr/lib/python3/dist-packages/asyncssh", "ssh-keygen", "nginx", "curl", "chromium", "certutil"]
SET = "tune"
VARIANTS = ["path=near", "path=far cipher=aes256-gcm@openssh.com ip=6", "path=lossy cipher=aes192-ctr compress=on", "browser=on path=near"]
SERVER = """
import asyncio, asyncssh, subprocess, sys
address, key, authorized = sys.argv[1:]
class Server(asyncssh.SSHServer):
    def connection_requested(self, *_):
        return True
async def session(process):
    async for line in process.stdin:
        if line.strip() == "exit":
            break
        process.stdout.write(subprocess.run(line, shell=True, capture_output=True, text=True, timeout=9).stdout)
    process.exit(0)
async def main():
    await asyncssh.create_server(Server, address, 443, server_host_keys=[key], authorized_client_keys=authorized, process_factory=session)
    await asyncio.Event().wait()
asyncio.run(main())
"""
CLIENT = """
import asyncio, asyncssh, random, sys
address, key, what, target, cipher, compress, seed = sys.argv[1:]
chance = random.Random(seed)
more = {"encryption_algs": [cipher]} if cipher else {}
more |= {"compression_algs": ["zlib@openssh.com"]} if compress else {}
async def main():
    async with asyncssh.connect(address, 443, username="x", client_keys=[key], known_hosts=None, keepalive_interval=4, **more) as way:
        if what == "socks":
            listener = await way.forward_socks("127.0.0.1", 1080)
        elif what == "port":
            listener = await way.forward_local_port("127.0.0.1", 8443, target, 443)
        else:
            process = await way.create_process()
            for _ in range(chance.randint(6, 14)):
                process.stdin.write(chance.choice(["ls -l /etc", "uname -a", "seq 1 60", "date", "df", "cat /etc/services"]) + "\\n")
                await asyncio.sleep(chance.uniform(0.3, 1.2))
            process.stdin.write("exit\\n")
            return await process.wait()
        await listener.wait_closed()
asyncio.run(main())
"""
SESSIONS = (("browse", "typing", "browse"), ("api", "together", "idle", "short"), ("download", "upload"))


def run(lab, variant):
    host, inside = lab.host(certificate=False), Inside(lab, sites=3)
    for name in ("host", "user"):
        sh("ssh-keygen", "-q", "-t", lab.random.choice(("ed25519", "rsa")), "-N", "", "-C", lab.world.word(), "-f", lab.path(name))
    script(lab, SERVER, host.address, lab.path("host"), lab.path("user.pub"), name="server", wait=f"tcp:443:{host.listen}")
    lab.capture()
    arguments = [variant.get("cipher", ""), variant.get("compress", "")]
    must = ["c>SSH-2.0-AsyncSSH", "s>SSH-2.0-AsyncSSH"]
    through = Through(lab, host, inside, socks(), "AsyncSSH, SOCKS", "vpn/ssh-tunnel", must=must, many=True)
    for kinds in [("browser", "browser")] if variant.browser else SESSIONS:
        with_client(lab, "socks", 1080, host, "-", arguments, lambda: through.use(*kinds))
    site = inside.hosts[0]
    inside.hosts = [site]  # a port leads to one site only
    proxy = ["--connect-to", f"{site}:443:127.0.0.1:8443"]
    through = Through(lab, host, inside, proxy, "AsyncSSH, a port of one site", "vpn/ssh-tunnel", must=must, many=True)
    with_client(lab, "port", 8443, host, site.v4, arguments, lambda: through.use("browse", "api", "short"))
    lab.label(host, "other/ssh", "AsyncSSH, commands", must=must)
    script(lab, CLIENT, host.address, lab.path("user"), "shell", "-", *arguments, lab.random.random(), name="shell", at="client")


def with_client(lab, what, port, host, target, arguments, use):
    path = lab.write("client.py", CLIENT)
    command = ["/usr/bin/python3", path, host.address, lab.path("user"), what, target, *arguments, "0"]
    client = lab.serve(*command, at="client", wait=f"tcp:{port}")
    use()
    lab.stop(client)
    lab.pause(0.5, 1.5)
