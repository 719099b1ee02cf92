"""
Configuration and flags asked for again and again by curl: 304 or a few hundred bytes, in one connection or in one each; some with
padded records.
"""
from lab.servers import nginx

NEEDS = ["nginx", "curl"]
SET = "tune"
VARIANTS = ["tls=1.3 http=2 path=near", "tls=1.2 http=1.1", "tls=1.3 http=2 padding=on path=far", "tls=1.3 http=1.1 padding=on ip=6"]
FIXTURES = {"padded-records": ("tls=1.3 http=2 padding=on fixture=on", "TLS 1.3 with padded records at both ends: sizes say "
            "multiples of 128 and 256, as padded DNS does, and there is no DNS in it.")}
PADDING = "openssl_conf = all\n[all]\nssl_conf = ssl\n[ssl]\nsystem_default = padded\n[padded]\nRecordPadding = 128\n"
ANSWERS = """location /flags { etag off; add_header ETag '"7"'; return 200 '{"flags":{"dark":true,"beta":false,"ring":3},"ttl":30}'; }
  location /version { if ($http_if_none_match) { return 304; } return 200 '{"version":"4.2.1"}'; }
  location /config { alias LAB/config.json; }"""


def run(lab, variant):
    hosts = [lab.host(kind) for kind in ("web", "plain", "plain", "web")]
    lab.write("config.json", lab.random.randbytes(lab.random.randint(150, 900)).hex())
    padded = "ssl_conf_command RecordPadding 256;" if variant.padding else ""
    nginx(lab, *hosts, settings=f"ssl_protocols TLSv{variant.tls}; {padded} " + ANSWERS.replace("LAB", str(lab.temp)))
    lab.capture()
    for host in hosts:
        lab.label(host, f"https/h{variant.http[0]}", "curl polls" + (", padded records at both ends" if variant.padding else ""),
                  must=["tls", host.name])
    env = {"OPENSSL_CONF": lab.write("padding.cnf", PADDING)} if variant.padding else {}
    if variant.fixture:
        for host in hosts:
            lab.client("curl", "-sS", "--cacert", lab.ca, f"--http{variant.http}", *asked(lab, host, 12), env=env)
        return
    pollers = [lab.start("curl", "-sS", "--cacert", lab.ca, f"--http{variant.http}", "--rate", f"{lab.random.randint(40, 150)}/m",
                         *asked(lab, host), env=env)
               for host in hosts[:3]]
    for _ in range(18):
        lab.client("curl", "-sS", "--cacert", lab.ca, f"--http{variant.http}", *asked(lab, hosts[3], 1), env=env)
        lab.pause(0.1, 0.7)
    for poller in pollers:
        lab.finish(poller, timeout=40)


def asked(lab, host, times=0):
    """Options for some questions; what was not changed is asked for with its mark."""
    options = ["-H", 'If-None-Match: "7"', "-A", f"agent/{lab.random.randint(1, 9)}"]
    for _ in range(times or lab.random.randint(9, 14)):
        options += ["-o", "/dev/null", f"https://{host}/{lab.random.choice(('flags', 'version', 'config'))}"]
    return options
