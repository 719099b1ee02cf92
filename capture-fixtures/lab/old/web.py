"""A web server that sends events."""
from lab.lab import scenario
from lab.servers import curl

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


@scenario("server-sent-events", "A stream of small server events, and a long poll: small regular records that are not DNS.",
          "python3", "curl")
def events(lab):
    lab.serve("python3", lab.write("sse.py", SSE), wait="tcp:443")
    lab.capture()
    curl(lab, "-N", "https://www.example/events")
    curl(lab, "https://www.example/poll")
    return [("https/h1", "server-sent events", "www.example"), ("https/h1", "long poll", "www.example")]
from lab.servers import curl, nginx
from lab.tools import sh


@scenario("tls12-h1-h2",
          "TLS 1.2: certificate, chosen ALPN and cipher are in the clear, so h1 and h2 are told apart by the server's answer.",
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
    lab.serve("openssl", "s_server", "-accept", "443", "-cert", lab.cert, "-key", lab.key, "-groups", "P-384", "-www", "-quiet",
              wait="tcp:443")
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
    lab.client("openssl", "s_client", "-connect", "198.51.100.1:443", "-tls1_3", "-ciphersuites", "TLS_AES_128_CCM_SHA256",
               "-servername", "www.example", ok=False)
    lab.client("curl", "-sS", "https://www.example/", ok=False)
    return [("https/tls", "alert: protocol version", "www.example"), ("https/tls", "alert: no common cipher", "www.example"),
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
        f"listen p{n}\n bind 127.0.0.1:844{n}\n server s 198.51.100.1:443 {send}\n"
        for n, send in ((1, "send-proxy"), (2, "send-proxy-v2")))
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
