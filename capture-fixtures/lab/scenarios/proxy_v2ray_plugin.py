"""Shadowsocks with v2ray-plugin: in a websocket, in TLS, each inner connection by itself or all in one."""
from lab.inner import Inside
from lab.proxies import MIXES, Through, password, socks

NEEDS = ["ss-server", "ss-local", "ss-v2ray-plugin", "nginx", "curl", "chromium", "certutil"]
SET = "test"
VARIANTS = ["tls=on mix=mixed path=near", "tls=on mux=6 mix=mixed ip=6", "tls=off mix=small path=far"]


def run(lab, variant):
    host, inside = lab.host(), Inside(lab, sites=4)
    common = ["-k", password(lab), "-m", "aes-256-gcm", "-s", host.address, "-p", "443"]
    tls, path = variant.tls == "on", lab.world.word()
    for_server = f"server;path=/{path};host={host};mux={variant.mux or 0}" + (f";tls;cert={host.certificate};key={host.key}" if tls else "")
    for_client = f"path=/{path};host={host};mux={variant.mux or 0}" + (f";tls;cert={lab.ca}" if tls else "")
    lab.serve("ss-server", *common, "--plugin", "ss-v2ray-plugin", "--plugin-opts", for_server, wait=f"tcp:443:{host.address}")
    lab.capture()
    lab.serve("ss-local", *common, "-l", "1080", "-b", "127.0.0.1", "--plugin", "ss-v2ray-plugin", "--plugin-opts", for_client,
              at="client", wait="tcp:1080")
    notes = f"Shadowsocks in a websocket{' in TLS' if tls else ', in the clear'}{', mux' if variant.mux else ''}"
    verdict = "vpn/tls-in-tls" if tls else "vpn/unknown-tunnel"
    must = [host.name, "tls"] if tls else ["c>GET /", "s>HTTP/1.1 101"]
    Through(lab, host, inside, socks(), notes, verdict, must=must, many=bool(variant.mux)).use(*MIXES[variant.mix])
