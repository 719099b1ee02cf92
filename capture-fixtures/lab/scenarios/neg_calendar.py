"""Calendars: vdirsyncer asks radicale for a list, then for small objects one by one, and puts its own; most runs find nothing new."""
NEEDS = ["radicale", "vdirsyncer"]
SET = "test"
VARIANTS = ["path=near", "path=far"]
EVENT = ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:lab\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20300101T000000Z\r\n"
         "DTSTART:20300101T{hour:02}0000Z\r\nSUMMARY:{text}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
PAIR = """[pair {pair}]
a = "{pair}_local"
b = "{pair}_remote"
collections = null
[storage {pair}_local]
type = "filesystem"
path = "{folder}"
fileext = ".ics"
[storage {pair}_remote]
type = "caldav"
url = "https://{host}/{pair}/calendar/"
username = "{pair}"
password = "secret"
verify = "{ca}"
"""


def run(lab, variant):
    host = lab.host()
    lab.write("radicale.conf",
              f"[server]\nhosts = {host.listen}:443\nssl = True\ncertificate = {host.certificate}\nkey = {host.key}\n[auth]\ntype = none\n"
              f"[storage]\nfilesystem_folder = {lab.path('collections')}\n")
    lab.serve("radicale", "-C", lab.path("radicale.conf"), wait="tcp:443")
    pairs = ("ann", "bob", "cem")
    config = f"[general]\nstatus_path = \"{lab.path('status')}\"\n"
    for pair in pairs:
        lab.write(f"collections/collection-root/{pair}/calendar/.Radicale.props", '{"tag": "VCALENDAR"}')
        config += PAIR.format(pair=pair, folder=lab.path(f"local-{pair}"), host=host, ca=lab.ca)
        events(lab, pair, 6)
    lab.write("vdirsyncer.conf", config)
    lab.capture()
    lab.label(host, "https/h1", "vdirsyncer and radicale", must=["tls", host.name])
    lab.client("vdirsyncer", "-c", lab.path("vdirsyncer.conf"), "discover", stdin=b"y\n" * 9, timeout=40)
    for _ in range(4):
        lab.client("vdirsyncer", "-c", lab.path("vdirsyncer.conf"), "sync", timeout=40)
        events(lab, lab.random.choice(pairs), lab.random.randint(0, 3))
        lab.pause(0.2, 1.5)


def events(lab, pair, number):
    for _ in range(number):
        uid = lab.random.randbytes(9).hex()
        text = lab.random.randbytes(lab.random.randint(4, 120)).hex()
        lab.write(f"local-{pair}/{uid}.ics", EVENT.format(uid=uid, hour=lab.random.randint(0, 23), text=text))
