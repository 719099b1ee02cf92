"""HTTP without TLS on port 443: class other, whatever it carries."""
from lab.servers import curl, nginx

NEEDS = ["nginx", "curl", "wget"]
SET = "tune"
VARIANTS = ["path=near", "path=slow ip=6"]
FIXTURES = {"plain-http": ("fixture=small", "HTTP without TLS on port 443.")}


def run(lab, variant):
    host = lab.host()
    nginx(lab, host, settings="error_page 497 =200 /index.html;")
    lab.capture()
    lab.label(host, "other/http", "HTTP/1.1 in the clear", must=["http"])
    paths = [""] if variant.fixture else ["", "small.json", "a.css"]
    for path in paths:
        curl(lab, f"http://{host}:443/{path}")
        lab.pause(0.2, 1)
    if not variant.fixture:
        for _ in range(3):
            lab.client("wget", "-qO", "/dev/null", f"http://{host}:443/a.js", f"http://{host}:443/")
            curl(lab, "-X", "POST", "-d", "a" * lab.random.randint(10, 3000), f"http://{host}:443/form", ok=False)
