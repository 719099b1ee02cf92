"""Servers and clients of the web that many scenarios use."""
import base64
import hashlib
import subprocess

NGINX = """daemon off; pid LAB/nginx.pid; error_log LAB/nginx.err; worker_processes 1; user root;
events {}
http {
  access_log off; types { text/html html; text/css css; application/javascript js; image/png png; } default_type application/octet-stream;
  client_body_temp_path LAB/t1; proxy_temp_path LAB/t2; fastcgi_temp_path LAB/t3; uwsgi_temp_path LAB/t4; scgi_temp_path LAB/t5;
  client_max_body_size 50m; keepalive_timeout 65;
HTTP
SERVERS
}
"""
SERVER = "  server { listen LISTEN ssl HTTP2 EXTRA; server_name NAME; ssl_certificate CERT; ssl_certificate_key KEY; root ROOT; SETTINGS }\n"


def site(lab, host, images=(3, 12), others=()):
    """
    A page with style, script and images of drawn sizes, some of them on other hosts; bytes that do not compress. Returns the
    folder, which also has small.json (300 bytes) and big.bin (1 MB).
    """
    www = lab.temp / "www" / host.name
    www.mkdir(parents=True, exist_ok=True)
    names = [f"i{n}.png" for n in range(lab.random.randint(*images))]
    tags = "".join(f"<img src={'https://' + str(lab.random.choice([host, *others])) if others else ''}/{name}>" for name in names)
    text = base64.b64encode(lab.random.randbytes(lab.random.randint(2_000, 30_000))).decode()
    (www / "index.html").write_text(f"<!doctype html><title>{host}</title><link rel=stylesheet href=a.css><script src=a.js></script>{tags}<p>lorem ipsum {text}")
    sizes = {"a.css": (2_000, 30_000), "a.js": (10_000, 200_000), "big.bin": (1_000_000, 1_000_000), "small.json": (300, 300), **{n: (600, 90_000) for n in names}}
    for folder in [www] + [lab.temp / "www" / other.name for other in others]:
        folder.mkdir(parents=True, exist_ok=True)
        for name, bounds in sizes.items():
            if not (folder / name).exists():
                (folder / name).write_bytes(lab.random.randbytes(lab.random.randint(*bounds)))
    return www


def nginx(lab, *hosts, settings="", http="", extra="", http2=True, port=443, name="nginx"):
    """
    One nginx for all hosts, each with its site. ``settings`` go into every server block, ``http`` into the block around,
    ``extra`` behind "listen".
    """
    settings = settings if "ssl_protocols" in settings else "ssl_protocols TLSv1.2 TLSv1.3; " + settings
    servers = ""
    for host in hosts:
        if not (lab.temp / "www" / host.name).exists():
            site(lab, host)
        listens = "; listen ".join(f"{address}:{port} ssl {'http2' if http2 else ''} {extra}" for address in (host.v4, f"[{host.v6}]") if address not in (None, "[None]"))
        block = SERVER.replace("LISTEN ssl HTTP2 EXTRA", listens).replace("NAME", host.name)
        servers += block.replace("CERT", host.certificate).replace("KEY", host.key).replace("ROOT", lab.path(f"www/{host.name}")).replace("SETTINGS", settings)
    config = NGINX.replace("SERVERS", servers).replace("HTTP", http).replace("LAB/", f"{lab.temp}/{name}-")
    return lab.serve("nginx", "-c", lab.write(f"{name}.conf", config), wait=f"tcp:{port}")


def caddy(lab, text, wait="udp:443"):
    """Caddy with a Caddyfile; lines "TLS HOSTNAME" become the certificate of that host."""
    lines = []
    for line in text.splitlines():
        words = line.split()
        if words[:1] == ["TLS"]:
            host = next(h for h in lab.world.hosts if h.name == words[1])
            line = f" tls {host.certificate} {host.key}"
        lines.append(line)
    config = "{\n admin off\n auto_https disable_redirects\n}\n" + "\n".join(lines) + "\n"
    return lab.serve("env", f"XDG_DATA_HOME={lab.temp}", f"XDG_CONFIG_HOME={lab.temp}", "caddy", "run", "--adapter", "caddyfile",
                     "--config", lab.write("Caddyfile", config), wait=wait)


def curl(lab, *arguments, **settings):
    return lab.client("curl", "-sS", "--cacert", lab.ca, "-o", "/dev/null", *arguments, **settings)


def page(lab, host):
    """Addresses of a site's page and what it loads, for clients that do not read pages."""
    folder = lab.temp / "www" / host.name
    return [f"https://{host}/{p.name}" for p in sorted(folder.iterdir()) if p.suffix in (".html", ".css", ".js", ".png")]


def spki(*hosts):
    """A browser takes QUIC from a private authority only when it is told the key."""
    pins = []
    for host in hosts:
        key = subprocess.run(["openssl", "x509", "-in", host.certificate, "-pubkey", "-noout"], capture_output=True, check=True).stdout
        der = subprocess.run(["openssl", "pkey", "-pubin", "-outform", "der"], input=key, capture_output=True, check=True).stdout
        pins.append(base64.b64encode(hashlib.sha256(der).digest()).decode())
    return "--ignore-certificate-errors-spki-list=" + ",".join(pins)
