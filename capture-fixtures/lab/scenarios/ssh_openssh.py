"""OpenSSH on port 443 at both ends: a shell somebody types into, commands, files up and down, sftp, git, a login that is refused."""
from lab.others import session, ssh_options, sshd
from lab.tools import sh

NEEDS = ["sshd", "ssh", "scp", "sftp", "ssh-keygen", "git"]
SET = "tune"
VARIANTS = ["path=near", "cipher=aes128-ctr ip=6 compression=yes"]
FIXTURES = {"ssh-443": ("fixture=command", "SSH on port 443: a short command.")}
SEEN = ["c>SSH-2.0", "s>SSH-2.0"]


def run(lab, variant):
    host = lab.host()
    sshd(lab, host, "-o", "AcceptEnv=GIT_*")
    options = ssh_options(lab) + (["-c", variant.cipher] if variant.cipher else []) + (["-C"] if variant.compression else [])
    repository(lab)
    lab.capture()
    lab.label(host, "other/ssh", "a command", must=SEEN)
    lab.client("ssh", *options, f"root@{host}", f"seq 1 {lab.random.randint(200, 2000)}")
    if variant.fixture:
        return
    lab.label(host, "other/ssh", "idle, then a command ends it", must=SEEN)
    idle = lab.start("ssh", *options, "-o", "ServerAliveInterval=2", f"root@{host}", "sleep 9; date")
    lab.pause(1)
    lab.label(host, "other/ssh", "a shell, typed into", must=SEEN)
    lab.type_into("ssh", "-tt", *options, f"root@{host}", "env -i HOME=/ PATH=/usr/bin bash --norc --noprofile",
                  lines=[key for line in session(lab, (1, 2)) for key in line], pause=(0.04, 0.25), ok=False)
    files(lab, host, options)
    lab.label(host, "other/ssh", "git clone", must=SEEN)
    lab.client("git", "clone", "-q", f"root@{host}:{lab.temp}/there.git", "here", env={"GIT_SSH_COMMAND": " ".join(["ssh", *options])})
    lab.label(host, "other/ssh", "a login that is refused", must=SEEN)
    lab.client("ssh", "-o", "BatchMode=yes", *options, "-i", "/dev/null", "-o", "IdentitiesOnly=yes", f"nobody@{host}", "true", ok=False)
    lab.finish(idle)


def repository(lab):
    folder = lab.temp / "there.git"
    sh("git", "init", "-q", "-b", "main", folder)
    for n in range(lab.random.randint(5, 30)):
        (folder / f"file{n}").write_bytes(lab.random.randbytes(lab.random.randint(100, 20_000)))
    sh("git", "-C", folder, "add", ".")
    sh("git", "-C", folder, "-c", "user.name=a", "-c", "user.email=a@example", "commit", "-qm", "first")


def files(lab, host, options):
    up = lab.write("up.bin", lab.random.randbytes(lab.random.randint(20_000, 400_000)))
    copying = ["-P" if option == "-p" else option for option in options]
    target = f"root@{'[' + host.v6 + ']' if host.v6 else host.v4}:{lab.temp}"
    lab.label(host, "other/ssh", "scp upload", must=SEEN)
    lab.client("scp", "-q", *copying, up, f"{target}/stored.bin")
    lab.label(host, "other/ssh", "scp download", must=SEEN)
    lab.client("scp", "-q", "-O", *copying, f"{target}/stored.bin", "down.bin")
    lab.label(host, "other/ssh", "sftp, with pauses", must=SEEN)
    lab.type_into("sftp", *copying, target, lines=["ls -l\n", "get stored.bin again.bin\n", "put up.bin third.bin\n", "bye\n"],
                  pause=(0.2, 0.9))
