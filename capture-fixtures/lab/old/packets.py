"""Ways in which packets are wrapped, cut, lost and stored."""
import struct
from pathlib import Path

from lab.lab import scenario
from lab.servers import curl, nginx
from lab.tools import edit, sh


@scenario("vlan-tagged", "802.1Q and 802.1ad tags, added to the capture afterwards as a mirror port does.", "nginx", "curl")
def vlan(lab):
    nginx(lab)
    lab.capture()
    curl(lab, "--http1.1", "https://www.example/")
    curl(lab, "--http2", "https://six.example/")
    lab.end_capture()
    tag = b"\x81\x00\x00\x2a"  # id 42
    edit(lab.raw, lab.path("tagged.pcap"), lambda p: p[:12] + (b"\x88\xa8\x00\x64" if p[12:14] == b"\x86\xdd" else b"") + tag + p[12:])
    lab.raw = lab.temp / "tagged.pcap"
    return [("https/h1", "802.1Q id 42", "vlan"), ("https/h2", "802.1ad id 100 around 802.1Q id 42", "vlan")]


@scenario("offload", "Segmentation offload on: the capture holds super-segments of up to 64 kB and checksums that are not yet right.",
          "nginx", "curl")
def offload(lab):
    for ns in (lab.client_ns, lab.server_ns):
        lab.offload(ns, "on")
    nginx(lab)
    lab.capture()
    curl(lab, "--http1.1", "https://www.example/big.bin")
    return [("https/h1", "super-segments", "www.example")]


@scenario("snaplen", "A snapshot length of 200 bytes: the ClientHello is cut, sizes and counts must still be right.", "nginx", "curl")
def snaplen(lab):
    nginx(lab)
    lab.capture("-s", "200")
    curl(lab, "--http1.1", "https://www.example/", "https://www.example/a.js")
    return [("https/h1", "200 bytes of each packet")]


@scenario("scan", "What a port scan leaves: refused, half-open, opened and reset, opened and closed. No payload, no class.",
          "python3", "nginx")
def scan(lab):
    nginx(lab)
    probe = lab.write("probe.py", """
import socket, struct
def connect(address, linger):
    s = socket.socket(); s.settimeout(1.2)
    try:
        s.connect((address, 443))
        if linger: s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    except OSError: pass
    s.close()
connect("198.51.100.1", False); connect("198.51.100.1", True); connect("198.51.100.77", False)
""")
    sh("ip", "-n", lab.server_ns, "route", "add", "blackhole", "198.51.100.77/32")
    sh("ip", "-n", lab.client_ns, "neigh", "add", "198.51.100.77", "lladdr", "00:00:5e:00:53:77", "dev", "wire")
    lab.capture()
    lab.client("python3", probe)
    lab.stop(lab.processes[-1])
    lab.client("python3", "-c", "import socket\ntry: socket.create_connection(('198.51.100.1', 443), 1)\nexcept OSError: pass")
    return [("unknown/no-payload", what) for what in ("opened and closed", "opened and reset", "SYN unanswered", "refused")]


@scenario("containers", "One connection in every container: the rows of all files must be the same.",
          "nginx", "curl", "gzip", "zstd", "lz4",
          "editcap")
def containers(lab):
    nginx(lab)
    lab.capture()
    curl(lab, "--http2", "https://www.example/", "https://www.example/a.css")
    lab.end_capture()
    sh("editcap", "-F", "nsecpcap", lab.raw, lab.path("capture-nanos.pcap"))
    sh("editcap", "-F", "pcapng", lab.raw, lab.path("capture.pcapng"))
    big_endian(lab.raw, lab.temp / "capture-big-endian.pcap")
    (lab.temp / "capture.pcap").write_bytes(lab.raw.read_bytes())
    sh("gzip", "-nk", lab.path("capture.pcap"))
    sh("zstd", "-q", lab.path("capture.pcap"))
    sh("lz4", "-q", lab.path("capture.pcap"), lab.path("capture.pcap.lz4"))
    lab.captures = ["capture.pcap", "capture-nanos.pcap", "capture-big-endian.pcap", "capture.pcapng", "capture.pcap.gz",
                    "capture.pcap.zst", "capture.pcap.lz4"]
    return [("https/h2", "the same connection in all files of this folder", "www.example")]


def big_endian(source, target):
    data = Path(source).read_bytes()
    out, at = struct.pack(">IHHiIII", *struct.unpack_from("<IHHiIII", data)), 24
    while at < len(data):
        header = struct.unpack_from("<IIII", data, at)
        out += struct.pack(">IIII", *header) + data[at + 16:at + 16 + header[2]]
        at += 16 + header[2]
    Path(target).write_bytes(out)
