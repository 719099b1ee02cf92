"""Go's TLS and HTTP at both ends: rclone copying folders to and from its WebDAV server, several files at once, then only what changed."""
NEEDS = ["rclone"]
SET = "test"
VARIANTS = ["path=near", "path=slow ip=6"]


def run(lab, variant):
    host = lab.host()
    (lab.temp / "store").mkdir()
    for number in range(lab.random.randint(6, 14)):
        lab.write(f"files/{lab.world.word()}-{number}.bin", lab.random.randbytes(lab.random.randint(200, 250_000)))
    lab.serve("rclone", "serve", "webdav", lab.path("store"), "--addr", f"{host.listen}:443", "--cert", host.certificate, "--key", host.key,
              wait=f"tcp:443:{host.listen}")
    lab.capture()
    def copy(what, *arguments):
        lab.label(host, "https/h2", f"rclone: {what}", must=["tls", host.name])
        lab.client("rclone", "--config", "", "--ca-cert", lab.ca, "--webdav-url", f"https://{host}/", *arguments, timeout=60)
        lab.pause(0.3, 1.5)
    copy("uploads, several at once", "copy", lab.path("files"), ":webdav:a", "--transfers", "3")
    copy("looks and finds nothing to do", "sync", lab.path("files"), ":webdav:a")
    for number in range(3):
        lab.write(f"files/new{number}.bin", lab.random.randbytes(lab.random.randint(200, 150_000)))
        copy("what is new", "sync", lab.path("files"), ":webdav:a", "--checkers", "2")
        copy("a list", "lsl", ":webdav:a")
    copy("downloads, several at once", "copy", ":webdav:a", lab.path("back"), "--transfers", "4")
