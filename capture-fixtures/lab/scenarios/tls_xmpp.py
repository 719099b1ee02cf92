"""Prosody on port 443: XMPP inside TLS from the first byte and after STARTTLS, people who come, talk, are there in silence and go."""
from lab.others import script

NEEDS = ["prosody", "prosodyctl"]
SET = "tune"
VARIANTS = ["tls=1.3 path=near", "tls=1.2 ip=6"]
CONFIG = """
run_as_root = true
daemonize = false
pidfile = "LAB/prosody.pid"
data_path = "LAB/prosody"
log = { { levels = { min = "error" }, to = "console" } }
interfaces = { "none" }
c2s_ports = { 443 }
c2s_interfaces = { "LATER" }
c2s_direct_tls_ports = { 443 }
c2s_direct_tls_interfaces = { "DIRECT" }
s2s_ports = {}
http_ports = {}
https_ports = {}
modules_enabled = { "saslauth", "tls", "disco", "ping", "roster", "offline" }
modules_disabled = { "s2s" }
certificates = "LAB/certs"
authentication = "internal_plain"
c2s_require_encryption = true
ssl = { protocol = "tlsv1_2+" }
"""
CLIENT = """
import base64, random, socket, ssl, sys, time
name, address, authority, version, direct, me, you, messages, seed, pause = sys.argv[1:]
chance = random.Random(seed)
context = ssl.create_default_context(cafile=authority)
context.check_hostname = True
context.maximum_version = getattr(ssl.TLSVersion, "TLSv" + version.replace(".", "_"))
connection = socket.create_connection((address, 443))
def until(*words):
    text = b""
    while not any(word in text for word in words):
        part = connection.recv(4096)
        if not part:
            raise SystemExit("closed after " + text.decode())
        text += part
def say(text):
    connection.sendall(text.encode())
def stream():
    say(f"<?xml version='1.0'?><stream:stream to='{name}' xmlns='jabber:client' "
        "xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>")
    until(b"</stream:features>")
if direct == "no":
    stream()
    say("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
    until(b"<proceed")
connection = context.wrap_socket(connection, server_hostname=name)
stream()
plain = base64.b64encode(f"\\0{me}\\0secret".encode()).decode()
say(f"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>{plain}</auth>")
until(b"<success", b"<failure")
stream()
say("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>")
until(b"</iq>")
say("<iq type='get' id='r'><query xmlns='jabber:iq:roster'/></iq><presence/>")
until(b"id='r'", b'id="r"')
for n in range(int(messages)):
    time.sleep(chance.uniform(0.3, 1) * float(pause))
    say(f"<message to='{you}@{name}' type='chat' id='m{n}'><body>{chance.randbytes(chance.randint(2, 90)).hex()}</body></message>")
    say(f"<iq type='get' id='p{n}' to='{name}'><ping xmlns='urn:xmpp:ping'/></iq>")
    until(b"</iq>", b"type='result'", b'type="result"')
say("</stream:stream>")
connection.close()
"""


def run(lab, variant):
    direct, later = lab.host(), lab.host()
    config = CONFIG.replace("LAB", str(lab.temp)).replace("LATER", later.address).replace("DIRECT", direct.address)
    for host in (direct, later):
        config += f'VirtualHost "{host}"\n'
        lab.write(f"certs/{host}.crt", open(host.certificate).read())
        lab.write(f"certs/{host}.key", open(host.key).read())
    path = lab.write("prosody.cfg.lua", config)
    (lab.temp / "prosody").mkdir()
    people = [lab.world.word() for _ in range(2)]
    for host in (direct, later):
        for person in people:
            lab.client("prosodyctl", "--root", "--config", path, "register", person, host.name, "secret", at="server")
    lab.serve("prosody", "--config", path, wait=f"tcp:443:{later.listen}")
    lab.capture()
    for host, first, verdict, must in ((direct, "yes", "other/tls", ["tls"]), (later, "no", "other/xmpp", ["c><?xml", "tls"])):
        for messages, pause in ((lab.random.randint(4, 8), 0.6), (2, 2), (1, 0.1), (15, 0.1)):
            lab.label(host, verdict, f"XMPP, {'inside TLS' if first == 'yes' else 'STARTTLS'}", must=must)
            script(lab, CLIENT, host.name, host.address, lab.ca, variant.tls, first, *lab.random.sample(people, 2), messages,
                   lab.random.random(), pause, at="client", name="person")
