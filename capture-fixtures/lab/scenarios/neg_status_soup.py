"""
A desktop program on libsoup (GLib, HTTP/2) that looks every second or two at the state of a service and of its queue, in pairs, or asks for
suggestions as somebody types; small answers of lighttpd, no DNS.
"""
from lab.apps import python, seed
from lab.webservers import lighttpd

NEEDS = ["python3", "/usr/lib/x86_64-linux-gnu/girepository-1.0/Soup-3.0.typelib", "/usr/lib/x86_64-linux-gnu/gio/modules/libgiognutls.so",
         "lighttpd"]
SET = "test"
VARIANTS = ["style=pairs path=near", "style=typing path=near", "style=pairs path=far ip=6", "style=typing path=lossy"]
CLIENT = """
import random, sys
import gi
gi.require_version("Soup", "3.0")
from gi.repository import Gio, GLib, Soup
ca, base, style, seconds, seed = sys.argv[1:]
chance, loop, got, failed = random.Random(int(seed)), GLib.MainLoop(), [], []
session = Soup.Session(timeout=20, user_agent="panel/2.1")
session.set_tls_database(Gio.TlsFileDatabase.new(ca))
def read(path):
    def done(session, result):
        try:
            got.append(session.send_and_read_finish(result).get_size())
        except GLib.Error as error:
            failed.append(error.message)
    message = Soup.Message.new("GET", base + path)
    session.send_and_read_async(message, GLib.PRIORITY_DEFAULT, None, done)
def pairs():
    read(f"/state.json?at={chance.randint(1, 1 << 30)}")
    read(f"/queue.json?of={chance.choice(('mail', 'print', 'build'))}")
    GLib.timeout_add(chance.randint(500, 1900), pairs)
def typing(text=""):
    text = text + chance.choice("etaoinshrdlu ")
    read(f"/suggest{chance.randint(1, 9)}.json?q={text.replace(' ', '+')}")
    more = len(text) < chance.randint(6, 18)
    GLib.timeout_add(chance.randint(80, 260) if more else chance.randint(900, 2600), typing, text if more else "")
{"pairs": pairs, "typing": typing}[style]()
GLib.timeout_add(int(float(seconds) * 1000), loop.quit)
loop.run()
print(len(got), failed[:2])
sys.exit(len(got) < 9)
"""


def run(lab, variant):
    hosts = [lab.host(kind) for kind in ("plain", "web", "plain")]
    lighttpd(lab, *hosts)
    for host in hosts:
        for name, low, high in (("state", 40, 400), ("queue", 60, 900), *((f"suggest{n}", 90, 800) for n in range(1, 10))):
            lab.write(f"www/{host}/{name}.json", '{"of":"' + lab.random.randbytes(lab.random.randint(low, high) // 2).hex() + '"}')
    lab.capture()
    for host in hosts:
        lab.label(host, "https/h2", f"libsoup, {variant.text}", must=["tls", host.name])
    clients = [python(lab, CLIENT, lab.ca, f"https://{host}", variant.style, lab.random.randint(16, 26), seed(lab), start=True)
               for host in hosts]
    for client in clients:
        lab.finish(client, timeout=60)
