"""
Signed time stamps (RFC 3161) over HTTPS by libcurl (GnuTLS) at nghttpx: questions of 40 to 90 bytes by POST, answers of some hundred
bytes to three kB, one in a connection or many, as programs are signed; no DNS.
"""
from lab.apps import behind_nghttpx, python, seed
from lab.others import script
from lab.tools import sh

NEEDS = ["nghttpx", "python3", "/usr/lib/python3/dist-packages/pycurl.cpython-311-x86_64-linux-gnu.so"]
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
CLIENT = """
import io, random, sys, time
import pycurl
ca, url, single, seed, *questions = sys.argv[1:]
chance, one, lost = random.Random(int(seed)), pycurl.Curl(), 0
for option, value in ((pycurl.URL, url), (pycurl.CAINFO, ca), (pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_2TLS), (pycurl.POST, 1),
                      (pycurl.FORBID_REUSE, int(bool(single))), (pycurl.HTTPHEADER, ["Content-Type: application/timestamp-query"]),
                      (pycurl.TIMEOUT, 20)):
    one.setopt(option, value)
time.sleep(chance.random())
for path in questions:
    answer = io.BytesIO()
    one.setopt(pycurl.WRITEDATA, answer)
    with open(path, "rb") as file:
        one.setopt(pycurl.POSTFIELDS, file.read())
    one.perform()
    lost += one.getinfo(pycurl.RESPONSE_CODE) != 200
    time.sleep(chance.choice((0, 0, 0, 0.5, 1.2)) * chance.random() + (chance.random() if single else 0))
sys.exit(lost > 0)
"""
SERVER = """
import http.server, subprocess, sys, tempfile, threading
one = threading.Lock()
class Authority(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_POST(self):
        with one, tempfile.NamedTemporaryFile() as file:
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
http.server.ThreadingHTTPServer(("127.0.0.1", 8080), Authority).serve_forever()
"""


def run(lab, variant):
    hosts = [lab.host(kind) for kind in ("plain", "web")]
    lab.write("tsa.ext", "keyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n")
    lab.world.signed("tsa", f"/CN={lab.world.word()} time", lab.random.choice(("ec", "rsa")), lab.world.authority,
                     lab.path("intermediate.key"), "tsa.ext", 90)
    lab.write("serial", "01\n")
    script(lab, SERVER, lab.write("tsa.conf", CONFIG.replace("LAB", str(lab.temp))), name="authority", wait="tcp:8080")
    behind_nghttpx(lab, *hosts)
    lab.capture()
    for host in hosts:
        lab.label(host, "https/h2", f"libcurl with GnuTLS, time stamps, {variant.text}", must=["tls", host.name])
    signers = []
    for number, host in enumerate(hosts * 2):
        questions = [question(lab, f"{number}-{n}") for n in range(12 if variant.single else lab.random.randint(18, 40))]
        signers.append(python(lab, CLIENT, lab.ca, f"https://{host}/tsr", variant.single or "", seed(lab), *questions, start=True))
    for signer in signers:
        lab.finish(signer, timeout=60)


def question(lab, number):
    path = lab.path(f"question{number}.tsq")
    digest = lab.random.choice(("sha256", "sha512"))
    sh("openssl", "ts", "-query", f"-{digest}", "-digest", lab.random.randbytes(32 if digest == "sha256" else 64).hex(), "-out", path,
       *lab.random.choice((["-cert"], [])))
    return path
