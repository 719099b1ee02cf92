"""An HTTPS proxy of the npm package proxy-chain, asked with a password by undici in Node, by Chromium and by curl: CONNECT in TLS."""
from lab.inner import Inside
from lab.proxies import MIXES, PROGRAMS, Through, password

NEEDS = ["node", "npm:proxy-chain", "npm:undici", "nginx", "curl", "chromium", "certutil"]
SET = "test"
VARIANTS = ["client=undici tls=1.3 path=near", "client=curl tls=1.3 mix=mixed path=far", "client=undici tls=1.2 path=lossy ip=6",
            "client=chromium tls=1.3 path=slow"]
FETCHES = (("page", "calls"), ("calls",), ("page", "page", "download"), ("upload", "calls"), ("stream",))


def run(lab, variant):
    host, inside = lab.host(), Inside(lab, sites=4)
    secret = "" if variant.client == "chromium" else f"{lab.world.word()}:{password(lab)}"
    lab.serve("node", PROGRAMS / "proxy_chain.js", host.address, host.certificate, host.key, f"TLSv{variant.tls}", secret,
              env={"NODE_PATH": lab.environment["NODE_PATH"]}, wait=f"tcp:443:{host.listen}")
    lab.capture()
    if variant.client == "undici":
        return fetched(lab, host, inside, secret)
    login = ["--proxy-user", secret] if secret else []
    proxy = ["-x", f"https://{host}:443", "--proxy-cacert", lab.ca, *login]
    mix = MIXES[variant.get("mix", "browser")]
    Through(lab, host, inside, proxy, f"proxy-chain, CONNECT in TLS, {variant.client}", must=[host.name, "tls"]).use(*mix)


def fetched(lab, host, inside, secret):
    """A program that fetches by itself: one connection outside for each host inside, kept as long as undici likes."""
    for kinds in FETCHES:
        lab.label(host, "vpn/tls-in-tls", "proxy-chain, CONNECT in TLS, undici: " + ", ".join(kinds), must=[host.name, "tls"])
        seed = lab.random.randint(1, 1 << 30)
        lab.client("node", PROGRAMS / "proxy_fetch.js", host.name, secret, seed, ",".join(kinds), *inside.hosts, timeout=60)
        lab.pause(0.3, 1.5)
