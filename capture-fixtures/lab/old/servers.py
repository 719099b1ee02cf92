"""Web servers and clients that several scenarios use."""
import base64
import hashlib
import subprocess

from lab.tools import sh

NGINX = """
daemon off; pid LAB/nginx.pid; error_log LAB/nginx.err; worker_processes 1; user root;
events {}
http {
  access_log off; root LAB/www; types { text/html html; text/css css; application/javascript js; image/png png; }
  client_body_temp_path LAB/t1; proxy_temp_path LAB/t2; fastcgi_temp_path LAB/t3; uwsgi_temp_path LAB/t4; scgi_temp_path LAB/t5;
  ssl_certificate LAB/cert.pem; ssl_certificate_key LAB/key.pem;
  server { listen 198.51.100.1:443 ssl http2 EXTRA; listen [2001:db8:2::1]:443 ssl http2; server_name _; SETTINGS }
}
"""


def site(lab):
    www = lab.temp / "www"
    www.mkdir(exist_ok=True)
    (www / "index.html").write_text("<!doctype html><title>example</title><link rel=stylesheet href=a.css><script src=a.js></script>"
                                    + "".join(f"<img src=i{n}.png>" for n in range(4)) + "<p>" + "lorem ipsum " * 200)
    for name, size in (("a.css", 4_000), ("a.js", 20_000), ("big.bin", 200_000), *((f"i{n}.png", 5_000 + 3_000 * n) for n in range(4))):
        (www / name).write_bytes((b"/* %s */" % name.encode()).ljust(size, b" "))


def nginx(lab, settings="", extra=""):
    site(lab)
    settings = settings if "ssl_protocols" in settings else "ssl_protocols TLSv1.2 TLSv1.3; " + settings
    config = NGINX.replace("LAB", str(lab.temp)).replace("SETTINGS", settings).replace("EXTRA", extra)
    return lab.serve("nginx", "-c", lab.write("nginx.conf", config), wait="tcp:443")


def caddy(lab, text):
    config = "{\n admin off\n auto_https disable_redirects\n}\n" + text
    config = config.replace("TLS\n", f"tls {lab.cert} {lab.key}\n").replace("WWW", lab.path("www"))
    return lab.serve("env", f"HOME={lab.temp}", f"XDG_DATA_HOME={lab.temp}", "caddy", "run", "--adapter", "caddyfile", "--config",
                     lab.write("Caddyfile", config), wait="udp:443")


def spki(lab):
    """A browser takes QUIC from a private authority only when it is told the key."""
    key = subprocess.run(["openssl", "x509", "-in", lab.cert, "-pubkey", "-noout"], capture_output=True, check=True).stdout
    der = subprocess.run(["openssl", "pkey", "-pubin", "-outform", "der"], input=key, capture_output=True, check=True).stdout
    return "--ignore-certificate-errors-spki-list=" + base64.b64encode(hashlib.sha256(der).digest()).decode()


def curl(lab, *arguments, **settings):
    return lab.client("curl", "-sS", "--cacert", lab.ca, "-o", "/dev/null", *arguments, **settings)


def chromium(lab, url, *flags, seconds=8):
    home = lab.temp / "home"
    database = home / ".pki" / "nssdb"
    if not database.exists():
        database.mkdir(parents=True)
        sh("certutil", "-d", f"sql:{database}", "-N", "--empty-password")
        sh("certutil", "-d", f"sql:{database}", "-A", "-t", "C,,", "-n", "lab", "-i", lab.ca)
    return lab.client("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
                      "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", f"--user-data-dir={home}/profile",
                      f"--virtual-time-budget={seconds * 1000}", *flags, "--dump-dom", url, ok=False, timeout=seconds + 25,
                      env={"HOME": str(home)})
