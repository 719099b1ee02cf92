"""Web traffic: servers nginx, openssl, haproxy, caddy; clients curl, wget, openssl, git, Chromium."""
import base64
import hashlib
import struct
import subprocess
from pathlib import Path

from lab.lab import edit, scenario, sh

NGINX = """
daemon off; pid LAB/nginx.pid; error_log LAB/nginx.err; worker_processes 1; user root;
events {}
http {
  access_log off; root LAB/www; types { text/html html; text/css css; application/javascript js; image/png png; }
  client_body_temp_path LAB/t1; proxy_temp_path LAB/t2; fastcgi_temp_path LAB/t3; uwsgi_temp_path LAB/t4; scgi_temp_path LAB/t5;
  ssl_certificate LAB/cert.pem; ssl_certificate_key LAB/key.pem;
  server { listen 198.51.100.1:443 ssl http2 EXTRA; listen [2001:db8:2::1]:443 ssl http2; server_name _; SETTINGS }
}
"""


def site(lab):
    www = lab.temp / "www"
    www.mkdir(exist_ok=True)
    (www / "index.html").write_text("<!doctype html><title>example</title><link rel=stylesheet href=a.css><script src=a.js></script>"
                                    + "".join(f"<img src=i{n}.png>" for n in range(4)) + "<p>" + "lorem ipsum " * 200)
    for name, size in (("a.css", 4_000), ("a.js", 20_000), ("big.bin", 200_000), *((f"i{n}.png", 5_000 + 3_000 * n) for n in range(4))):
        (www / name).write_bytes((b"/* %s */" % name.encode()).ljust(size, b" "))


def nginx(lab, settings="", extra=""):
    site(lab)
    settings = settings if "ssl_protocols" in settings else "ssl_protocols TLSv1.2 TLSv1.3; " + settings
    config = NGINX.replace("LAB", str(lab.temp)).replace("SETTINGS", settings).replace("EXTRA", extra)
    return lab.serve("nginx", "-c", lab.write("nginx.conf", config), wait="tcp:443")


def caddy(lab, text):
    config = "{\n admin off\n auto_https disable_redirects\n}\n" + text
    config = config.replace("TLS\n", f"tls {lab.cert} {lab.key}\n").replace("WWW", lab.path("www"))
    return lab.serve("env", f"HOME={lab.temp}", f"XDG_DATA_HOME={lab.temp}", "caddy", "run", "--adapter", "caddyfile", "--config",
                     lab.write("Caddyfile", config), wait="udp:443")


def spki(lab):
    """A browser takes QUIC from a private authority only when it is told the key."""
    key = subprocess.run(["openssl", "x509", "-in", lab.cert, "-pubkey", "-noout"], capture_output=True, check=True).stdout
    der = subprocess.run(["openssl", "pkey", "-pubin", "-outform", "der"], input=key, capture_output=True, check=True).stdout
    return "--ignore-certificate-errors-spki-list=" + base64.b64encode(hashlib.sha256(der).digest()).decode()


def curl(lab, *arguments, **settings):
    return lab.client("curl", "-sS", "--cacert", lab.ca, "-o", "/dev/null", *arguments, **settings)


@scenario("tls12-h1-h2", "TLS 1.2: certificate, chosen ALPN and cipher are in the clear, so h1 and h2 are told apart by the server's answer.",
          "nginx", "curl")
def tls12(lab):
    nginx(lab, "ssl_protocols TLSv1.2;")
    lab.capture()
    curl(lab, "--http1.1", "https://www.example/", "https://www.example/a.js")
    curl(lab, "--http2", "https://www.example/", "https://www.example/a.js")
    curl(lab, "--no-alpn", "https://www.example/")
    return [("https/h1", "ALPN http/1.1", "www.example"), ("https/h2", "ALPN h2", "www.example"),
            ("https/h1", "no ALPN: HTTP version not visible", "www.example")]


@scenario("tls13-h1-h2", "TLS 1.3: the same clients, but certificate and chosen ALPN are encrypted; only record sizes can tell h2.",
          "nginx", "curl", "wget")
def tls13(lab):
    nginx(lab, "ssl_protocols TLSv1.3;")
    lab.capture()
    curl(lab, "--http2", "https://www.example/", "https://www.example/a.js", "https://static.example/a.css")
    curl(lab, "--http1.1", "https://www.example/", "https://www.example/a.js")
    lab.client("wget", "-q", "-O", "/dev/null", "--ca-certificate", lab.ca, "https://www.example/")
    return lambda flow: ("https/h2" if "h2" in flow.alpn else "https/h1",
                         "h2 offered and chosen" if "h2" in flow.alpn else "HTTP/1.1", "tls")


@scenario("ipv6-web", "The same over IPv6.", "nginx", "curl")
def ipv6(lab):
    nginx(lab)
    lab.capture()
    curl(lab, "--http2", "https://six.example/", "https://six.example/a.js")
    return [("https/h2", "IPv6", "six.example", "ipv6")]


@scenario("tls13-resumption", "TLS 1.3 session resumed with a PSK, then with 0-RTT data in the first flight.", "openssl")
def resumption(lab):
    lab.serve("openssl", "s_server", "-accept", "443", "-cert", lab.cert, "-key", lab.key, "-tls1_3", "-early_data", "-quiet",
              wait="tcp:443", stdin=subprocess.PIPE)
    early = lab.write("early.txt", "GET / HTTP/1.0\r\n\r\n")
    lab.capture()
    base = ["openssl", "s_client", "-connect", "198.51.100.1:443", "-servername", "www.example", "-tls1_3", "-quiet", "-no_ign_eof"]
    hello = b"hello, this is no HTTP\n"
    lab.slow_client(*base, "-sess_out", lab.path("session"), stdin=hello)
    lab.slow_client(*base, "-sess_in", lab.path("session"), "-sess_out", lab.path("session2"), stdin=hello)
    lab.slow_client(*base, "-sess_in", lab.path("session2"), "-early_data", early, stdin=hello)
    return [("https/tls", "full handshake", "www.example"), ("https/tls", "PSK resumption", "www.example"),
            ("https/tls", "PSK and 0-RTT", "www.example")]


@scenario("tls12-resumption", "TLS 1.2 resumed with a session ticket, then with a session id: no certificate the second time.", "openssl")
def resumption12(lab):
    base = ["openssl", "s_client", "-connect", "198.51.100.1:443", "-servername", "www.example", "-tls1_2", "-quiet", "-ign_eof"]
    request = b"GET / HTTP/1.0\r\n\r\n"
    server = ["openssl", "s_server", "-accept", "443", "-cert", lab.cert, "-key", lab.key, "-tls1_2", "-www", "-quiet"]
    first = lab.serve(*server, wait="tcp:443")
    lab.capture()
    for ticket in ([], ["-no_ticket"]):
        lab.client(*base, *ticket, "-sess_out", lab.path("session"), stdin=request, ok=False)
        lab.client(*base, *ticket, "-sess_in", lab.path("session"), stdin=request, ok=False)
    lab.stop(first)
    return [("https/h1", what, "www.example") for what in ("full handshake, ticket issued", "resumed by ticket",
                                                           "full handshake, session id", "resumed by session id")]


@scenario("hello-retry", "HelloRetryRequest: the client's key share is of a group the server refuses, so two ClientHellos come.", "openssl")
def hello_retry(lab):
    lab.serve("openssl", "s_server", "-accept", "443", "-cert", lab.cert, "-key", lab.key, "-groups", "P-384", "-www", "-quiet", wait="tcp:443")
    lab.capture()
    lab.client("openssl", "s_client", "-connect", "198.51.100.1:443", "-servername", "www.example", "-groups", "X25519:P-384", "-quiet",
               "-ign_eof", stdin=b"GET / HTTP/1.0\r\n\r\n", ok=False)
    return [("https/h1", "HelloRetryRequest for secp384r1", "www.example")]


@scenario("client-certificate", "The client sends a certificate too: seen in TLS 1.2, hidden in TLS 1.3. The server's must be reported.",
          "nginx", "curl")
def client_certificate(lab):
    nginx(lab, f"ssl_client_certificate {lab.ca}; ssl_verify_client on;")
    lab.capture()
    own = ["--cert", lab.path("client.pem"), "--key", lab.path("client.key")]
    curl(lab, *own, "--tls-max", "1.2", "https://www.example/")
    curl(lab, *own, "--tlsv1.3", "https://www.example/")
    return [("https/h2", "TLS 1.2", "www.example"), ("https/h2", "TLS 1.3", "www.example")]


@scenario("failed-handshake", "Handshakes that fail: no common version, no common cipher, a certificate that the client does not trust.",
          "nginx", "curl", "openssl")
def failed(lab):
    nginx(lab, "ssl_protocols TLSv1.3;")
    lab.capture()
    curl(lab, "--tls-max", "1.2", "https://www.example/", ok=False)
    lab.client("openssl", "s_client", "-connect", "198.51.100.1:443", "-tls1_3", "-groups", "ffdhe8192", "-servername", "www.example", ok=False)
    lab.client("curl", "-sS", "https://www.example/", ok=False)
    return [("https/tls", "alert: protocol version", "www.example"), ("https/tls", "alert: no common group", "www.example"),
            ("https/tls", "alert by the client: unknown CA", "www.example")]


@scenario("big-hello", "ClientHellos longer than a segment: by many ALPN names, and by a small maximum segment size.", "nginx", "openssl")
def big_hello(lab):
    nginx(lab)
    alpn = ",".join(["h2", "http/1.1"] + [f"example-protocol-{n}" for n in range(120)])
    connect = ["openssl", "s_client", "-connect", "198.51.100.1:443", "-servername", "www.example", "-quiet", "-ign_eof"]
    request = b"GET / HTTP/1.0\r\nHost: www.example\r\n\r\n"
    lab.capture()
    lab.client(*connect, "-alpn", alpn, stdin=request, ok=False, timeout=4)
    sh("ip", "-n", lab.client_ns, "route", "replace", "198.51.100.0/24", "dev", "wire", "advmss", "88")
    sh("ip", "-n", lab.server_ns, "route", "replace", "192.0.2.0/24", "dev", "wire", "advmss", "88")
    lab.client(*connect, "-alpn", "http/1.1", stdin=request, ok=False, timeout=4)
    return [("https/tls", "2,800-byte hello over two segments; HTTP/1.0 request in h2", "www.example"),
            ("https/h1", "88-byte segments", "www.example")]


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


@scenario("plain-http", "HTTP without TLS on port 443.", "nginx", "curl")
def plain(lab):
    nginx(lab, "error_page 497 =200 /index.html;")
    lab.capture()
    curl(lab, "http://www.example:443/")
    return [("other/http", "HTTP/1.1 in the clear", "http")]


@scenario("proxy-protocol", "A load balancer's PROXY header, version 1 and 2, before the ClientHello.", "nginx", "haproxy", "curl")
def proxy_protocol(lab):
    nginx(lab, extra="proxy_protocol")
    config = "defaults\n mode tcp\n timeout connect 3s\n timeout client 9s\n timeout server 9s\n" + "".join(
        f"listen p{n}\n bind 127.0.0.1:844{n}\n server s 198.51.100.1:443 {send}\n" for n, send in ((1, "send-proxy"), (2, "send-proxy-v2")))
    lab.serve("haproxy", "-f", lab.write("haproxy.cfg", config), ns=lab.client_ns, wait="tcp:8441")
    lab.capture()
    for port in (8441, 8442):
        curl(lab, "--connect-to", f"www.example:443:127.0.0.1:{port}", "https://www.example/")
    return [("https/h2", "PROXY protocol version 1, then TLS"), ("https/h2", "PROXY protocol version 2, then TLS")]


@scenario("git-https", "git fetches over HTTPS: many small requests, then a pack.", "nginx", "git")
def git(lab):
    nginx(lab)
    work, bare = lab.path("work"), lab.path("www/repo.git")
    sh("git", "init", "-q", work)
    lab.write("work/readme", "example\n" * 500)
    sh("git", "-C", work, "add", ".")
    sh("git", "-C", work, "-c", "user.name=e", "-c", "user.email=e@mail.example", "commit", "-qm", "one")
    sh("git", "clone", "-q", "--bare", work, bare)
    sh("git", "-C", bare, "update-server-info")
    lab.capture()
    lab.client("git", "-c", f"http.sslCAInfo={lab.ca}", "clone", "-q", "https://git.example/repo.git", lab.path("copy"),
               env={"HOME": str(lab.temp), "GIT_CONFIG_NOSYSTEM": "1", "GIT_SSL_CAINFO": lab.ca})
    return lambda flow: ("https/h2", "git clone, dumb protocol", "git.example")


SSE = """
import http.server, ssl, sys, time
class Events(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        if self.path == "/poll":
            time.sleep(2)
        for n in range(1 if self.path == "/poll" else 12):
            self.wfile.write(b"data: event %d\\n\\n" % n)
            self.wfile.flush()
            time.sleep(0.25)
        self.close_connection = True
server = http.server.ThreadingHTTPServer(("", 443), Events)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("cert.pem", "key.pem")
server.socket = context.wrap_socket(server.socket, server_side=True)
server.serve_forever()
"""


@scenario("server-sent-events", "A stream of small server events, and a long poll: small regular records that are not DNS.", "python3", "curl")
def events(lab):
    lab.serve("python3", lab.write("sse.py", SSE), wait="tcp:443")
    lab.capture()
    curl(lab, "-N", "https://www.example/events")
    curl(lab, "https://www.example/poll")
    return [("https/h1", "server-sent events", "www.example"), ("https/h1", "long poll", "www.example")]


def chromium(lab, url, *flags, seconds=8):
    home = lab.temp / "home"
    database = home / ".pki" / "nssdb"
    if not database.exists():
        database.mkdir(parents=True)
        sh("certutil", "-d", f"sql:{database}", "-N", "--empty-password")
        sh("certutil", "-d", f"sql:{database}", "-A", "-t", "C,,", "-n", "lab", "-i", lab.ca)
    return lab.client("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
                      "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", f"--user-data-dir={home}/profile",
                      f"--virtual-time-budget={seconds * 1000}", *flags, "--dump-dom", url, ok=False, timeout=seconds + 25,
                      env={"HOME": str(home)})


def browser_label(flow):
    if not flow.payload:
        return "unknown/no-payload", "a browser's spare connection"
    if not flow.names:
        return "https/tls", "a browser's spare connection, closed during the handshake"
    return "https/h2", "Chromium loads a page", "tls"


@scenario("chromium-h2", "A browser loads a page with images from two names: GREASE, a post-quantum key share over two segments, ECH GREASE.",
          "nginx", "chromium", "certutil")
def chromium_h2(lab):
    nginx(lab)
    index = lab.temp / "www" / "index.html"
    index.write_text(index.read_text() + "<img src=https://img.example/i3.png>")
    lab.capture()
    page = chromium(lab, "https://www.example/")
    if b"lorem ipsum" not in page:
        raise RuntimeError(f"no page: {page[-300:]}")
    return browser_label


@scenario("websocket", "A web socket over TLS: a browser and a server exchange small messages.", "websocketd", "chromium", "certutil")
def websocket(lab):
    page = ("<script>const s=new WebSocket('wss://www.example/ws');let n=0;s.onopen=()=>s.send('hello');"
            "s.onmessage=m=>{document.title=m.data;if(++n<20)setTimeout(()=>s.send('message '+n),60);else{s.close();"
            "document.body.innerText='all done'}}</script><body>")
    lab.write("site/index.html", page)
    lab.serve("websocketd", "--ssl", "--sslcert", lab.cert, "--sslkey", lab.key, "--port", "443", "--staticdir", lab.path("site"), "cat",
              wait="tcp:443")
    lab.capture()
    output = chromium(lab, "https://www.example/", "--timeout=6000")
    if b"all done" not in output:
        raise RuntimeError(f"no messages: {output[-300:]}")
    return lambda flow: ("https/h1", "page or web socket", "www.example") if flow.names else ("unknown/no-payload", "spare connection")


@scenario("scan", "What a port scan leaves: refused, half-open, opened and reset, opened and closed. No payload, no class.", "python3", "nginx")
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


@scenario("containers", "One connection in every container: the rows of all files must be the same.", "nginx", "curl", "gzip", "zstd", "lz4",
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
