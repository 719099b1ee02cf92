"""People and programs at the wrong door of port 443: TLS to an SSH server, SSH and HTTP to a TLS server, half a hello, noise, a newline."""
from lab.others import script, sshd, ssh_options
from lab.servers import nginx

NEEDS = ["nginx", "sshd", "ssh", "ssh-keygen", "curl", "openssl"]
SET = "tune"
VARIANTS = ["path=near", "ip=6"]
HALF = """
import random, socket, ssl, sys, time
chance, address, kind = random.Random(sys.argv[1]), sys.argv[2], sys.argv[3]
out = ssl.MemoryBIO()
tls = ssl.create_default_context().wrap_bio(ssl.MemoryBIO(), out, server_hostname="slow.example")
try:
    tls.do_handshake()
except ssl.SSLWantReadError:
    pass
hello = out.read()
noise = bytes([chance.choice((0x41, 0x7b, 0x05, 0xee))]) + chance.randbytes(chance.randint(5, 300))
data = {"half": hello[:chance.randint(1, 60)], "noise": noise, "newline": b"\\r\\n\\r\\n"}[kind]
with socket.create_connection((address, 443)) as s:
    s.settimeout(1)
    for at in range(0, len(data), 9 if kind == "half" else 1000):
        s.sendall(data[at:at + (9 if kind == "half" else 1000)])
        time.sleep(chance.uniform(0.05, 0.3))
    try:
        s.recv(1000)
    except OSError:
        pass
"""


def run(lab, variant):
    web, shell = lab.host(), lab.host()
    nginx(lab, web)
    sshd(lab, shell)
    lab.capture()
    for _ in range(2):
        lab.label(shell, "other/ssh", "TLS to an SSH server: a hello, and the server's version line", must=["s>SSH-2.0", "c>\x16\x03"])
        lab.client("curl", "-sk", "--max-time", "4", f"https://{shell}/", ok=False)
        lab.label(shell, "other/ssh", "HTTP to an SSH server", must=["s>SSH-2.0", "c>GET "])
        lab.client("curl", "-s", "--max-time", "4", f"http://{shell}:443/", ok=False)
        lab.label(web, "other/ssh", "SSH to a web server", must=["c>SSH-2.0"])
        lab.client("ssh", *ssh_options(lab), "-o", "ConnectTimeout=4", f"root@{web.address}", "true", ok=False)
        lab.label(web, "other/http", "HTTP to a TLS server", must=["c>GET "])
        lab.client("curl", "-s", f"http://{web}:443/", ok=False)
        for kind, verdict, notes in (("half", "unknown/undecided", "the beginning of a hello, in small pieces, then nothing"),
                                     ("noise", "unknown/undecided", "noise to a TLS server, which answers 400 in HTTP"),
                                     ("newline", "unknown/undecided", "newlines to a TLS server")):
            lab.label(web, verdict, notes)
            script(lab, HALF, lab.random.random(), web.address, kind, name="half", at="client")
