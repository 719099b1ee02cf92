"""Screens from afar on port 443: VNC by TigerVNC's server, seen by its viewer and a viewer in Python; RDP by xrdp, seen by FreeRDP."""
from lab.others import script

NEEDS = ["Xvnc", "xtigervncviewer", "xrdp", "xfreerdp", "xrdp-keygen"]
SET = "tune"
VARIANTS = ["security=tls path=near", "security=negotiate path=lossy"]
FIXTURES = {"vnc": ("fixture=vnc", "VNC: version lines of both sides, then a screen of 64 by 48 points."),
            "rdp": ("security=tls fixture=rdp", "RDP: X.224 connection request and confirm, then TLS, xrdp and FreeRDP.")}
VIEWER = """
import random, socket, struct, sys, time
address, seconds, seed = sys.argv[1], float(sys.argv[2]), sys.argv[3]
chance = random.Random(seed)
s = socket.create_connection((address, 443))
def take(n):
    data = b""
    while len(data) < n:
        data += s.recv(n - len(data))
    return data
take(12); s.sendall(b"RFB 003.008\\n")
take(take(1)[0]); s.sendall(b"\\x01"); take(4); s.sendall(b"\\x01")
width, height = struct.unpack(">HH", take(20)[:4]); take(struct.unpack(">I", take(4))[0])
s.sendall(struct.pack(">BxHi", 2, 1, 0))
s.settimeout(0.05)
end, full = time.time() + seconds, 0
while time.time() < end:
    s.sendall(struct.pack(">BBHHHH", 3, full, 0, 0, width, height)); full = 1
    for _ in range(chance.randint(1, 8)):
        s.sendall(struct.pack(">BBHH", 5, 0, chance.randint(0, width - 1), chance.randint(0, height - 1)))
        time.sleep(chance.uniform(0.01, 0.08))
    if chance.random() < 0.4:
        s.sendall(struct.pack(">BBxxI", 4, 1, chance.randint(97, 122)) + struct.pack(">BBxxI", 4, 0, 97))
    try:
        while s.recv(65536): pass
    except OSError: pass
"""


def run(lab, variant):
    screen, desk = lab.host(certificate=False), lab.host()
    size = "64x48" if variant.fixture else lab.random.choice(("320x240", "200x300", "400x200"))
    kind = variant.fixture or "both"
    if kind in ("vnc", "both"):
        lab.serve("Xvnc", f":{lab.random.randint(1000, 30000)}", "-rfbport", "443", "-interface", screen.address, "-SecurityTypes", "None",
                  "-geometry", size, "-depth", "24",
                  "-nolisten", "unix", "-nolisten", "tcp", wait=f"tcp:443:{screen.listen}")
    if kind in ("rdp", "both"):
        lab.serve("xrdp", "--nodaemon", "--config", xrdp(lab, desk, variant.security), wait=f"tcp:443:{desk.listen}")
    lab.capture()
    if kind in ("vnc", "both"):
        watch(lab, screen, variant)
    if kind in ("rdp", "both"):
        remote(lab, desk, variant)


def display(lab):
    """A display at the client's end on which windows may open."""
    name, port = f":{lab.random.randint(1000, 30000)}", lab.random.randint(6000, 9000)
    lab.serve("Xvnc", name, "-rfbport", port, "-SecurityTypes", "None", "-geometry", "800x600", "-nolisten", "unix", at="client",
              wait=f"tcp:{port}")
    return name


def watch(lab, screen, variant):
    lab.label(screen, "other/vnc", "VNC, looked at", must=["s>RFB 003", "c>RFB 003"])
    viewer = lab.start("xtigervncviewer", f"{screen.address}::443", env={"DISPLAY": display(lab)})
    lab.pause(2, 3)
    viewer.terminate()
    lab.finish(viewer, ok=False)
    if not variant.fixture:
        for _ in range(2):
            lab.label(screen, "other/vnc", "VNC, a mouse that moves", must=["s>RFB 003", "c>RFB 003"])
            script(lab, VIEWER, screen.address, lab.random.randint(3, 7), lab.random.random(), name="viewer", at="client")


def remote(lab, desk, variant):
    window = display(lab)
    for _ in range(1 if variant.fixture else 2):
        lab.label(desk, "other/rdp", f"RDP, security {variant.security}: its login window", must=["c>\x03\0\0", "s>\x03\0\0"])
        process = lab.start("xfreerdp", f"/v:{desk.address}:443", "/cert:ignore", "/size:320x240", f"/sec:{variant.security}", "/u:user",
                            "/p:secret", env={"DISPLAY": window})
        lab.pause(2, 5)
        process.terminate()
        lab.finish(process, ok=False)


def xrdp(lab, desk, security):
    """It needs keys of its own for the security of old RDP."""
    lab.client("xrdp-keygen", "xrdp", lab.path("rsakeys.ini"), at="server", timeout=60)
    return lab.write("xrdp.ini", f"""[Globals]
port=tcp://{desk.listen}:443
security_layer={security}
certificate={desk.certificate}
key_file={desk.key}
ssl_protocols=TLSv1.2, TLSv1.3
rsakeys_ini={lab.temp}/rsakeys.ini
crypt_level=high
max_bpp=24
allow_channels=true
allow_multimon=true
autorun=
[Logging]
LogFile={lab.temp}/xrdp.log
LogLevel=INFO
[Channels]
rdpdr=true
rdpsnd=true
drdynvc=true
cliprdr=true
[Xvnc]
name=Xvnc
lib=libvnc.so
username=ask
password=ask
ip=127.0.0.1
port=-1
""")
