"""Ways in which the packets of a web visit are wrapped, cut and stored: tags, snapshot lengths, super-segments, files of every kind."""
import struct
from pathlib import Path

from lab.servers import curl, nginx
from lab.tools import edit, sh

NEEDS = ["nginx", "curl", "gzip", "zstd", "lz4", "editcap"]
SET = "tune"
VARIANTS = ["do=vlan ip=both"]
FIXTURES = {
    "vlan-tagged": ("do=vlan ip=both", "802.1Q and 802.1ad tags, added to the capture afterwards as a mirror port does."),
    "offload": ("do=offload offload=on",
                "Segmentation offload on: the capture holds super-segments of up to 64 kB and checksums that are not yet right."),
    "snaplen": ("do=snaplen", "A snapshot length of 200 bytes: the ClientHello is cut, sizes and counts must still be right."),
    "containers": ("do=containers", "One connection in every container: the rows of all files must be the same."),
    "ipv6-web": ("do=ipv6 ip=6", "The same over IPv6."),
}


def run(lab, variant):
    host = lab.host()
    nginx(lab, host)
    lab.capture(*(["-s", "200"] if variant.do == "snaplen" else []))
    {"vlan": vlan, "offload": offload, "snaplen": snaplen, "containers": containers, "ipv6": ipv6}[variant.do](lab, host)


def urls(host, *names):
    return [part for name in names for part in ("-o", "/dev/null", f"https://{host}/{name}")]


def vlan(lab, host):
    lab.label(host, "https/h1", "802.1Q id 42", must=["vlan"])
    curl(lab, "-4", "--http1.1", f"https://{host}/")
    lab.label(host, "https/h2", "802.1ad id 100 around 802.1Q id 42", must=["vlan", "ipv6"])
    curl(lab, "-6", "--http2", f"https://{host}/")
    lab.end_capture()
    tag = b"\x81\x00\x00\x2a"  # id 42
    edit(lab.raw, lab.path("tagged.pcap"), lambda p: p[:12] + (b"\x88\xa8\x00\x64" if p[12:14] == b"\x86\xdd" else b"") + tag + p[12:])
    lab.raw = lab.temp / "tagged.pcap"


def offload(lab, host):
    lab.label(host, "https/h1", "super-segments", must=["tls"])
    curl(lab, "--http1.1", "-r", "0-300000", f"https://{host}/big.bin")


def snaplen(lab, host):
    lab.label(host, "https/h1", "200 bytes of each packet")
    curl(lab, "--http1.1", *urls(host, "", "a.css"))


def ipv6(lab, host):
    lab.label(host, "https/h2", "IPv6", must=["tls", "ipv6", host.name])
    curl(lab, "--http2", *urls(host, "", "a.css"))


def containers(lab, host):
    lab.label(host, "https/h2", "the same connection in all files of this folder", must=["tls"])
    curl(lab, "--http2", *urls(host, "small.json", "a.css"))
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


def big_endian(source, target):
    data = Path(source).read_bytes()
    out, at = struct.pack(">IHHiIII", *struct.unpack_from("<IHHiIII", data)), 24
    while at < len(data):
        header = struct.unpack_from("<IIII", data, at)
        out += struct.pack(">IIII", *header) + data[at + 16:at + 16 + header[2]]
        at += 16 + header[2]
    Path(target).write_bytes(out)
