"""Web applications with TLS of their own or behind nginx and haproxy, and scripts that talk to them."""
import json
import os
import signal
import zlib
from pathlib import Path

from lab.browsers import trust
from lab.servers import nginx

PROGRAMS = Path(__file__).with_name("programs")
PASS = ("location / { proxy_pass http://127.0.0.1:PORT; proxy_http_version 1.1; proxy_buffering off; proxy_read_timeout 300s; "
        "client_max_body_size 0; proxy_set_header Host $host; proxy_set_header Upgrade $http_upgrade; "
        "proxy_set_header Connection $upgrade; }")
UPGRADE = "map $http_upgrade $upgrade { default upgrade; '' ''; }"


def node_app(lab, *hosts, tls=None):
    """programs/app.js with TLS of its own; ``tls`` "1.2" or "1.3", or both."""
    pages(lab, hosts)
    ends = [{"address": address, "cert": host.certificate, "key": host.key} for host in hosts for address in (host.v4, host.v6) if address]
    return start_app(lab, ends, "tcp:443", [f"TLSv{tls}"] if tls else ["TLSv1.2", "TLSv1.3"])


def node_app_behind_nginx(lab, *hosts, tls=None, http2=True, settings=""):
    pages(lab, hosts)
    start_app(lab, [{"address": "127.0.0.1", "port": 8080}], "tcp:8080", [])
    return behind_nginx(lab, *hosts, tls=tls, http2=http2, settings=settings)


def start_app(lab, ends, wait, versions):
    return lab.serve("node", PROGRAMS / "app.js", json.dumps({"hosts": ends, "folder": lab.path("www"), "versions": versions}), wait=wait)


def pages(lab, hosts):
    (lab.temp / "www").mkdir(exist_ok=True)
    for host in hosts:
        (lab.temp / "www" / host.name).mkdir(exist_ok=True)


def behind_nginx(lab, *hosts, port=8080, tls=None, http2=True, settings=""):
    """nginx in front of something that speaks HTTP/1.1 in the clear on 127.0.0.1."""
    pages(lab, hosts)
    versions = f"ssl_protocols TLSv{tls}; " if tls else "ssl_protocols TLSv1.2 TLSv1.3; "
    return nginx(lab, *hosts, http2=http2, settings=versions + settings + PASS.replace("PORT", str(port)), http=UPGRADE)


def behind_haproxy(lab, *hosts, port=8080, tls=None, alpn="h2,http/1.1", backend=""):
    """haproxy in front of the same; ``backend`` are further words for its server line."""
    versions = f"ssl-min-ver TLSv{tls} ssl-max-ver TLSv{tls}" if tls else ""
    binds = ""
    for host in hosts:
        both = lab.write(f"{host}.pem", Path(host.certificate).read_bytes() + Path(host.key).read_bytes())
        binds += "".join(f"  bind {a}:443 ssl crt {both} alpn {alpn} {versions}\n" for a in (host.v4, host.v6) if a)
    config = ("defaults\n  mode http\n  timeout connect 3s\n  timeout client 120s\n  timeout server 120s\n  timeout tunnel 300s\n"
              f"frontend web\n{binds}  default_backend app\nbackend app\n  server app 127.0.0.1:{port} {backend}\n")
    return lab.serve("haproxy", "-db", "-f", lab.write("haproxy.cfg", config), wait="tcp:443")


def behind_nghttpx(lab, *hosts, port=8080):
    """nghttpx in front of the same."""
    fronts = [f"--frontend={a},443" for host in hosts for a in (host.v4, host.v6) if a]
    others = [f"--subcert={host.key}:{host.certificate}" for host in hosts[1:]]
    return lab.serve("nghttpx", "--conf=/dev/null", *fronts, f"--backend=127.0.0.1,{port}", "--workers=1",
                     f"--errorlog-file={lab.path('nghttpx.err')}", "--accesslog-file=/dev/null", *others,
                     hosts[0].key, hosts[0].certificate, wait="tcp:443")


def behind_h2o(lab, *hosts, port=8080, folder=None):
    """h2o in front of the same, for /api or, without a folder of files, for everything."""
    text = f"user: root\nnum-threads: 1\nerror-log: {lab.path('h2o.err')}\nhttp2-idle-timeout: 60\nhosts:\n"
    proxy = f"proxy.reverse.url: http://127.0.0.1:{port}"
    for host in hosts:
        listen = (f"      host: '{host.address}'\n      port: 443\n      ssl:\n        certificate-file: {host.certificate}\n"
                  f"        key-file: {host.key}\n")
        files = f"      /:\n        file.dir: {folder}\n      /api:\n        {proxy}/api\n" if folder else f"      /:\n        {proxy}/\n"
        text += f"  '{host}':\n    listen:\n{listen}    paths:\n{files}"
    return lab.serve("h2o", "-m", "worker", "-c", lab.write("h2o.yaml", text), wait="tcp:443")


def node(lab, text, *arguments, start=False, **settings):
    """A script for Node at the client's end, to its end or only started. ``arguments`` is process.argv from 2."""
    script = lab.path(f"script{zlib.crc32(text.encode()):x}.js")
    if not os.path.exists(script):  # another of these may be reading it
        lab.write(script, text)
    command = ["node", "--tls-keylog", lab.keys, script, *map(str, arguments)]
    return lab.start(*command) if start else lab.client(*command, **{"timeout": 60, **settings})


def stay(lab, url, seconds, *flags, home="home"):
    """Chromium on a page whose script goes on, until the person closes the window, so many seconds after the first connection."""
    trust(lab, lab.temp / home / ".pki" / "nssdb")
    process = lab.start("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
                        "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--remote-debugging-port=0",
                        f"--user-data-dir={lab.path(home)}/profile", *flags, url, env={"HOME": lab.path(home)})
    lab.await_connection()
    lab.pause(seconds)
    os.killpg(process.pid, signal.SIGTERM)
    return lab.finish(process, ok=False)


def asgi(lab, *hosts, clear=False):
    """programs/asgi.py by hypercorn, with TLS of its own and one certificate, or in the clear on 127.0.0.1:8080 for a proxy in front."""
    command = ["/usr/bin/python3", "-m", "hypercorn", "--workers", "1", "--worker-class", "asyncio"]
    if clear:
        return lab.serve(*command, "-b", "127.0.0.1:8080", "asgi:app", wait="tcp:8080", env={"PYTHONPATH": str(PROGRAMS)})
    certificate, key = lab.world.certificate(*(host.name for host in hosts))
    for host in hosts:
        for address in (host.v4, host.v6 and f"[{host.v6}]"):
            command += ["-b", f"{address}:443"] if address else []
    return lab.serve(*command, "--certfile", certificate, "--keyfile", key, "asgi:app", wait="tcp:443", env={"PYTHONPATH": str(PROGRAMS)})


def python(lab, text, *arguments, start=False, **settings):
    """A script for Debian's Python at the client's end."""
    script = lab.path(f"script{zlib.crc32(text.encode()):x}.py")
    if not os.path.exists(script):
        lab.write(script, text)
    command = ["/usr/bin/python3", script, *map(str, arguments)]
    return lab.start(*command) if start else lab.client(*command, **{"timeout": 60, **settings})


def seed(lab):
    """For a client's own draws."""
    return lab.random.randint(1, 1 << 30)
