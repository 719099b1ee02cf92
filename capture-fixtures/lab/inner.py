"""What people do inside a tunnel: the same for all tunnels, so that they differ by what carries it only."""
import base64
import contextlib
from pathlib import Path

from lab.servers import curl, nginx, page, site

KINDS = ("browse", "download", "upload", "api", "typing", "dns", "idle")
LAYER3 = (*KINDS, "call", "ping")  # what only a tunnel that carries datagrams can do
ECHO = """
import socket, threading
def echo(c):
    while data := c.recv(4096):
        c.sendall(data)
        if b"\\r" in data: c.sendall(b"\\r\\nuser@host:~$ " + bytes(120))
        if b"\\x04" in data: break
    c.close()
def voices():
    calls = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    calls.bind(("ADDRESS", 5004))
    while True:
        calls.sendto(*calls.recvfrom(2048))
threading.Thread(target=voices, daemon=True).start()
server = socket.create_server(("ADDRESS", 22))
while True:
    threading.Thread(target=echo, args=(server.accept()[0],), daemon=True).start()
"""
CALL = """
import os, socket, sys, time
calls = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
calls.bind((sys.argv[1], 0))
for n in range(int(sys.argv[3])):
    calls.sendto(b"\\x80\\x00" + n.to_bytes(2, "big") + os.urandom(168), (sys.argv[2], 5004))
    time.sleep(0.02)
"""
RESOLVER = """server:
  username: ""
  chroot: ""
  use-syslog: no
  directory: "FOLDER"
  pidfile: "FOLDER/inner-resolver.pid"
  interface: ADDRESS
  access-control: 0.0.0.0/0 allow
  do-daemonize: no
  local-zone: "." static
ZONE
remote-control:
  control-enable: no
"""


class Inside:
    """
    Sites, a resolver, a terminal server and somebody to call behind the tunnel, made before capture(). What is done goes
    through a proxy, or through a tunnel (something with an ``address`` that routes inside are bound to), or where routes lead.
    """

    def __init__(self, lab, sites=3):
        self.lab, self.tunnel = lab, None
        self.hosts = [lab.host(inner=True) for _ in range(sites)]
        for host in self.hosts:
            site(lab, host)
        # behind another server block, because an answer before the end of an upload would end it
        sink = "location /upload { proxy_pass http://unix:LAB/sink; }"
        nginx(lab, *self.hosts, settings=sink, http="server { listen unix:LAB/sink; return 204; }", name="inner")
        self.terminal = lab.host("plain", inner=True, certificate=False)
        lab.serve("/usr/bin/python3", lab.write("echo.py", ECHO.replace("ADDRESS", self.terminal.v4)), wait=f"tcp:22:{self.terminal.v4}")
        self.resolve = [option for h in self.hosts for option in ("--resolve", f"{h}:443:{h.v4}")]
        self.resolver = lab.host("plain", inner=True, certificate=False)
        zone = "\n".join(f"  local-data: '{host}. 300 IN A {host.v4}'" for host in (*self.hosts, self.terminal))
        config = RESOLVER.replace("FOLDER", str(lab.temp)).replace("ADDRESS", self.resolver.v4).replace("ZONE", zone)
        lab.serve("unbound", "-d", "-c", lab.write("inner-resolver.conf", config), wait=f"udp:53:{self.resolver.v4}")
        lab.write("call.py", CALL)

    def use(self, kind, proxy=(), times=1, tunnel=None):
        self.tunnel = tunnel
        for _ in range(times):
            getattr(self, kind)(list(proxy))
            self.lab.pause(0.1, 0.6)

    def options(self, proxy):
        return [*proxy, *([] if proxy else self.resolve), *(["--interface", self.tunnel.address] if self.tunnel else [])]

    @contextlib.contextmanager
    def names(self):
        """While this lasts all programs of the client ask the resolver inside, as those of a computer in a tunnel do."""
        file = Path("/etc/netns") / self.lab.wire.client / "resolv.conf"
        before = file.read_text()
        file.write_text(f"nameserver {self.resolver.v4}\noptions timeout:2 attempts:2\n")
        yield
        file.write_text(before)

    def look_up(self, *hosts):
        """As the resolver of a system asks, through the tunnel."""
        source = ["-b", self.tunnel.address] if self.tunnel else []
        for host in hosts:
            kinds = (str(host), "A", str(host), "AAAA")
            self.lab.client("dig", "+tries=2", "+time=2", *source, f"@{self.resolver.v4}", *kinds, ok=False)

    def browse(self, proxy):
        """A page and all it loads, in parallel, as a browser does, some of it from another host."""
        host, other = self.lab.random.choice(self.hosts), self.lab.random.choice(self.hosts)
        manner = self.lab.random.choice((["--http2"], ["--http2"], ["--http1.1"], ["--http2", "--tls-max", "1.2"]))
        if not proxy:
            self.look_up(host)
        curl(self.lab, *self.options(proxy), *manner, f"https://{host}/")
        parts = page(self.lab, host) + page(self.lab, other)[:self.lab.random.randint(0, 4)]
        curl(self.lab, *self.options(proxy), "-Z", *manner, *(part for url in parts for part in ("-o", "/dev/null", url)))

    def download(self, proxy):
        last = self.lab.random.randint(100_000, 999_999)
        curl(self.lab, *self.options(proxy), "-r", f"0-{last}", f"https://{self.lab.random.choice(self.hosts)}/big.bin")

    def upload(self, proxy):
        self.lab.write("up.bin", self.lab.random.randbytes(self.lab.random.randint(50_000, 500_000)))
        target = f"https://{self.lab.random.choice(self.hosts)}/upload"
        curl(self.lab, *self.options(proxy), "-T", self.lab.path("up.bin"), target, ok=False)

    def api(self, proxy):
        """Small requests one after another in one connection."""
        host, count = self.lab.random.choice(self.hosts), self.lab.random.randint(4, 12)
        rate = f"{self.lab.random.randint(5, 15)}/s"
        urls = [part for n in range(count) for part in ("-o", "/dev/null", f"https://{host}/small.json?{n}")]
        curl(self.lab, *self.options(proxy), "--rate", rate, *urls)

    def typing(self, proxy):
        """Keys one by one to a terminal, which echoes them."""
        words = base64.b32encode(self.lab.random.randbytes(self.lab.random.randint(8, 20))).decode().lower().strip("=")
        through = ["-x", proxy[proxy.index("-x") + 1]] if proxy else ["--interface", self.tunnel.address] if self.tunnel else []
        keys = [*words, "\r", "\x04"]
        self.lab.type_into("curl", "-sN", *through, f"telnet://{self.terminal.v4}:22", lines=keys, pause=(0.03, 0.2), ok=False)

    def dns(self, proxy):
        """Names asked for one by one; where only a proxy leads inside, it asks for them itself."""
        if not proxy:
            for _ in range(self.lab.random.randint(1, 4)):
                self.look_up(self.lab.random.choice((*self.hosts, self.terminal)))
                self.lab.pause(0.02, 0.4)

    def idle(self, proxy):
        self.lab.pause(3, 6)

    def call(self, proxy):
        """A voice each way, 50 datagrams a second."""
        source = self.tunnel.address if self.tunnel else "0.0.0.0"
        self.lab.client("/usr/bin/python3", self.lab.path("call.py"), source, self.terminal.v4, self.lab.random.randint(60, 200))

    def ping(self, proxy):
        source = ["-I", self.tunnel.address] if self.tunnel else []
        self.lab.client("ping", "-c", self.lab.random.randint(2, 6), "-i", "0.3", *source, "-s", self.lab.random.choice((56, 56, 32, 120)),
                        self.terminal.v4, ok=False)
