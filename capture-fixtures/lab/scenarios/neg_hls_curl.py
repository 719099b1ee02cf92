"""Live video by HLS: a playlist of 300 bytes asked for every second, segments of 0.1 to 0.5 MB, and an audio file by ranges."""
from lab.servers import nginx, site

NEEDS = ["nginx", "curl"]
SET = "tune"
VARIANTS = ["tls=1.3 http=2 path=slow", "tls=1.2 http=1.1 path=far"]


def run(lab, variant):
    hosts = [lab.host() for _ in range(3)]
    for host in hosts:
        folder = site(lab, host)
        for n in range(4):
            (folder / f"s{n}.ts").write_bytes(lab.random.randbytes(lab.random.randint(100_000, 500_000)))
            names = "".join(f"#EXTINF:2.0,\ns{m}.ts?{n}\n" for m in range(4))
            (folder / f"live{n}.m3u8").write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXT-X-MEDIA-SEQUENCE:{n}\n{names}")
    nginx(lab, *hosts, settings=f"ssl_protocols TLSv{variant.tls};")
    lab.capture()
    http = f"https/h{variant.http[0]}"
    for host, words in zip(hosts, ("playlists and segments of live video", "playlists only, the player is paused", "audio by ranges")):
        lab.label(host, http, f"curl, {words}", must=["tls", host.name])
    players = [play(lab, variant, hosts[0], True), play(lab, variant, hosts[0], True), play(lab, variant, hosts[1], False),
               play(lab, variant, hosts[1], False), listen(lab, variant, hosts[2]), listen(lab, variant, hosts[2])]
    for player in players:
        lab.finish(player, timeout=60)


def play(lab, variant, host, segments):
    """One connection that asks for a playlist, then perhaps for a segment, at a player's pace."""
    options = []
    for n in range(9):
        options += ["-o", "/dev/null", f"https://{host}/live{n % 4}.m3u8?{lab.random.randint(1, 9999)}"]
        options += ["-o", "/dev/null", f"https://{host}/s{n % 4}.ts?{n}"] if segments else []
    return lab.start("curl", "-sS", "--cacert", lab.ca, f"--http{variant.http}", "--rate", "100/m" if segments else "55/m", *options)


def listen(lab, variant, host):
    step, options = 65_536, []
    for n in range(10):
        options += [*(["--next"] if n else []), "-sS", "--cacert", lab.ca, f"--http{variant.http}", "-r",
                    f"{n * step}-{(n + 1) * step - 1}", "-o", "/dev/null", f"https://{host}/big.bin"]
    return lab.start("curl", "--rate", "60/m", *options)
