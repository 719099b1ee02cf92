"""Looks again at labelled flows, drawn at random, with nothing but tshark: decrypted where the programs wrote down their keys."""
import csv
import random
import subprocess

SIGNS = {  # what tshark must see in a flow of that class or detail, in the columns protocols and text below
    "doh/doq": ("dns",), "doh/dot": ("dns",), "doh": ("dns",), "vpn/openvpn-udp": ("openvpn", "data"), "vpn/openvpn-tcp": ("openvpn", "data", "tcp"),
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

DRAFTS = ("709a50c4",)  # versions of QUIC whose long headers tshark takes for data: 2 as a draft


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
    verdict = f"{row['class']}/{row['protocol']}"
    known = None if "obfuscated" in row["notes"] else AS[row["transport"]].get(verdict)
    cells = packets(place, row, known)
    if not cells:
        return "not found", "tshark finds no packet of it"
    protocols = {p for c in cells for p in c[0].split(":")}
    if verdict == "unknown/no-payload":
        return "by headers", "has payload" if any(int(c[3] or 0) for c in cells) else None
    if row["class"] == "quic" and cells[0][6][2:10] in DRAFTS:
        return "by headers", None
    encrypted = protocols & {"tls", "quic"}
    read = {p for c in cells for p in c[0].replace(":tcp:data", "").split(":")}  # TCP's data is what tshark gave up on, lost or cut
    decrypted = read & {"http", "http2", "http3", "dns", "data", "websocket"} - ({"data"} if not encrypted else set())
    if encrypted and not decrypted or verdict == "doh/dnscrypt":  # tshark does not know DNSCrypt; the scenario demands its first bytes
        return "outside only", None
    return "inside", contradiction(row, verdict, known, protocols, cells)


def packets(place, row, known):
    """The flow's packets: protocols, content types of HTTP/2 and HTTP, TCP length, paths, UDP payload."""
    keys = ["-o", f"tls.keylog_file:{place / 'keys.log'}"] if (place / "keys.log").exists() else []
    version = "ipv6" if ":" in row["client_ip"] else "ip"
    flow = (f"{version}.addr=={row['client_ip']} && {version}.addr=={row['server_ip']} && "
            f"{row['transport']}.port=={row['client_port']} && {row['transport']}.port=={row['server_port']}")
    decode = ["-d", f"{row['transport']}.port==443,{known}"] if known else []
    decode += ["-d", "tls.port==443,dns"] if row["protocol"] == "dot" else []  # not every client names it by ALPN
    fields = ("frame.protocols", "http2.headers.content_type", "http.content_type", "tcp.len", "http2.headers.path", "http.request.uri",
              "udp.payload")
    command = ["tshark", "-n", "-r", place / row["capture"].rsplit("/", 1)[-1], *keys, *decode, "-2", "-Y", flow, "-T", "fields"]
    output = subprocess.run(command + [part for field in fields for part in ("-e", field)], capture_output=True, text=True).stdout
    return [line.split("\t") for line in output.splitlines()]


def contradiction(row, verdict, known, protocols, cells):
    types = {t for c in cells for t in (c[1] + "," + c[2]).split(",") if t}
    dns = "dns" in protocols or types & {"application/dns-message", "application/dns-json"}
    dns = dns or verdict == "doh/h3" and not types and "http3" in protocols  # tshark 4.0 does not read headers of HTTP/3
    if row["class"] == "doh":
        spare = "spare" in row["notes"] and not any(c[4] or c[5] for c in cells)
        return None if dns or spare else f"no DNS in it, but {sorted(protocols)} {sorted(types)}"
    if row["class"] in ("https", "quic") and dns and "mixed" not in row["notes"]:
        return "there is DNS in it"
    signs = (known,) if known else SIGNS.get(verdict)
    return f"none of {signs} in {sorted(protocols)}" if signs and not protocols & set(signs) else None
