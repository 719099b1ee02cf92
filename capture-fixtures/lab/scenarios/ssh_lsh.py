"""SSH on port 443 by lsh at both ends, another kind than OpenSSH: SOCKS forwarded to the inside (lsh -D), a port of one site, a command."""
import os
import subprocess

from lab.inner import Inside
from lab.proxies import Through, socks

NEEDS = ["lshd", "lsh", "lsh-keygen", "lsh-writekey", "lsh-authorize", "nginx", "curl", "chromium", "certutil"]
SET = "test"
VARIANTS = ["cipher=aes256-ctr path=near", "cipher=3des-cbc path=far", "cipher=aes256-ctr compress=on path=lossy"]
SESSIONS = (("browse", "typing", "browse"), ("api", "together", "idle", "short"), ("download", "upload"))


def keys(lab):
    """Keys of host and user; whom the server lets in is a file named for the key's fingerprint, in the user's own folder."""
    home = lab.temp / ".lsh"
    home.mkdir()
    home.chmod(0o700)
    (home / "host-acls").touch()
    seed = home / "yarrow-seed-file"
    seed.write_bytes(lab.random.randbytes(32))
    seed.chmod(0o600)
    env = {**os.environ, "HOME": str(lab.temp), "LSH_YARROW_SEED_FILE": str(seed)}
    for name in ("host", "user"):
        made = subprocess.run(["lsh-keygen", "-a", "rsa", "-l", "1536"], env=env, capture_output=True, check=True).stdout
        subprocess.run(["lsh-writekey", "-o", lab.path(name), "-c", "none", "-l", lab.world.word()], input=made, env=env, check=True)
    subprocess.run(["lsh-authorize", lab.path("user.pub")], env=env, check=True)
    return env


def run(lab, variant):
    host, inside = lab.host(certificate=False), Inside(lab, sites=3)
    env = keys(lab)
    options = ["-c", variant.cipher, *(["-z"] if variant.compress else [])]
    home = f'mount -t tmpfs tmpfs ~root && cp -r {lab.temp}/.lsh ~root/ && exec lshd "$@"'  # seen by it alone: ip netns exec has own mounts
    server = ["lshd", "-h", lab.path("host"), "-p", "443", "--interface", host.address, "--root-login", "--no-pid-file", *options]
    lab.serve("sh", "-c", home, *server, env=env, wait=f"tcp:443:{host.listen}")
    lab.capture()
    client = ["lsh", "-q", "-p", "443", "-i", lab.path("user"), "-l", "root", "--sloppy-host-authentication",
              "--capture-to", lab.path("seen"), *options]
    must = ["c>SSH-2.0-lsh", "s>SSH-2.0-lshd"]
    through = Through(lab, host, inside, socks(), f"lsh, SOCKS, {variant.cipher}", "vpn/ssh-tunnel", must=must, many=True)
    for kinds in SESSIONS:
        process = lab.serve(*client, "-N", "-D1080", host.address, at="client", env=env, wait="tcp:1080")
        through.use(*kinds)
        lab.stop(process)
        lab.pause(0.5, 1.5)
    lab.label(host, "other/ssh", "lsh, a command", must=must)
    lab.client(*client, host.address, "ls -l /usr/share/doc | head -c 4000", env=env)
