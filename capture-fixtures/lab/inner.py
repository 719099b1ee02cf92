"""What people do inside a tunnel: the same for all tunnels, so that they differ by what carries it only."""
import base64

from lab.servers import curl, nginx, page, site

KINDS = ("browse", "download", "upload", "api", "typing", "dns", "idle")
ECHO = """
import socket, threading
def echo(c):
    while data := c.recv(4096):
        c.sendall(data)
        if data.endswith(b"\\r"): c.sendall(b"\\r\\nuser@host:~$ " + bytes(120))
server = socket.create_server(("ADDRESS", 22))
while True:
    threading.Thread(target=echo, args=(server.accept()[0],), daemon=True).start()
"""


class Inside:
    """
    Sites, a resolver and a terminal server behind the tunnel, made before capture(). ``proxy`` are the curl options that lead
    through it ([] where the tunnel is a route).
    """

    def __init__(self, lab, sites=3):
        self.lab = lab
        self.hosts = [lab.host(inner=True) for _ in range(sites)]
        for host in self.hosts:
            site(lab, host)
        nginx(lab, *self.hosts, settings="location /upload { return 204; }", name="inner")
        self.terminal = lab.host("plain", inner=True, certificate=False)
        lab.serve("/usr/bin/python3", lab.write("echo.py", ECHO.replace("ADDRESS", self.terminal.v4)), wait=f"tcp:22:{self.terminal.v4}")
        self.resolve = [option for h in self.hosts for option in ("--resolve", f"{h}:443:{h.v4}")]

    def use(self, kind, proxy=(), times=1):
        for _ in range(times):
            getattr(self, kind)(list(proxy))
            self.lab.pause(0.1, 0.6)

    def options(self, proxy):
        return [*proxy, *([] if proxy else self.resolve)]

    def browse(self, proxy):
        """A page and all it loads, in parallel, as a browser does."""
        host = self.lab.random.choice(self.hosts)
        curl(self.lab, *self.options(proxy), "--http2", f"https://{host}/")
        curl(self.lab, *self.options(proxy), "-Z", "--http2", *(part for url in page(self.lab, host) for part in ("-o", "/dev/null", url)))

    def download(self, proxy):
        curl(self.lab, *self.options(proxy), f"https://{self.lab.random.choice(self.hosts)}/big.bin")

    def upload(self, proxy):
        self.lab.write("up.bin", self.lab.random.randbytes(400_000))
        curl(self.lab, *self.options(proxy), "-T", self.lab.path("up.bin"), f"https://{self.lab.random.choice(self.hosts)}/upload", ok=False)

    def api(self, proxy):
        """Small requests one after another in one connection."""
        host = self.lab.random.choice(self.hosts)
        curl(self.lab, *self.options(proxy), "--rate", "10/s", *(part for n in range(8) for part in ("-o", "/dev/null", f"https://{host}/small.json?{n}")))

    def typing(self, proxy):
        """Keys one by one to a terminal, which echoes them."""
        words = base64.b32encode(self.lab.random.randbytes(20)).decode().lower()
        through = [] if not proxy else ["-x", proxy[proxy.index("-x") + 1]]
        self.lab.type_into("curl", "-sN", *through, f"telnet://{self.terminal.v4}:22", lines=[*words, "\r"], pause=(0.03, 0.2), ok=False)

    def dns(self, proxy):
        """Names asked for one by one; where only a proxy leads inside, it asks for them itself."""
        if not proxy:
            for host in self.hosts:
                self.lab.client("dig", "+tries=1", "+time=1", f"@{self.hosts[0].v4}", str(host), ok=False)

    def idle(self, proxy):
        self.lab.pause(4, 8)
