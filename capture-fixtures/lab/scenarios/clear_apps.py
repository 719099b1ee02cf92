"""The contrast with other programs: wget and Python load pages, the names asked for in the clear on port 53, no encrypted DNS anywhere."""
from lab.servers import nginx, page

NEEDS = ["nginx", "wget", "python3"]
SET = "test"
VARIANTS = ["path=lossy ip=6"]
FETCH = """
import ssl, sys, urllib.request
context = ssl.create_default_context(cafile=sys.argv[1])
for url in sys.argv[2:]:
    urllib.request.urlopen(url, context=context).read()
"""


def run(lab, variant):
    hosts = [lab.host() for _ in range(5)]
    nginx(lab, *hosts, http2=False)
    lab.capture()
    for host in hosts:
        lab.label(host, "https/h1", "wget or Python, a page after its name was asked for in the clear", must=["tls"], optional=True)
    for _ in range(4):
        urls = page(lab, lab.random.choice(hosts)) + page(lab, lab.random.choice(hosts))[:3]
        if lab.random.random() < 0.5:
            lab.client("wget", "-q", f"--ca-certificate={lab.ca}", "-O", "/dev/null", *urls, timeout=40)
        else:
            lab.client("/usr/bin/python3", "-c", FETCH, lab.ca, *urls, timeout=40)
        lab.pause(0.5, 2)
