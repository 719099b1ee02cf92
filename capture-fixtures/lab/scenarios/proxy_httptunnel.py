"""httptunnel in the clear on port 443: a POST that never ends and a GET, with a SOCKS proxy or SSH inside."""
from lab.inner import Inside
from lab.proxies import Through, bracketed, socks, ssh, sshd

NEEDS = ["hts", "htc", "socat", "sshd", "ssh", "nginx", "curl", "chromium", "certutil"]
SET = "test"
VARIANTS = ["path=near", "path=far"]


def run(lab, variant):
    host, inside = lab.host(certificate=False), Inside(lab)
    sshd(lab, "127.0.0.1", 2200)
    lab.serve("hts", "--foreground", "--forward-port", "127.0.0.1:2200", "8888", wait="tcp:8888")
    family = 6 if ":" in host.address else 4
    lab.serve("socat", f"TCP{family}-LISTEN:443,bind={bracketed(host.address)},fork", "TCP4:127.0.0.1:8888",
              wait=f"tcp:443:{host.address}")
    lab.capture()
    through = Through(lab, host, inside, socks(), "httptunnel, ssh -D inside", "vpn/unknown-tunnel", many=True)
    for kinds in (("browse",), ("short", "typing"), ("download", "upload")):
        client = lab.serve("htc", "--foreground", "--forward-port", "2222", f"{host}:443", at="client", wait="tcp:2222")
        forward = lab.serve(*ssh(lab, 2222, "-N", "-D", "127.0.0.1:1080", "root@127.0.0.1"), at="client", wait="tcp:1080")
        through.use(*kinds)
        lab.stop(forward)
        lab.stop(client)
