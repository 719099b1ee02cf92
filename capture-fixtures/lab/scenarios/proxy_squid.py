"""An HTTPS proxy of squid itself, without stunnel: CONNECT by curl and Chromium, TLS inside TLS; SSH through it by proxytunnel."""
from lab.inner import Inside
from lab.proxies import MIXES, Through, at_most, socks, ssh, sshd

NEEDS = ["squid", "proxytunnel", "sshd", "ssh", "nginx", "curl", "chromium", "certutil"]
SET = "test"
VARIANTS = ["tls=1.3 mix=mixed path=near", "tls=1.2 mix=small ip=6", "tls=1.3 inside=ssh path=far"]
CONFIG = """https_port ADDRESS:443 tls-cert=CERT tls-key=KEY
http_access allow all
cache deny all
memory_cache_shared off
netdb_filename none
pid_filename none
access_log none
cache_log /dev/null
hosts_file none
dns_nameservers RESOLVER
visible_hostname NAME
shutdown_lifetime 0 seconds
"""


def run(lab, variant):
    host, inside = lab.host(), Inside(lab, sites=4)
    sshd(lab, "127.0.0.1", 2200)
    config = CONFIG.replace("ADDRESS", host.listen).replace("CERT", host.certificate).replace("KEY", host.key)
    config = config.replace("RESOLVER", lab.world.resolver).replace("NAME", host.name)
    lab.serve("squid", "-N", "-f", lab.write("squid.conf", config), env=at_most(lab, variant.tls), wait=f"tcp:443:{host.address}")
    lab.capture()
    if variant.inside == "ssh":
        forwarded(lab, host, inside)
    else:
        proxy = ["-x", f"https://{host}:443", "--proxy-cacert", lab.ca]
        Through(lab, host, inside, proxy, "squid, CONNECT in TLS", must=[host.name, "tls"]).use(*MIXES[variant.mix])


def forwarded(lab, host, inside):
    notes = "squid, CONNECT in TLS, ssh -D inside"
    through = Through(lab, host, inside, socks(), notes, "vpn/unknown-tunnel", must=[host.name, "tls"], many=True)
    command = f"ProxyCommand=proxytunnel -E -o {host} -p {host}:443 -C {lab.ca} -d 127.0.0.1:2200"
    for kinds in (("browse",), ("together", "short"), ("download", "typing")):
        client = lab.serve(*ssh(lab, 2200, "-N", "-D", "127.0.0.1:1080", "-o", command, "root@127.0.0.1"), at="client", wait="tcp:1080")
        through.use(*kinds)
        lab.stop(client)
