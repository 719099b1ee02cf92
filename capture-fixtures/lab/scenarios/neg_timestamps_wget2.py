"""
Signed time stamps (RFC 3161) over HTTPS by wget2 at nghttpx: questions of 60 to 90 bytes by POST, answers of one to five kB, one in a
connection or many, as somebody signs programs; no DNS.
"""
from lab import homes
from lab.apps import behind_nghttpx
from lab.others import script
from lab.tools import sh

NEEDS = ["wget2", "nghttpx", "python3"]
SET = "test"
VARIANTS = ["path=near", "path=far ip=6", "path=near single=on"]
CONFIG = """[tsa]
default_tsa = one
[one]
serial = LAB/serial
signer_cert = LAB/tsa.pem
certs = LAB/intermediate.pem
signer_key = LAB/tsa.key
signer_digest = sha256
default_policy = 1.3.6.1.4.1.32473.1
digests = sha256, sha512
"""
SERVER = """
import http.server, subprocess, sys, tempfile
class Authority(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_POST(self):
        with tempfile.NamedTemporaryFile() as file:
            file.write(self.rfile.read(int(self.headers["Content-Length"])))
            file.flush()
            command = ["openssl", "ts", "-reply", "-config", sys.argv[1], "-queryfile", file.name]
            answer = subprocess.run(command, capture_output=True).stdout
        self.send_response(200 if answer else 500)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)
    def log_message(self, *_):
        pass
http.server.HTTPServer(("127.0.0.1", 8080), Authority).serve_forever()
"""


def run(lab, variant):
    hosts = [lab.host(kind) for kind in ("plain", "web")]
    lab.write("tsa.ext", "keyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n")
    lab.world.signed("tsa", f"/CN={lab.world.word()} time", lab.random.choice(("ec", "rsa")), lab.world.authority, lab.path("intermediate.key"),
                     "tsa.ext", 90)
    lab.write("serial", "01\n")
    script(lab, SERVER, lab.write("tsa.conf", CONFIG.replace("LAB", str(lab.temp))), name="authority", wait="tcp:8080")
    behind_nghttpx(lab, *hosts)
    lab.capture()
    for host in hosts:
        lab.label(host, "https/h2", f"wget2, time stamps, {variant.text}", must=["tls", host.name])
    for turn in range(16 if variant.single else 5):
        for host in hosts:
            times = 1 if variant.single else lab.random.randint(8, 24)
            homes.wget2(lab, "--header=Content-Type: application/timestamp-query", f"--post-file={question(lab, turn)}", "--max-threads=1",
                        "--no-config", *(f"https://{host}/tsr?{n}" for n in range(times)))
        lab.pause(0.2, 1.5)


def question(lab, number):
    path = lab.path(f"question{number}.tsq")
    digest = lab.random.choice(("sha256", "sha512"))
    sh("openssl", "ts", "-query", f"-{digest}", "-digest", lab.random.randbytes(32 if digest == "sha256" else 64).hex(), "-out", path,
       *lab.random.choice((["-cert"], [])))
    return path
