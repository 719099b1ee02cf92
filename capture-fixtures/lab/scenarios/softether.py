"""
SoftEther's own protocol: Ethernet over TLS, in one or several TLS connections, with a log-in by HTTP at the beginning of each;
some log-ins are refused.
"""
from lab.inner import Inside
from lab.tools import sh
from lab.tunnels import GLANCES, Tunnel, glance, sessions

NEEDS = ["vpnserver", "vpnclient", "vpncmd", "nginx", "curl", "dig", "ping"]
SET = "tune"
VARIANTS = ["connections=1 path=near", "connections=4 path=far"]
FIXTURES = {"softether": ("connections=2 brief=on", "SoftEther's own protocol, Ethernet over two TLS connections.")}
CONFIG = """declare root
{
	declare ListenerList
	{
		declare Listener0
		{
			bool DisableDos true
			bool Enabled true
			uint Port 443
		}
		declare Listener1
		{
			bool DisableDos true
			bool Enabled true
			uint Port 5555
		}
	}
	declare ServerConfiguration
	{
		string ListenIP ADDRESS
		bool DisableNatTraversal true
		bool NoSendSignature true
	}
}
"""


def run(lab, variant):
    host, inside = lab.host("plain"), Inside(lab, 1 if variant.brief else 3)
    hub, user = lab.world.word(), lab.world.word()
    server(lab, host, hub, user)
    client = Client(lab, host, hub, user, variant.connections)
    lab.capture()
    lab.label(host, "vpn/softether", f"up to {variant.connections} TLS connections", must=["tls"])
    if variant.brief:
        return glance(lab, inside, client.open, ("ping", "dns", "api"))
    sessions(lab, inside, client.open, long=1, short=0, steps=4)
    for _ in range(3):
        glance(lab, inside, client.open, lab.random.choice(GLANCES))
    lab.label(host, "vpn/softether", "login refused: wrong password", must=["tls"])
    client.refused()


def daemon(lab, program, at, config=""):
    """The programs keep their files in fixed folders; here these are folders of the lab, in a mount namespace of their own."""
    for folder in ("lib", "log", "run"):
        lab.write(f"{program}-{folder}/softether/nothing", "")
    if config:
        lab.write(f"{program}-lib/softether/vpn_server.config", config)
    places = {"lib": "/var/lib", "log": "/var/log", "run": "/run"}
    mounts = " && ".join(f"mount --bind {lab.path(f'{program}-{part}')} {place}" for part, place in places.items())
    wait = "tcp:5555" if at == "server" else "tcp:9931"
    return lab.serve("unshare", "-m", "sh", "-c", f"{mounts} && exec {program} execsvc", at=at, wait=wait)


def server(lab, host, hub, user):
    daemon(lab, "vpnserver", "server", CONFIG.replace("ADDRESS", host.address))
    def command(*words):
        lab.client("vpncmd", f"{host.address}:5555", "/SERVER", "/CMD", *words, at="server")
    command("HubCreate", hub, "/PASSWORD:hub")
    command("ServerCertRegenerate", host)
    for words in (("UserCreate", user, "/GROUP:none", "/REALNAME:none", "/NOTE:none"), ("UserPasswordSet", user, "/PASSWORD:secret")):
        lab.client("vpncmd", f"{host.address}:5555", "/SERVER", "/ADMINHUB:" + hub, "/CMD", *words, at="server")
    command("BridgeCreate", hub, "/DEVICE:in", "/TAP:yes")
    lab.client("sh", "-c", "until ip link show tap_in up; do sleep 0.1; done", at="server")
    lab.wire.address(lab.wire.server, "tap_in", "10.30.0.1/24")


class Client:
    def __init__(self, lab, host, hub, user, connections):
        self.lab, self.host, self.opened = lab, host, 0
        self.process = daemon(lab, "vpnclient", "client")
        self.command("NicCreate", "in")
        for account, password in (("right", "secret"), ("wrong", "guess")):
            self.command("AccountCreate", account, f"/SERVER:{host}:443", f"/HUB:{hub}", f"/USERNAME:{user}", "/NICNAME:in")
            self.command("AccountPasswordSet", account, f"/PASSWORD:{password}", "/TYPE:standard")
            self.command("AccountDetailSet", account, f"/MAXTCP:{connections}", "/INTERVAL:1", "/TTL:0", "/HALF:no", "/BRIDGE:no",
                         "/MONITOR:no", "/NOTRACK:yes", "/NOQOS:yes", "/DISABLEUDP:yes")
            self.command("AccountRetrySet", account, "/NUM:0", "/INTERVAL:5")

    def command(self, *words):
        return self.lab.client("vpncmd", "localhost", "/CLIENT", "/CMD", *words)

    def open(self):
        self.command("AccountConnect", "right")
        for _ in range(100):
            if b"Connection Completed" in self.command("AccountStatusGet", "right"):
                break
            self.lab.pause(0.1)
        sh("ip", "-n", self.lab.wire.client, "address", "replace", "10.30.0.2/24", "dev", "vpn_in")
        tunnel = Tunnel(self.lab, self.process, "vpn_in", via="10.30.0.1")
        tunnel.close = lambda: (self.command("AccountDisconnect", "right"), tunnel.forget())
        return tunnel

    def refused(self):
        self.command("AccountConnect", "wrong")
        self.lab.pause(2, 3)
