"""Looks again at labelled flows, drawn at random, with nothing but tshark: decrypted where the programs wrote down their keys."""
import csv
import random
import subprocess

SIGNS = {  # what tshark must see in a flow of that class or detail, in the columns protocols and text below
    "doh/doq": ("dns",), "doh/dot": ("dns",), "doh": ("dns",), "vpn/openvpn-udp": ("openvpn",), "vpn/openvpn-tcp": ("openvpn",),
    "vpn/wireguard": ("wg",), "quic/h3": ("http3",), "quic": ("quic",), "https/h1": ("http", "websocket"), "https/h2": ("http2",),
    "https/tls": ("tls",), "other/ssh": ("ssh",), "other/http": ("http",), "other/stun": ("stun", "turnchannel"), "other/dtls": ("dtls",),
    "unknown/no-payload": ("tcp",),
}

AS = {  # what tshark is told, as it takes port 443 for TLS
    "tcp": {"other/ssh": "ssh", "other/mqtt": "mqtt", "other/ldap": "ldap", "other/postgresql": "pgsql", "other/mysql": "mysql", "other/smtp": "smtp",
            "other/ftp": "ftp", "other/rsync": "rsync", "other/vnc": "vnc", "other/bittorrent": "bittorrent", "other/rtmp": "rtmpt",
            "other/rtsp": "rtsp", "other/sip": "sip", "other/git": "git", "other/telnet": "telnet", "other/memcached": "memcache", "other/rdp": "tpkt"},
    "udp": {"other/coap": "coap", "other/sip": "sip", "other/srt": "srt", "other/bittorrent": "bt-utp"},
}


def check(folder, count, seed):
    tables = sorted(folder.rglob("truth.tsv"))
    rows = []
    for table in tables:
        with open(table) as file:
            rows += [(table.parent, row) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]
    if not rows:
        print(f"no flows below {folder}")
        return 1
    drawn = random.Random(seed).sample(rows, min(count, len(rows)))
    depths, wrong = {}, 0
    for place, row in drawn:
        depth, problem = look(place, row)
        depths[depth] = depths.get(depth, 0) + 1
        if problem:
            wrong += 1
            print(f"{row['capture']} {row['transport']} {row['client_port']} to {row['server_ip']}: {row['class']}/{row['protocol']} ({row['notes']}): {problem}")
    print(f"{len(drawn)} of {len(rows)} flows looked at again: " + ", ".join(f"{n} {depth}" for depth, n in sorted(depths.items())) + f"; {wrong} contradict their label")
    return 1 if wrong else 0


def look(place, row):
    """How deep tshark could look, and what contradicts the label, if anything."""
    capture = place / row["capture"].rsplit("/", 1)[-1]
    keys = ["-o", f"tls.keylog_file:{place / 'keys.log'}"] if (place / "keys.log").exists() else []
    version = "ipv6" if ":" in row["client_ip"] else "ip"
    flow = (f"{version}.addr=={row['client_ip']} && {version}.addr=={row['server_ip']} && "
            f"{row['transport']}.port=={row['client_port']} && {row['transport']}.port=={row['server_port']}")
    verdict = f"{row['class']}/{row['protocol']}"
    protocol = None if "obfuscated" in row["notes"] else AS[row["transport"]].get(verdict)
    known = ["-d", f"{row['transport']}.port==443,{protocol}"] if protocol else []
    out = subprocess.run(["tshark", "-n", "-r", capture, *keys, *known, "-2", "-Y", flow, "-T", "fields", "-e", "frame.protocols",
                          "-e", "http2.headers.content_type", "-e", "http.content_type", "-e", "tcp.len"], capture_output=True, text=True).stdout.splitlines()
    if not out:
        return "not found", "tshark finds no packet of it"
    cells = [line.split("\t") for line in out]
    protocols = {p for c in cells for p in c[0].split(":")}
    types = {t for c in cells for t in (c[1] + "," + c[2]).split(",") if t}
    if verdict == "unknown/no-payload":
        return "by headers", "has payload" if any(int(c[3] or 0) for c in cells) else None
    encrypted = protocols & {"tls", "quic"}
    decrypted = protocols & {"http", "http2", "http3", "dns", "data", "websocket"} - ({"data"} if not encrypted else set())
    if encrypted and not decrypted:
        return "outside only", None
    dns = "dns" in protocols or "application/dns-message" in types
    if row["class"] == "doh":
        return "inside", None if dns else f"no DNS in it, but {sorted(protocols)} {sorted(types)}"
    if row["class"] in ("https", "quic") and dns:
        return "inside", "there is DNS in it"
    signs = (protocol,) if protocol else SIGNS.get(verdict)
    if signs and not protocols & set(signs):
        return "inside", f"none of {signs} in {sorted(protocols)}"
    return "inside", None
