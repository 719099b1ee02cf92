"""GnuTLS at both ends: ciphers of every kind, resumption, early data, renegotiation, new keys, client certificates, failures."""
NEEDS = ["gnutls-serv", "gnutls-cli"]
SET = "test"
VARIANTS = ["do=ciphers path=near", "do=ciphers path=far ip=6", "do=again path=slow", "do=failures path=near"]
FIXTURES = {"renegotiation": ("do=again fixture=small",
                              "TLS 1.2 renegotiated and TLS 1.3 with new keys amidst a connection, records of 512 bytes, early data.")}
VERSIONS = [f"NORMAL:-VERS-ALL:+VERS-TLS{version}" for version in ("1.3", "1.2", "1.1", "1.0")]
PRIORITIES = [*VERSIONS, "NORMAL:-CIPHER-ALL:+CHACHA20-POLY1305", "NORMAL:-CIPHER-ALL:+AES-128-GCM:-KX-ALL:+RSA:-VERS-TLS1.3",
              "NORMAL:-CIPHER-ALL:+AES-256-CBC:-VERS-TLS1.3", "NORMAL:-CIPHER-ALL:+CAMELLIA-128-GCM:-VERS-TLS1.3",
              "NORMAL:-CIPHER-ALL:+AES-128-CCM-8", "NORMAL:-KX-ALL:+DHE-RSA:-VERS-TLS1.3", "NORMAL:-GROUP-ALL:+GROUP-X448",
              "NORMAL:-GROUP-ALL:+GROUP-FFDHE2048", "PFS", "PERFORMANCE:%COMPAT"]
ALL = "NORMAL:+VERS-ALL:+CIPHER-ALL:+KX-ALL:+GROUP-ALL:+AES-128-CCM-8:+AES-256-CCM-8:+CAMELLIA-128-GCM"


def run(lab, variant):
    host = lab.host(certificate=False)
    host.certificate, host.key = lab.world.certificate(host.name, kind="rsa")
    lab.serve("gnutls-serv", "--http", "-p", "443", "--x509certfile", host.certificate, "--x509keyfile", host.key, "--x509cafile", lab.ca,
              "--priority", ALL, "--earlydata", "--maxearlydata", "16384", wait="tcp:443")
    lab.capture()
    {"ciphers": ciphers, "again": again, "failures": failures}[variant.do](lab, host, 1 if variant.fixture else 3)


def ask(lab, host, *options, lines=None, ok=True):
    """One or a few requests, as typed or by a program."""
    lines = lines or [f"GET / HTTP/1.0\r\nHost: {host}\r\nX-Padding: {'x' * lab.random.randint(0, 800)}\r\n\r\n"]
    lab.type_into("gnutls-cli", "--x509cafile", lab.ca, "-p", "443", *options, host.name, lines=lines, pause=(0.3, 0.6), ok=ok)


def ciphers(lab, host, times):
    for priority in PRIORITIES:
        lab.label(host, "https/h1", f"GnuTLS priorities {priority}", must=["tls", host.name])
        ask(lab, host, "--priority", priority)


def again(lab, host, times):
    request = f"GET / HTTP/1.0\r\nHost: {host}\r\n"
    for _ in range(times):
        for what, options, commands in (
                ("once and resumed", ["-r"], [request + "\r\n"]),
                ("once and resumed, TLS 1.2", ["-r", "--priority", PRIORITIES[1]], [request + "\r\n"]),
                ("once and with early data", ["-r", "--earlydata", lab.write("early", request)], ["\r\n"]),
                ("renegotiated, TLS 1.2", ["--inline-commands", "--priority", PRIORITIES[1]], [request, "^renegotiate^\n", "\r\n"]),
                ("new keys, TLS 1.3", ["--inline-commands", "--priority", PRIORITIES[0]], [request, "^rekey^\n", "\r\n"]),
                ("records of 512 bytes", ["--recordsize", "512"], [request + "\r\n"])):
            lab.label(host, "https/h1", "GnuTLS, " + what, must=["tls", host.name])
            ask(lab, host, *options, lines=commands, ok=False)


def failures(lab, host, times):
    certificate, key = lab.world.certificate("device.example")
    for _ in range(times):
        lab.label(host, "https/h1", "GnuTLS, client certificate", must=["tls", host.name])
        ask(lab, host, "--x509certfile", certificate, "--x509keyfile", key)
        for what, options in (("alert: no common cipher", ["--priority", "NORMAL:-CIPHER-ALL:+AES-256-CCM"]),
                              ("client does not trust the certificate", ["--verify-hostname", "other.example"])):
            lab.label(host, "https/tls", "GnuTLS, " + what, must=["tls", host.name])
            ask(lab, host, *options, ok=False)
