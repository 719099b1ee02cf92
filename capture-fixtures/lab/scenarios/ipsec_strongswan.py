"""
strongSwan on UDP 443: IKEv2 with four zero bytes before it and ESP in UDP beside it, as a client does that reaches no other port; with
certificates and with a shared secret, and a secret that is wrong.
"""
from lab.inner import LAYER3, Inside
from lab.tunnels import DAYS, Tunnel

NEEDS = ["charon-systemd", "swanctl", "/usr/lib/ipsec/plugins/libstrongswan-kernel-libipsec.so",
         "/usr/lib/ipsec/plugins/libstrongswan-gcm.so", "nginx", "curl", "dig", "ping"]
SET = "tune"
VARIANTS = ["by=psk path=near", "by=pubkey path=far", "by=psk path=lossy rekey=on ip=6"]
MTU = "1320"  # with what ESP, UDP and IPv6 add still one packet
PLUGINS = ("random nonce openssl pem pkcs1 pkcs8 x509 pubkey constraints kdf hmac drbg aes gcm sha1 sha2 kernel-libipsec kernel-netlink "
           "socket-default vici updown attr")
SETTINGS = """charon-systemd {
  load = PLUGINS
  port = IKE
  port_nat_t = PORT
  retransmit_tries = 2
  plugins { vici { socket = unix://LAB/NAME.vici } kernel-libipsec { allow_peer_ts = yes } }
  filelog { stderr { default = 1 } }
}
swanctl { socket = unix://LAB/NAME.vici }
"""
SERVER = """connections { all {
  version = 2
  local_addrs = ADDRESS
  pools = pool
  encap = yes
  REKEY
  local { auth = BY
  CERT
  id = NAME }
  remote { auth = BY
  id = %any }
  children { net { local_ts = 198.18.0.0/15
  ESP } }
} }
pools { pool { addrs = 10.37.0.0/24 } }
"""
CLIENT = """connections { all {
  version = 2
  remote_addrs = ADDRESS
  local_port = PORT
  remote_port = 443
  vips = 0.0.0.0
  encap = yes
  local { auth = BY
  CERT
  id = WHO }
  remote { auth = BY
  id = NAME }
  children { net { remote_ts = 198.18.0.0/15
  ESP } }
} }
"""
SECRETS = "secrets { ike-1 { secret = SECRET } }\n"


class Charon:
    """One daemon and what it was told. Device and routes inside are its own."""

    def __init__(self, lab, name, at, port, text, key=None):
        self.lab, self.at, self.socket = lab, at, f"unix://{lab.temp}/{name}.vici"
        settings = SETTINGS.replace("IKE", "500" if at == "server" else "0").replace("PORT", str(port))
        settings = settings.replace("LAB", str(lab.temp)).replace("NAME", name).replace("PLUGINS", PLUGINS)
        self.env = {"STRONGSWAN_CONF": lab.write(f"{name}-strongswan.conf", settings), "SWANCTL_DIR": lab.path(name)}
        self.process = lab.serve("charon-systemd", at=at, env=self.env, seconds=1.5)
        lab.write(f"{name}/swanctl.conf", text)
        lab.write(f"{name}/x509ca/ca.pem", open(lab.ca).read())
        lab.write(f"{name}/x509ca/intermediate.pem", open(lab.world.authority).read())
        if key:
            lab.write(f"{name}/x509/own.pem", open(key[0]).read())
            lab.write(f"{name}/private/own.pem", open(key[1]).read())
        self.swanctl("--load-all", "--noprompt")

    def swanctl(self, *words, **settings):
        return self.lab.client("swanctl", *words, "--uri", self.socket, at=self.at, env=self.env, **settings)


class Network:
    def __init__(self, lab, host, by, rekey):
        self.lab, self.host, self.by, self.clients = lab, host, by, 0
        self.secret = lab.random.randbytes(12).hex()
        self.suites = "esp_proposals = " + lab.random.choice(("aes128gcm16-x25519", "aes256-sha256", "aes256gcm16"))
        text = SERVER.replace("REKEY", "rekey_time = 9s" if rekey else "")
        self.server = Charon(lab, "gateway", "server", 443, self.text(text), (host.certificate, host.key))
        lab.await_port("udp:443", "server")
        lab.client("ip", "link", "set", "ipsec0", "mtu", MTU, at="server")

    def text(self, text, secret=None):
        own = {"psk": "", "pubkey": "certs = own.pem"}[self.by]
        text = text.replace("CERT", own).replace("ADDRESS", self.host.address).replace("NAME", self.host.name)
        text = text.replace("BY", self.by).replace("ESP", self.suites)
        return text + (SECRETS.replace("SECRET", secret or self.secret) if self.by == "psk" else "")

    def start(self, secret=None):
        self.clients += 1
        port, who = self.lab.random.randint(20000, 60000), f"{self.lab.world.word()}.example"
        text = self.text(CLIENT, secret).replace("PORT", str(port)).replace("WHO", who)
        return Charon(self.lab, f"laptop{self.clients}", "client", port, text, self.lab.world.certificate(who))

    def open(self):
        charon = self.start()
        self.lab.client("ip", "link", "set", "ipsec0", "mtu", MTU)
        charon.swanctl("--initiate", "--child", "net", "--timeout", "15")
        return Tunnel(self.lab, charon.process, "ipsec0")


def run(lab, variant):
    host, inside = lab.host("plain"), Inside(lab)
    network = Network(lab, host, variant.by, variant.rekey)
    lab.capture()
    lab.label(host, "vpn/ike", f"IKEv2 by {variant.by} and ESP in UDP", "udp")
    for day in (*lab.random.sample(DAYS, 2), lab.random.sample(LAYER3, 3)):
        tunnel = network.open()
        for kind in day:
            inside.use(kind, tunnel=tunnel)
        tunnel.close()
        lab.pause(0.5, 1.5)
    if variant.by == "psk":
        lab.label(host, "vpn/ike", "IKEv2, login refused: a wrong secret", "udp")
        stranger = network.start("wrong")
        stranger.swanctl("--initiate", "--child", "net", "--timeout", "8", ok=False)
        lab.stop(stranger.process)
