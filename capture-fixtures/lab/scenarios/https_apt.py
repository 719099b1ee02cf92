"""apt over HTTPS from a small repository: lists, updates that find nothing new, and packages by pipelined requests in one connection."""
from lab.tools import sh
from lab.webservers import lighttpd

NEEDS = ["lighttpd", "apt-get", "apt-ftparchive", "dpkg-deb"]
SET = "test"
VARIANTS = ["path=near", "path=lossy ip=6"]
CONFIG = """Dir "{root}"; Dir::State::status "{root}/status"; Dir::Etc::sourcelist "{root}/sources.list"; Dir::Etc::sourceparts "-";
Dir::Etc::parts "-"; Dir::Bin::methods "/usr/lib/apt/methods"; APT::Sandbox::User "root"; Acquire::https::CaInfo "{ca}";
Acquire::Languages "none"; APT::Architecture "amd64";
"""


def run(lab, variant):
    host = lab.host()
    packages = repository(lab, host)
    lighttpd(lab, host)
    root = lab.temp / "apt"
    for folder in ("lists/partial", "archives/partial", "var/lib/apt/lists/partial", "var/cache/apt/archives/partial", "etc/apt"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    lab.write("apt/status", "")
    lab.write("apt/sources.list", f"deb [trusted=yes] https://{host}/ ./\n")
    environment = {"APT_CONFIG": lab.write("apt.conf", CONFIG.format(root=root, ca=lab.ca))}
    lab.capture()
    lab.label(host, "https/h1", "apt: lists and packages", must=["tls", host.name])
    lab.client("apt-get", "-q", "update", env=environment)
    for _ in range(lab.random.randint(3, 5)):
        lab.pause(0.3, 1.5)
        wanted = lab.random.sample(packages, lab.random.randint(1, len(packages) - 1))
        lab.client("apt-get", "-q", "download", *wanted, env=environment, timeout=40)
        lab.client("apt-get", "-q", "update", env=environment)


def repository(lab, host):
    folder = lab.temp / "www" / host.name
    names = [f"{lab.world.word()}-{kind}" for kind in ("bin", "common", "data", "doc", "dev")]
    for name in names:
        lab.write(f"build/{name}/DEBIAN/control", f"Package: {name}\nVersion: 1.{lab.random.randint(0, 99)}\nArchitecture: all\n"
                  f"Maintainer: nobody <nobody@mail.example>\nDescription: {name}\n")
        lab.write(f"build/{name}/usr/share/{name}/data", lab.random.randbytes(lab.random.randint(3_000, 700_000)))
        folder.mkdir(parents=True, exist_ok=True)
        sh("dpkg-deb", "-Zgzip", "-b", lab.path(f"build/{name}"), folder)
    (folder / "Packages").write_text(sh("env", "-C", folder, "apt-ftparchive", "packages", "."))
    return names
