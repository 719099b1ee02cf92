"""Files under AES in a pipe to port 443, as scripts for backups do it: openssl enc and socat at both ends, up, down and both ways."""

NEEDS = ["openssl", "socat"]
SET = "tune"
VARIANTS = ["path=near", "ip=6"]


def run(lab, variant):
    store, shelf, link = (lab.host(certificate=False) for _ in range(3))
    secret = lab.random.randbytes(12).hex()
    hide = f"openssl enc -aes-256-ctr -pbkdf2 -nosalt -k {secret}"
    lab.write("kept.bin", lab.random.randbytes(lab.random.randint(50_000, 500_000)))
    listen = lambda host: f"{'TCP6' if host.v6 else 'TCP4'}-LISTEN:443,bind={host.listen},fork,reuseaddr"
    connect = lambda host: f"{'TCP6' if host.v6 else 'TCP4'}:{host.listen}:443"
    for host, what in ((store, "cat > /dev/null"), (shelf, f"{hide} -in {lab.path('kept.bin')}"), (link, "cat")):
        lab.serve("socat", listen(host), f"SYSTEM:{what}", wait=f"tcp:443:{host.listen}")
    lab.capture()
    for n in range(3):
        lab.label(store, "other/fully-encrypted", "AES in counter mode, a backup sent away")
        up = lab.write("up.bin", lab.random.randbytes(lab.random.randint(300, 300_000)))
        lab.client("sh", "-c", f"{hide} -in {up} | socat -u - {connect(store)}")
        lab.label(link, "other/fully-encrypted", "AES in counter mode, lines that an echo gives back")
        lines = [f"{lab.world.word()} {n}\n" for n in range(lab.random.randint(3, 12))]
        # a block cipher in a pipe waits for more: each line has a cipher of its own, as in chats by scripts
        typed = "; ".join(f"printf '{line}' | {hide}; sleep 0.{lab.random.randint(1, 5)}"
                          for line in ("".join(lines[i:i + 3]).replace("\n", "x" * 20) for i in range(0, len(lines), 3)))
        lab.client("sh", "-c", f"({typed}) | socat -t 1 - {connect(link)}", ok=False)
    lab.label(shelf, "other/fully-encrypted", "AES in counter mode, a backup fetched")
    for _ in range(2):
        lab.client("sh", "-c", f"socat -u {connect(shelf)} - > down.bin")
