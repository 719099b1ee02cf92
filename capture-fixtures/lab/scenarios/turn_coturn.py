"""STUN and TURN on port 443 by coturn: binding, allocation and relayed data over UDP and TCP, TURN inside TLS and DTLS."""

NEEDS = ["turnserver", "turnutils_stunclient", "turnutils_uclient"]
SET = "tune"
VARIANTS = ["size=170 path=near", "size=1000 ip=6"]
FIXTURES = {"stun-turn": ("fixture=short",
                          "STUN and TURN on port 443: binding, allocation and relayed data over UDP and TCP, TURN over TLS.")}


def run(lab, variant):
    plain, secure = lab.host(certificate=False), lab.host()
    for host in (plain, secure):
        certificate = ["--cert", host.certificate, "--pkey", host.key] if host.certificate else ["--no-tls", "--no-dtls"]
        lab.serve("turnserver", "-n", "--listening-port", "443", "--tls-listening-port", "443", "--listening-ip", host.address,
                  "--relay-ip", host.address,
                  "--user", "user:secret", "--realm", host.name, "--lt-cred-mech", "--no-cli", "--log-file", "stdout",
                  "--allow-loopback-peers",
                  "--pidfile", lab.path(f"turn-{host}.pid"), *certificate, wait=f"udp:443:{host.listen}", seconds=2)
    lab.capture()
    messages = "3" if variant.fixture else str(lab.random.randint(4, 12))
    client = ["turnutils_uclient", "-u", "user", "-w", "secret", "-p", "443", "-y", "-n", messages, "-m", "1", "-l", variant.size or "100",
              "-c"]
    lab.label(plain, "other/stun", "STUN binding", transport="udp", must=["stun"])
    lab.client("turnutils_stunclient", "-p", "443", plain.address, timeout=10, ok=False)
    lab.label(plain, "other/stun", "TURN allocation and relayed data", transport="udp", must=["stun"])
    lab.client(*client, plain.address, timeout=40, ok=False)
    lab.label(plain, "other/stun", "TURN allocation and relayed data over TCP", must=["c>\0\x03"])
    lab.client(*client, "-t", plain.address, timeout=40, ok=False)
    lab.label(secure, "other/tls", "TURN over TLS", must=["tls"])
    lab.client(*client, "-t", "-S", secure.address, timeout=40, ok=False)
    if not variant.fixture:
        lab.label(secure, "other/dtls", "TURN over DTLS", transport="udp", must=["dtls"])
        lab.client(*client, "-S", secure.address, timeout=40, ok=False)
        lab.label(plain, "other/stun", "TURN, a wrong password", transport="udp", must=["stun"])
        lab.client(*[{"secret": "wrong"}.get(part, part) for part in client], plain.address, timeout=20, ok=False)
