"""rsync's and git's own daemons on port 443: a tree fetched, changed and fetched again, a list, a clone, a module nobody has."""
from lab.tools import sh

NEEDS = ["rsync", "git", "git-daemon"]
SET = "tune"
VARIANTS = ["path=near", "ip=6"]
FIXTURES = {"rsync": ("fixture=short", "The protocol of rsync's daemon: greetings of both sides, a tree fetched and fetched again.")}


def run(lab, variant):
    mirror, source = lab.host(certificate=False), lab.host(certificate=False)
    tree = lab.temp / "tree"
    sh("git", "init", "-q", "-b", "main", tree)
    grow(lab, tree, 3 if variant.fixture else 30)
    config = f"uid = root\nuse chroot = no\nreverse lookup = no\n[tree]\npath = {tree}\n[inbox]\npath = {lab.temp}/inbox\nread only = no\n"
    (lab.temp / "inbox").mkdir()
    lab.serve("rsync", "--daemon", "--no-detach", "--port=443", f"--address={mirror.address}",
              f"--config={lab.write('rsyncd.conf', config)}", wait=f"tcp:443:{mirror.listen}")
    lab.serve("git", "daemon", "--port=443", f"--listen={source.address}", f"--base-path={lab.temp}", "--export-all",
              wait=f"tcp:443:{source.listen}")
    lab.capture()
    greeted = ["c>@RSYNCD:", "s>@RSYNCD:"]
    for n in range(2):
        lab.label(mirror, "other/rsync", "a tree fetched" + " again, little has changed" * n, must=greeted)
        lab.client("rsync", "-a", f"rsync://{mirror}:443/tree/", "mirrored/")
        grow(lab, tree, 2)
    if variant.fixture:
        return
    lab.label(mirror, "other/rsync", "the list of modules", must=greeted)
    lab.client("rsync", f"rsync://{mirror}:443/")
    lab.label(mirror, "other/rsync", "files sent, slowly", must=greeted)
    lab.client("rsync", "-a", "--bwlimit=200", f"--exclude=.git", "mirrored/", f"rsync://{mirror}:443/inbox/", timeout=60)
    lab.label(mirror, "other/rsync", "a module nobody has", must=greeted)
    lab.client("rsync", f"rsync://{mirror}:443/nothing/", "x/", ok=False)
    for notes, command in (("clone", ["clone", "-q", f"git://{source}:443/tree", "cloned"]),
                           ("references", ["ls-remote", f"git://{source}:443/tree"]),
                           ("a repository nobody has", ["ls-remote", f"git://{source}:443/nothing"])):
        lab.label(source, "other/git", f"git's own protocol, {notes}", must=["c>00"])
        lab.client("git", *command, ok="nothing" not in command[-1])


def grow(lab, tree, files):
    for _ in range(files):
        (tree / f"file{lab.random.randint(0, 999)}").write_bytes(lab.random.randbytes(lab.random.randint(100, 30_000)))
    sh("git", "-C", tree, "add", ".")
    sh("git", "-C", tree, "-c", "user.name=a", "-c", "user.email=a@example", "commit", "-qm", "next")
