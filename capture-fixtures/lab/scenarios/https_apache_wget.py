"""Apache asked by wget, HTTP/1.1 with keep-alive: pages with all they need, redirects, files asked for again, downloads resumed."""
from lab.servers import site
from lab.webservers import apache

NEEDS = ["apache2", "wget"]
SET = "tune"
VARIANTS = ["tls=1.3 path=near", "tls=1.2 path=far", "tls=1.3 ip=6 path=lossy", "tls=1.2 ip=both offload=on"]


def run(lab, variant):
    hosts = [lab.host() for _ in range(3)]
    for host in hosts:
        site(lab, host, images=(2, 6), others=[h for h in hosts if h is not host])
    moved = "RewriteEngine on\nRewriteRule ^/old/(.*)$ /$1 [R=301,L]"
    apache(lab, *hosts, modules=["rewrite"], settings=f"SSLProtocol -all +TLSv{variant.tls}\n{moved}")
    lab.capture()
    for host in hosts:
        lab.label(host, "https/h1", "wget: pages, redirects, parts and resumed downloads", must=["tls", host.name])
    visits = [lambda host: ("-p", "-H", "-nv", f"https://{host}/"), lambda host: ("-N", f"https://{host}/a.js", f"https://{host}/a.css"),
              lambda host: (f"https://{host}/old/a.css", f"https://{host}/old/index.html"), interrupted,
              lambda host: ("--no-http-keep-alive", f"https://{host}/a.css", f"https://{host}/small.json")]
    for number in range(8):
        host = lab.random.choice(hosts)
        for arguments in parts(visits[number % len(visits)](host)):
            lab.client("wget", "--no-config", "-q", "--ca-certificate", lab.ca, "-P", lab.path("got"), *arguments, timeout=30)
        lab.pause(0.1, 0.8)


def parts(arguments):
    return arguments if isinstance(arguments, list) else [arguments]


def interrupted(host):
    """Begins in the middle, as after an interruption, and goes on with what is there."""
    return [("--start-pos=700k", "-O", f"{host}.part", f"https://{host}/big.bin"), ("-c", "-O", f"{host}.part", f"https://{host}/big.bin")]
