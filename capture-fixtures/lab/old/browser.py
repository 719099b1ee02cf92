"""A browser: Chromium with websocketd."""
from lab.lab import scenario
from lab.servers import chromium


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
