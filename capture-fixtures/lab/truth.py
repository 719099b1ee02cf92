"""The flows of a capture as tshark sees them, and the table that says what they are."""
import subprocess

FIELDS = ["ip.src", "ip.dst", "ipv6.src", "ipv6.dst", "tcp.srcport", "tcp.dstport", "udp.srcport", "udp.dstport", "tcp.flags", "tcp.len",
          "tls.handshake.extensions_server_name", "tls.handshake.extensions_alpn_str", "frame.protocols", "tcp.payload", "udp.payload"]
HEADER = ["capture", "transport", "client_ip", "client_port", "server_ip", "server_port", "class", "protocol", "operator", "notes"]


class Flow:
    def __init__(self, transport, client, server):
        self.transport, self.client, self.server = transport, client, server
        self.payload, self.names, self.alpn, self.protocols = 0, set(), set(), set()
        self.packets = 0
        self.first = {}  # first payload bytes of "c" and "s", Latin-1


def flows(capture):
    """Flows by first packet. Client is the sender of the SYN, else the side that is not on port 443, else the first sender."""
    command = ["tshark", "-n", "-r", str(capture), "-T", "fields", "-E", "occurrence=f"]
    for field in FIELDS:
        command += ["-e", field]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = {}
    for line in output.splitlines():
        f = dict(zip(FIELDS, line.split("\t")))
        if not (f["tcp.srcport"] or f["udp.srcport"]):
            continue
        transport = "tcp" if f["tcp.srcport"] else "udp"
        source = (f["ip.src"] or f["ipv6.src"], f[transport + ".srcport"])
        target = (f["ip.dst"] or f["ipv6.dst"], f[transport + ".dstport"])
        key = (transport, *sorted((source, target)))
        if key not in found:
            backwards = f["tcp.flags"] and int(f["tcp.flags"], 16) & 0x12 == 0x12 or source[1] == "443" != target[1]
            found[key] = Flow(transport, *((target, source) if backwards else (source, target)))
        flow = found[key]
        flow.packets += 1
        flow.payload += int(f["tcp.len"] or 0) if transport == "tcp" else 1
        payload = bytes.fromhex((f["tcp.payload"] or f["udp.payload"])[:80].replace(":", "")).decode("latin-1")
        flow.first.setdefault("c" if source == flow.client else "s", payload) if payload else None
        flow.names |= {f["tls.handshake.extensions_server_name"]} - {""}
        flow.alpn |= {f["tls.handshake.extensions_alpn_str"]} - {""}
        flow.protocols |= set(f["frame.protocols"].split(":"))
    return list(found.values())


def rows(name, capture_name, capture, labels):
    """
    Labels are a list, one per flow in order: "class/protocol", notes, and optionally what tshark must have seen in the
    flow: a protocol, a server name, an ALPN, or "c>..." and "s>...", the first bytes of client and server. Or they are
    a function Flow -> such a label.
    """
    seen = flows(capture)
    if callable(labels):
        labels = [labels(flow) for flow in seen]
    if len(labels) != len(seen):
        what = ", ".join(f"{f.transport} {f.server[0]} {sorted(f.names)} {f.payload}" for f in seen)
        raise RuntimeError(f"{len(labels)} labels for {len(seen)} flows: {what}")
    lines = []
    for flow, (verdict, notes, *expected) in zip(seen, labels):
        seen_here = flow.protocols | flow.names | flow.alpn
        lost = [e for e in expected if not (flow.first.get(e[0], "").startswith(e[2:]) if e[1:2] == ">" else e in seen_here)]
        if lost:
            raise RuntimeError(f"{notes}: tshark did not see {lost}, but {sorted(seen_here)} and {flow.first}")
        lines.append("\t".join([f"{name}/{capture_name}", flow.transport, *flow.client, *flow.server, *verdict.split("/", 1), "", notes]))
    return lines
