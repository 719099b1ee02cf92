"""Every kind of cipher suite of OpenSSL at a web server: CBC, CCM, GCM and ChaCha20, RSA and DH key exchange, TLS 1.0 to 1.3."""
from lab.servers import curl, nginx
from lab.tools import sh

NEEDS = ["nginx", "curl"]
SET = "tune"
VARIANTS = ["suites=old path=near", "suites=new path=near ip=6"]
SUITES = {
    "old": [("1.0", s) for s in ("ECDHE-ECDSA-AES128-SHA", "ECDHE-RSA-AES256-SHA", "AES128-SHA", "DHE-RSA-AES256-SHA")]
    + [("1.1", s) for s in ("ECDHE-ECDSA-AES256-SHA", "ECDHE-RSA-AES128-SHA", "AES256-SHA", "CAMELLIA128-SHA")]
    + [("1.2", s) for s in ("AES128-SHA256", "AES256-SHA256", "AES128-GCM-SHA256", "AES256-CCM", "CAMELLIA256-SHA256",
                            "DHE-RSA-AES128-SHA256")],
    "new": [("1.2", s) for s in ("ECDHE-ECDSA-AES128-SHA256", "ECDHE-RSA-AES256-SHA384", "ECDHE-ECDSA-AES128-CCM",
                                 "ECDHE-ECDSA-AES128-CCM8", "ECDHE-RSA-CHACHA20-POLY1305", "DHE-RSA-AES256-GCM-SHA384",
                                 "ECDHE-ARIA128-GCM-SHA256", "ECDHE-ECDSA-CAMELLIA256-SHA384")]
    + [("1.3", s) for s in ("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_CCM_SHA256")],
}
FIXTURES = {"tls-old-suites": ("suites=old fixture=small",
                               "TLS 1.0 to 1.2 with suites of the past: CBC, static RSA, DHE, CCM and Camellia; all of it is web.")}


def run(lab, variant):
    hosts = {kind: lab.host(certificate=False) for kind in ("rsa", "ec")}
    for kind, host in hosts.items():
        host.certificate, host.key = lab.world.certificate(host.name, kind=kind)
    new = ":".join(suite for version, suite in SUITES["new"] if version == "1.3")
    nginx(lab, *hosts.values(), settings="ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3; ssl_ciphers ALL:@SECLEVEL=0; "
          f"ssl_ecdh_curve X25519:P-256; ssl_dhparam {parameters(lab)}; ssl_conf_command Ciphersuites {new};")
    lab.capture()
    for version, suite in SUITES[variant.suites]:
        host = hosts["ec" if "ECDSA" in suite else "rsa"]
        http2 = variant.suites == "new" and lab.random.random() < 0.6
        lab.label(host, "https/h2" if http2 else "https/h1", f"TLS {version}, {suite}",
                  must=["tls", host.name, "h2" if http2 else "http/1.1"])
        chosen = ["--tls13-ciphers", suite] if version == "1.3" else ["--ciphers", suite + ":@SECLEVEL=0"]
        urls = lab.random.sample(["a.css", "a.js", "small.json", "index.html"], 1 if variant.fixture else lab.random.randint(1, 4))
        curl(lab, f"--tlsv{version}", "--tls-max", version, *chosen, "--http2" if http2 else "--http1.1",
             *(part for url in urls for part in ("-o", "/dev/null", f"https://{host}/{'small.json' if variant.fixture else url}")))
        lab.pause(0.05, 0.5)


def parameters(lab):
    return lab.write("dh.pem", sh("openssl", "dhparam", "-dsaparam", "2048"))
