"""npm installing from a small registry served by Caddy: descriptions and packages in bursts of some connections, partly from its cache."""
import base64
import hashlib
import io
import json
import tarfile

from lab.servers import caddy

NEEDS = ["caddy", "npm"]
SET = "test"
VARIANTS = ["path=near", "path=far ip=6"]


def run(lab, variant):
    host = lab.host()
    names = registry(lab, host)
    caddy(lab, f"https://{host} {{\nTLS {host.name}\nroot * {lab.path('www/' + host.name)}\nfile_server\n"
          "try_files {path} {path}.json\n}\n", wait="tcp:443")
    lab.capture()
    lab.label(host, "https/h1", "npm: descriptions and packages", must=["tls", host.name])
    for number in range(3):
        chosen = lab.random.sample(names, lab.random.randint(4, 9))
        app = {"name": f"app{number}", "version": "1.0.0", "dependencies": {name: "*" for name in chosen}}
        lab.write(f"app{number}/package.json", json.dumps(app))
        lab.client("npm", "install", "--prefix", lab.path(f"app{number}"), "--registry", f"https://{host}/", "--cafile", lab.ca,
                   "--cache", lab.path("npm"), "--no-audit", "--no-fund", "--no-update-notifier",
                   "--maxsockets", lab.random.randint(2, 4), timeout=60)
        lab.pause(0.3, 1.5)


def registry(lab, host):
    names = [f"{lab.world.word()}-{lab.random.choice(('core', 'util', 'cli', 'js'))}" for _ in range(12)]
    for name in names:
        content = package(name, lab.random.randbytes(lab.random.randint(500, 60_000)))
        lab.write(f"www/{host}/{name}/-/{name}-1.0.0.tgz", content)
        integrity = "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()
        source = {"tarball": f"https://{host}/{name}/-/{name}-1.0.0.tgz", "integrity": integrity}
        versions = {"1.0.0": {"name": name, "version": "1.0.0", "dist": source}}
        lab.write(f"www/{host}/{name}.json", json.dumps({"name": name, "dist-tags": {"latest": "1.0.0"}, "versions": versions}))
    return names


def package(name, data):
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w:gz") as archive:
        for path, text in (("package.json", json.dumps({"name": name, "version": "1.0.0"}).encode()), ("data.bin", data)):
            entry = tarfile.TarInfo("package/" + path)
            entry.size = len(text)
            archive.addfile(entry, io.BytesIO(text))
    return content.getvalue()
