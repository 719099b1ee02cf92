"""Apache as an HTTPS proxy and a site at the same port: CONNECT in TLS is a tunnel, its pages are https."""
from lab.inner import Inside
from lab.proxies import MIXES, Through
from lab.servers import curl, page, site

NEEDS = ["apache2", "nginx", "curl", "chromium", "certutil"]
SET = "tune"
VARIANTS = ["tls=1.3 mix=mixed path=near", "tls=1.2 mix=browser ip=6"]
CONFIG = """ServerRoot LAB
ServerName NAME
PidFile LAB/apache.pid
Mutex file:LAB
ErrorLog LAB/apache.err
Listen ADDRESS:443
TypesConfig /etc/mime.types
DocumentRoot WWW
SSLEngine on
SSLCertificateFile CERT
SSLCertificateKeyFile KEY
SSLProtocol PROTOCOL
ProxyRequests on
AllowCONNECT 1-65535
"""
MODULES = ("mpm_event", "authz_core", "mime", "dir", "socache_shmcb", "ssl", "proxy", "proxy_connect")


def run(lab, variant):
    host, inside = lab.host(), Inside(lab, sites=4)
    config = "".join(f"LoadModule {m}_module /usr/lib/apache2/modules/mod_{m}.so\n" for m in MODULES) + CONFIG
    words = {"LAB": str(lab.temp), "NAME": host.name, "ADDRESS": host.listen, "WWW": str(site(lab, host)), "CERT": host.certificate,
             "KEY": host.key, "PROTOCOL": f"-all +TLSv{variant.tls}"}
    for word, text in words.items():
        config = config.replace(word, text)
    lab.serve("apache2", "-DFOREGROUND", "-f", lab.write("apache.conf", config), wait=f"tcp:443:{host.address}")
    lab.capture()
    proxy = ["-x", f"https://{host}:443", "--proxy-cacert", lab.ca]
    Through(lab, host, inside, proxy, "Apache, CONNECT in TLS", must=[host.name, "tls"]).use(*MIXES[variant.mix])
    lab.label(host, "https/h1", "pages of Apache, which is a proxy too", must=[host.name, "tls"])
    for _ in range(3):
        curl(lab, *(part for url in lab.random.sample(page(lab, host), 3) for part in ("-o", "/dev/null", url)))
        lab.pause(0.1, 0.6)
