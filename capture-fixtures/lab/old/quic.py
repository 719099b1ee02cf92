"""QUIC: server and client of ngtcp2."""
from lab.lab import scenario
from lab.servers import site


def server(lab, *options):
    site(lab)
    return lab.serve("gtlsserver", "-q", "-d", lab.path("www"), *options, "198.51.100.1", "443", lab.key, lab.cert, wait="udp:443")


def client(lab, *options):
    lab.client("gtlsclient", "-q", "--exit-on-all-streams-close", "--timeout=3s", *options, "www.example", "443",
               "https://www.example/index.html", ok=False, timeout=15)


@scenario("quic-v1", "QUIC version 1 with HTTP/3, then resumed with 0-RTT.", "gtlsserver", "gtlsclient")
def quic_v1(lab):
    server(lab)
    lab.capture()
    remembered = ["--session-file", lab.path("session"), "--tp-file", lab.path("parameters")]
    client(lab, *remembered)
    client(lab, "--session-file", lab.path("session"), "--tp-file", lab.path("parameters"))
    return [("quic/h3", "full handshake", "quic", "www.example"), ("quic/h3", "resumed, 0-RTT", "quic", "www.example")]


@scenario("quic-retry", "The server asks for a Retry: the second Initial carries a token and has other keys.", "gtlsserver", "gtlsclient")
def quic_retry(lab):
    server(lab, "-V")
    lab.capture()
    client(lab)
    return [("quic/h3", "Retry", "quic", "www.example")]


@scenario("quic-v2", "QUIC version 2, from the first packet and by compatible negotiation; and a version the server does not know.",
          "gtlsserver", "gtlsclient")
def quic_v2(lab):
    server(lab, "--preferred-versions=v2draft,v1")
    lab.capture()
    client(lab, "-v", "v2draft", "--other-versions=v2draft,v1")
    client(lab, "-v", "v1", "--other-versions=v2draft,v1")
    client(lab, "-v", "0x1a2a3a4a", "--preferred-versions=v1", "--other-versions=v1")
    return [("quic/h3", "version 2 (draft number, which tshark does not know) first", "udp"),
            ("quic/h3", "version 1 first, then version 2 (draft number)", "quic"),
            ("quic/h3", "a version nobody knows; only the answer, a version negotiation", "quic"),
            ("quic/h3", "the same client again, with version 1", "quic", "www.example")]
