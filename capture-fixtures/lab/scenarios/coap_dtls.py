"""CoAP of constrained devices on port 443, inside DTLS with a pre-shared key and in the clear: values read, put there, observed."""

NEEDS = ["coap-server-gnutls", "coap-client-gnutls"]
SET = "tune"
VARIANTS = ["path=near", "ip=6"]
FIXTURES = {"coap-dtls": ("fixture=short", "CoAP inside DTLS 1.2 with a pre-shared key, and in the clear.")}


def run(lab, variant):
    secure, plain = lab.host(certificate=False), lab.host(certificate=False)
    secret = lab.random.randbytes(8).hex()
    # its secure port is the one after the given one
    lab.serve("coap-server-gnutls", "-A", secure.address, "-p", "442", "-k", secret, "-d", "20", wait=f"udp:443:{secure.listen}")
    lab.serve("coap-server-gnutls", "-A", plain.address, "-p", "443", "-d", "20", wait=f"udp:443:{plain.listen}")
    lab.capture()
    for host, verdict, scheme, must in ((secure, "other/dtls", "coaps", ["dtls"]), (plain, "other/coap", "coap", [])):
        client = ["coap-client-gnutls", *(["-k", secret, "-u", lab.world.word()] if scheme == "coaps" else []), "-B", "3"]
        where = f"{scheme}://{host.listen}:443/"
        label = lambda notes: lab.label(host, verdict, f"CoAP, {notes}", transport="udp", must=must)
        label("the list of what is there")
        lab.client(*client, "-m", "get", where + ".well-known/core")
        label("a value put there")
        lab.client(*client, "-m", "put", "-e", lab.random.randbytes(lab.random.randint(10, 200)).hex(), where + "time", ok=False)
        if variant.fixture:
            continue
        label("a value of many blocks")
        lab.client(*client, "-m", "put", "-b", "256", "-f", lab.write("big.bin", lab.random.randbytes(lab.random.randint(2_000, 9_000))),
                   where + "big", ok=False)
        label("a value observed for some seconds")
        lab.client(*client, "-m", "get", "-s", "6", where + "time")
        for _ in range(2):
            label("a value read")
            lab.client(*client, "-m", "get", where + lab.random.choice(("time", "")))
