"""
What visitors of web servers do, drawn, as lines for the clients of programs/: "METHOD URL BODYBYTES HEADER" collects requests,
"WAIT SECONDS" sends those collected at once and then thinks. An empty header is "-".
"""
from email.utils import formatdate

PARTS = (".css", ".js", ".png")


def request(url, method="GET", size=0, header="-"):
    return "\t".join((method, url, str(size), header))


def wait(lab, low, high):
    return f"WAIT\t{lab.random.uniform(low, high):.2f}"


def page(lab, host, again=False, think=(0.3, 1.5)):
    """A page, what it loads, and time to read. ``again``: the parts are asked for with the date that they have already."""
    folder = lab.temp / "www" / host.name
    parts = [p for p in sorted(folder.iterdir()) if p.suffix in PARTS]
    since = [f"If-Modified-Since: {formatdate(p.stat().st_mtime, usegmt=True)}" if again else "-" for p in parts]
    return [request(f"https://{host}/"), wait(lab, 0.02, 0.15),
            *(request(f"https://{host}/{p.name}", header=s) for p, s in zip(parts, since)), wait(lab, *think)]


def calls(lab, host, path="/small.json?n=", count=(4, 12), think=(0.05, 0.6), upload=None):
    """Small requests one after another; every third posts some bytes if there is a path for ``upload``."""
    lines = []
    for n in range(lab.random.randint(*count)):
        posts = upload and lab.random.random() < 0.33
        call = request(f"https://{host}{upload}{n}", "POST", lab.random.randint(80, 3000)) if posts else request(f"https://{host}{path}{n}")
        lines += [call, wait(lab, *think)]
    return lines


def download(lab, host, parts=1):
    """All of big.bin, or ranges of it one after another."""
    size = 1_000_000 // parts
    headers = ["-"] if parts == 1 else [f"Range: bytes={n * size}-{(n + 1) * size - 1}" for n in range(parts)]
    return [line for header in headers for line in (request(f"https://{host}/big.bin", header=header), wait(lab, 0.05, 0.5))]


def upload(lab, host, path, low=20_000, high=600_000):
    return [request(f"https://{host}{path}", "PUT", lab.random.randint(low, high)), wait(lab, 0.1, 0.6)]


def plan(lab, name, *lines):
    return lab.write(name, "".join(line + "\n" for part in lines for line in part))


def session(lab, hosts, api=None):
    """Some minutes of somebody, shortened: pages of several hosts, some twice, then what an app of the first does."""
    lines, seen = [], set()
    for _ in range(lab.random.randint(2, 4)):
        host = lab.random.choice(hosts)
        lines += page(lab, host, again=host in seen)
        seen.add(host)
    return lines + calls(lab, lab.random.choice(hosts), upload=api)
