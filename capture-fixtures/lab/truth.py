"""The flows of a capture as tshark sees them, and the table that says what they are."""
import subprocess
from collections import namedtuple

FIELDS = ["frame.time_epoch", "ip.src", "ip.dst", "ipv6.src", "ipv6.dst", "tcp.srcport", "tcp.dstport", "udp.srcport", "udp.dstport", "tcp.flags",
          "tcp.len", "tls.handshake.extensions_server_name", "tls.handshake.extensions_alpn_str", "frame.protocols", "tcp.payload", "udp.payload"]
HEADER = ["capture", "transport", "client_ip", "client_port", "server_ip", "server_port", "class", "protocol", "operator", "source", "notes"]
PORT = "443"

Label = namedtuple("Label", "since transport address verdict notes must optional ports")


class Flow:
    def __init__(self, transport, client, server, time):
        self.transport, self.client, self.server, self.time = transport, client, server, time
        self.payload, self.names, self.alpn, self.protocols = 0, set(), set(), set()
        self.packets = 0
        self.first = {}  # first payload bytes of "c" and "s", Latin-1

    def __str__(self):
        return f"{self.transport} {self.client[1]} to {self.server[0]}, {self.payload} bytes, {sorted(self.names | self.alpn)}"


def flows(capture, *options):
    """Flows on port 443 by first packet. Client is the sender of the SYN, else the side that is not on port 443, else the first sender."""
    command = ["tshark", "-n", "-r", str(capture), *options, "-Y", f"tcp.port == {PORT} or udp.port == {PORT}", "-T", "fields", "-E", "occurrence=f"]
    for field in FIELDS:
        command += ["-e", field]
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode:
        raise RuntimeError(f"tshark ended with {run.returncode}: {run.stderr.strip()[-300:]}")
    found = {}
    for line in run.stdout.splitlines():
        f = dict(zip(FIELDS, line.split("\t")))
        if not (f["tcp.srcport"] or f["udp.srcport"]):
            continue
        transport = "tcp" if f["tcp.srcport"] else "udp"
        source = (f["ip.src"] or f["ipv6.src"], f[transport + ".srcport"])
        target = (f["ip.dst"] or f["ipv6.dst"], f[transport + ".dstport"])
        key = (transport, *sorted((source, target)))
        if key not in found:
            backwards = f["tcp.flags"] and int(f["tcp.flags"], 16) & 0x12 == 0x12 or source[1] == PORT != target[1]
            found[key] = Flow(transport, *((target, source) if backwards else (source, target)), float(f["frame.time_epoch"]))
        flow = found[key]
        flow.packets += 1
        flow.payload += int(f["tcp.len"] or 0) if transport == "tcp" else 1
        payload = bytes.fromhex((f["tcp.payload"] or f["udp.payload"])[:80].replace(":", "")).decode("latin-1")
        if payload:
            flow.first.setdefault("c" if source == flow.client else "s", payload)
        flow.names |= {f["tls.handshake.extensions_server_name"]} - {""}
        flow.alpn |= {f["tls.handshake.extensions_alpn_str"]} - {""}
        flow.protocols |= set(f["frame.protocols"].split(":"))
    return list(found.values())


def label_of(flow, labels):
    """The last label given to the flow's server before its first packet, or later for the client's very port."""
    fitting = [l for l in labels if l.address == flow.server[0] and l.transport == flow.transport
               and (int(flow.client[1]) in l.ports if l.ports else l.since <= flow.time)]
    if not fitting:
        raise RuntimeError(f"no label for {flow}")
    return fitting[-1]


def rows(capture_name, capture, labels, source):
    """Lines of the table, one per flow. A flow without a label, and a label that no flow on any host bears, are failures of the scenario."""
    lines, used = [], set()
    for flow in flows(capture):
        label = label_of(flow, labels)
        used.add((label.verdict, label.notes))
        verdict, notes = label.verdict, label.notes
        if not flow.payload:
            verdict, notes = "unknown/no-payload", f"no payload; {notes}"
        else:
            demand(flow, label)
        lines.append("\t".join([capture_name, flow.transport, *flow.client, *flow.server, *verdict.split("/", 1), "", source, notes]))
    idle = {(l.verdict, l.notes) for l in labels if not l.optional} - used
    if idle:
        raise RuntimeError("no flow for the labels " + ", ".join(f"{verdict} ({notes})" for verdict, notes in sorted(idle)))
    return lines


def demand(flow, label):
    seen = flow.protocols | flow.names | flow.alpn
    lost = [m for m in label.must if not (flow.first.get(m[0], "").startswith(m[2:]) if m[1:2] == ">" else m in seen)]
    if lost:
        raise RuntimeError(f"{label.notes}: tshark did not see {lost} in {flow}, but {sorted(seen)} and {flow.first}")
