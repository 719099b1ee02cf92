"""QUIC: servers ngtcp2 and caddy, clients ngtcp2 and Chromium."""
from lab.lab import scenario
from lab.web import caddy, chromium, site, spki


def server(lab, *options):
    site(lab)
    return lab.serve("gtlsserver", "-q", "-d", lab.path("www"), *options, "198.51.100.1", "443", lab.key, lab.cert, wait="udp:443")


def client(lab, *options):
    lab.client("gtlsclient", "-q", "--exit-on-all-streams-close", "--timeout=3s", "--sni=www.example", *options, "198.51.100.1", "443",
               "https://www.example/index.html", ok=False, timeout=15)


@scenario("quic-v1", "QUIC version 1 with HTTP/3, then resumed with 0-RTT.", "gtlsserver", "gtlsclient")
def quic_v1(lab):
    server(lab)
    lab.capture()
    remembered = ["--session-file", lab.path("session"), "--tp-file", lab.path("parameters")]
    client(lab, *remembered)
    client(lab, "--session-file", lab.path("session"), "--tp-file", lab.path("parameters"))
    return [("quic/h3", "full handshake", "quic", "h3"), ("quic/h3", "resumed, 0-RTT", "quic", "h3")]


@scenario("quic-retry", "The server asks for a Retry: the second Initial carries a token and has other keys.", "gtlsserver", "gtlsclient")
def quic_retry(lab):
    server(lab, "-V")
    lab.capture()
    client(lab)
    return [("quic/h3", "Retry", "quic", "h3")]


@scenario("quic-v2", "QUIC version 2, from the first packet and by compatible negotiation; and a version the server does not know.",
          "gtlsserver", "gtlsclient")
def quic_v2(lab):
    server(lab, "--preferred-versions=v2draft,v1")
    lab.capture()
    client(lab, "-v", "v2draft", "--available-versions=v2draft,v1")
    client(lab, "-v", "v1", "--available-versions=v2draft,v1")
    client(lab, "-v", "0x1a2a3a4a", "--available-versions=v1")
    return [("quic/h3", "version 2 (draft number) first", "quic"), ("quic/h3", "version 1 first, then version 2 (draft number)", "quic"),
            ("quic/h3", "version negotiation", "quic")]


@scenario("chromium-h3", "A browser loads a page over HTTP/3: its ClientHello lies in mixed-up CRYPTO frames of two Initials.",
          "caddy", "chromium", "certutil")
def chromium_h3(lab):
    site(lab)
    caddy(lab, "https://www.example:443 {\n bind 198.51.100.1\n TLS\n root * WWW\n file_server\n}")
    lab.capture()
    page = chromium(lab, "https://www.example/", "--origin-to-force-quic-on=www.example:443", spki(lab))
    if b"lorem ipsum" not in page:
        raise RuntimeError(f"no page: {page[-300:]}")
    def label(flow):
        if flow.transport == "udp":
            return "quic/h3", "Chromium loads a page", "quic", "www.example"
        return ("https/h2", "Chromium, TCP beside QUIC") if flow.names else ("unknown/no-payload", "a browser's spare connection")
    return label
