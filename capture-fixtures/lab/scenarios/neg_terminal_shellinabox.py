"""A shell in a web page without web sockets: keys posted some at a time, output by long polls, to shellinabox."""
from lab.apps import behind_haproxy, python, seed

NEEDS = ["shellinaboxd", "haproxy", "python3"]
SET = "tune"
VARIANTS = ["path=near", "path=far"]
CLIENT = """
import http.client, json, random, ssl, sys, threading, time, urllib.parse
ca, host, seed, *lines = sys.argv[1:]
chance, context = random.Random(int(seed)), ssl.create_default_context(cafile=ca)
def post(connection, **fields):
    body = urllib.parse.urlencode({"width": 80, "height": 24, **fields})
    connection.request("POST", "/?", body, {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"})
    return connection.getresponse().read()
def read():
    connection = http.client.HTTPSConnection(host, context=context)
    try:
        while json.loads(post(connection, session=session) or "{}").get("session"):
            pass
    except (OSError, ValueError, http.client.HTTPException):
        pass
keys = http.client.HTTPSConnection(host, context=context)
session = json.loads(post(keys, rooturl=f"https://{host}/"))["session"]
threading.Thread(target=read, daemon=True).start()
for line in lines:
    for key in line + "\\r":
        post(keys, session=session, keys=key.encode().hex().upper())
        time.sleep(chance.uniform(0.04, 0.25))
    time.sleep(chance.uniform(0.3, 1.5))
"""
LINES = ("id", "ls /bin", "cat /etc/passwd", "free", "w", "echo one two three", "seq 1 40", "df -h")


def run(lab, variant):
    hosts = [lab.host("plain"), lab.host()]
    lab.serve("shellinaboxd", "-p", "8443", "--localhost-only", "-t", "-s", "/:nobody:nogroup:/tmp:/bin/bash --norc", "-q", wait="tcp:8443")
    behind_haproxy(lab, *hosts, port=8443, alpn="http/1.1")
    lab.capture()
    for host in hosts:
        lab.label(host, "https/h1", "shellinabox, typed or read", must=["tls", host.name])
    people = [python(lab, CLIENT, lab.ca, host, seed(lab), *lab.random.sample(LINES, 4),
                     start=True) for host in hosts for _ in range(2)]
    for person in people:
        lab.finish(person, timeout=60)
