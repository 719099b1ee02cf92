"""lighttpd asked by aria2 and lftp: downloads in several ranges over several connections, resumed ones, and lists of small files."""
from lab.webservers import lighttpd, sites

NEEDS = ["lighttpd", "aria2c", "lftp"]
SET = "test"
VARIANTS = ["tls=1.2 path=far", "tls=1.3 ip=6 path=lossy", "tls=1.2 offload=on"]


def run(lab, variant):
    hosts = [lab.host() for _ in range(2)]
    sites(lab, hosts)
    for host in hosts:
        (lab.temp / "www" / host.name / "image.iso").write_bytes(lab.random.randbytes(lab.random.randint(2_100_000, 2_600_000)))
    bounds = f'ssl.openssl.ssl-conf-cmd = ("MinProtocol" => "TLSv{variant.tls}", "MaxProtocol" => "TLSv{variant.tls}")'
    lighttpd(lab, *hosts, settings=bounds)
    lab.capture()
    for host in hosts:
        lab.label(host, "https/h1", "aria2: ranges over several connections, resumed", must=["tls", host.name])
    aria = ["aria2c", "-q", "--no-conf", f"--ca-certificate={lab.ca}", "-d", lab.path("got"), "--allow-overwrite", "-k1M",
            *(["--async-dns=false"] if variant.ip == "6" else [])]  # its own resolver gives up when there is no IPv4 address
    for host in hosts:
        connections = str(lab.random.randint(2, 4))
        lab.client(*aria, "-x", connections, "-s", connections, f"https://{host}/image.iso", timeout=40)
    whole = (lab.temp / "www" / hosts[0].name / "big.bin").read_bytes()
    half = lab.write(f"got/{hosts[0]}.part", whole[:lab.random.randint(200_000, 800_000)])
    lab.client(*aria, "-c", "-o", half.rsplit("/", 1)[-1], f"https://{hosts[0]}/big.bin")
    names = ("a.css", "a.js", "small.json", "i0.png")
    lab.write("list", "".join(f"https://{host}/{name}\n out={host}-{name}\n" for host in hosts for name in names))
    lab.client(*aria, "-i", lab.path("list"), "-j", "3", timeout=40)
    by_lftp(lab, hosts)


def by_lftp(lab, hosts):
    for host in hosts:
        (lab.temp / "www" / host.name / "index.html").unlink()  # so that there is a list of files to mirror
        lab.label(host, "https/h1", "lftp: a list, a file, and a file in parts", must=["tls", host.name])
    for host in hosts:
        lab.client("lftp", "--norc", "-c", f"set ssl:ca-file {lab.ca}; set net:max-retries 2; open https://{host}/; cls; "
                   f"get -O {lab.path('got')} small.json; sleep {lab.random.randint(1, 2)}; "
                   f"pget -n {lab.random.randint(2, 3)} -c -O {lab.path('got')} big.bin", timeout=40)
