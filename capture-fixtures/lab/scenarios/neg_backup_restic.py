"""
Backups by restic to a server over HTTPS: chunks up as fast as it goes, index files and locks of some hundred bytes, then a second
run that finds little.
"""
NEEDS = ["restic", "rclone"]
SET = "test"
VARIANTS = ["path=near", "path=slow ip=6"]


def run(lab, variant):
    hosts = [lab.host(), lab.host("plain")]
    for host in hosts:
        chain = [f"--addr={host.listen}:443", f"--cert={host.certificate}", f"--key={host.key}"]
        lab.serve("rclone", "serve", "restic", *chain, lab.path(f"store-{host}"), wait=f"tcp:443:{host.listen}")
    for n in range(12):
        lab.write(f"home/files/{n}.dat", lab.random.randbytes(lab.random.randint(500, 250_000)))
    lab.capture()
    for host in hosts:
        lab.label(host, "https/h2", "restic, a backup", must=["tls", host.name])
    for host in hosts:
        restic(lab, host, "init")
        for round in range(2):
            restic(lab, host, "backup", lab.path("home/files"))
            lab.write(f"home/files/new{round}.dat", lab.random.randbytes(9_000))
        restic(lab, host, "snapshots")
        restic(lab, host, "check")


def restic(lab, host, *command):
    lab.client("restic", "-r", f"rest:https://{host}/", "--cacert", lab.ca, "--no-cache", *command, env={"RESTIC_PASSWORD": "secret"},
               timeout=60)
