"""Syncthing between two computers on TCP 443: its own protocol inside TLS 1.3 with certificates of both sides, ALPN bep/1.0."""
import re
import time

NEEDS = ["syncthing"]
SET = "tune"
VARIANTS = ["path=near", "path=far ip=6", "path=slow"]
KEEP = """<options>
 <listenAddress>LISTEN</listenAddress><globalAnnounceEnabled>false</globalAnnounceEnabled><localAnnounceEnabled>false</localAnnounceEnabled>
 <relaysEnabled>false</relaysEnabled><natEnabled>false</natEnabled><urAccepted>-1</urAccepted>
 <crashReportingEnabled>false</crashReportingEnabled>
 <startBrowser>false</startBrowser><autoUpgradeIntervalH>0</autoUpgradeIntervalH><reconnectionIntervalS>2</reconnectionIntervalS>
 <stunKeepaliveStartS>0</stunKeepaliveStartS><setLowPriority>false</setLowPriority>
</options>"""
CONFIG = """<configuration version="36">
 <folder id="shared" label="SHARED" path="FOLDER" type="sendreceive" rescanIntervalS="2" fsWatcherEnabled="true" fsWatcherDelayS="1">
  <device id="HERE"></device><device id="THERE"></device>
 </folder>
 <device id="HERE" name="here"><address>dynamic</address></device>
 <device id="THERE" name="there" compression="COMPRESSION"><address>ADDRESS</address></device>
 <gui enabled="false"><address>127.0.0.1:0</address></gui>
 OPTIONS
</configuration>
"""


class Computer:
    def __init__(self, lab, name):
        self.lab, self.name = lab, name
        said = lab.client("syncthing", "generate", f"--home={lab.path(name)}", "--no-default-folder", "--skip-port-probing", at="server")
        self.id = re.search(rb"([A-Z0-9]{7}-){7}[A-Z0-9]{7}", said)[0].decode()
        self.folder = lab.temp / f"{name}-shared"
        self.folder.mkdir()

    def start(self, other, listen, address, at):
        text = CONFIG.replace("OPTIONS", KEEP).replace("FOLDER", str(self.folder)).replace("THERE", other.id).replace("HERE", self.id)
        text = text.replace("ADDRESS", address).replace("LISTEN", listen).replace("SHARED", self.lab.world.owner)
        self.lab.write(f"{self.name}/config.xml", text.replace("COMPRESSION", self.lab.random.choice(("always", "metadata", "never"))))
        return self.lab.serve("syncthing", "serve", f"--home={self.lab.path(self.name)}", "--no-browser", "--no-restart", "--no-upgrade",
                              "--skip-port-probing", at=at, env={"STNODEFAULTFOLDER": "1", "STNOUPGRADE": "1"})

    def change(self, low, high, count=1):
        for _ in range(count):
            name = f"{self.lab.random.randint(0, 1 << 30):x}.bin"
            (self.folder / name).write_bytes(self.lab.random.randbytes(self.lab.random.randint(low, high)))

    def await_same(self, other, seconds=60):
        names = lambda folder: {path.name: path.stat().st_size for path in folder.glob("*.bin")}
        for _ in range(seconds * 4):
            if names(self.folder) == names(other.folder):
                return
            time.sleep(0.25)
        raise RuntimeError("the folders are not the same")


def run(lab, variant):
    host = lab.host(certificate=False)
    there, here = Computer(lab, "server"), Computer(lab, "laptop")
    listen = f"tcp{'6' if host.v6 else '4'}://{host.listen}:443"
    there.start(here, listen, "dynamic", "server")
    lab.await_port(f"tcp:443:{host.listen}", "server", seconds=40)
    there.change(1_000, 200_000, lab.random.randint(5, 20))
    lab.capture()
    lab.label(host, "other/tls", "Syncthing, its own protocol inside TLS", must=["tls"])
    for n in range(3):
        client = here.start(there, "tcp://127.0.0.1:22000", f"tcp://{host.listen}:443", "client")
        here.await_same(there)
        for side in lab.random.sample((there, here, here), 2):
            side.change(*lab.random.choice(((100, 5_000), (10_000, 90_000), (300_000, 900_000))), lab.random.randint(1, 6))
            here.await_same(there)
            lab.pause(0.5, 2)
        lab.pause(2, 5)
        lab.stop(client)
