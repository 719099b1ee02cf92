"""Files synchronised by WebDAV with rclone: lists, some hundred small questions, files up and down, then a run that finds nothing new."""
NEEDS = ["rclone"]
SET = "tune"
VARIANTS = ["path=near", "path=slow ip=6"]


def run(lab, variant):
    hosts = [lab.host(), lab.host("plain")]
    for host in hosts:
        lab.serve("rclone", "serve", "webdav", "--addr", f"{host.listen}:443", "--cert", host.certificate, "--key", host.key,
                  lab.write(f"store-{host}/readme", "shared\n").rsplit("/", 1)[0], wait=f"tcp:443:{host.listen}")
        new_files(lab, host, 12)
    lab.capture()
    for host in hosts:
        lab.label(host, "https/h2", "rclone, WebDAV", must=["tls", host.name])
    for host in hosts * 2:
        rclone(lab, host, "copy", f"local-{host}", ":webdav:files")
        rclone(lab, host, "check", f"local-{host}", ":webdav:files")
        rclone(lab, host, "copy", ":webdav:", f"copy-{host}")
        new_files(lab, host, lab.random.randint(0, 3))


def new_files(lab, host, number):
    for _ in range(number):
        folder = lab.random.choice(("", "letters/", "pictures/"))
        lab.write(f"local-{host}/{folder}{lab.random.randbytes(4).hex()}", lab.random.randbytes(int(10 ** lab.random.uniform(1, 5.2))))


def rclone(lab, host, *command):
    lab.client("rclone", "--webdav-url", f"https://{host}/", "--webdav-vendor", "other", "--ca-cert", lab.ca, "--config", "/dev/null",
               *command, timeout=60)
