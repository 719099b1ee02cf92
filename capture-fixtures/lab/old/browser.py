"""A browser: Chromium with nginx, caddy and websocketd."""
from lab.lab import scenario
from lab.servers import caddy, chromium, nginx, site, spki


def browser_label(flow):
    if not flow.payload:
        return "unknown/no-payload", "a browser's spare connection"
    if not flow.names:
        return "https/tls", "a browser's spare connection, closed during the handshake"
    return "https/h2", "Chromium loads a page", "tls"


@scenario("chromium-h2",
          "A browser loads a page with images from two names: GREASE, a post-quantum key share over two segments, ECH GREASE.",
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
