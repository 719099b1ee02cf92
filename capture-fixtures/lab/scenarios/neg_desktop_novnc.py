"""A desktop in a browser: noVNC in Chromium by websockify to a display on which something moves: pictures down, pointer and keys up."""
from lab.apps import stay

NEEDS = ["websockify", "Xvnc", "/usr/share/novnc", "chromium", "certutil"]
SET = "test"
VARIANTS = ["path=near", "path=slow"]
MOVER = "<body onload=\"setInterval(() => document.body.style.background = '#' + Math.random().toString(16).slice(2, 8), 700)\">" + \
    "<script>setInterval(() => document.body.append('word '), 90)</script>"


def run(lab, variant):
    host, display = lab.host(), f":{lab.random.randint(1000, 30000)}"
    lab.serve("Xvnc", display, "-SecurityTypes", "None", "-localhost", "-geometry", "640x480", "-rfbport", "5907", "-nolisten", "unix", wait="tcp:5907")
    page = lab.write("mover.html", MOVER)
    lab.serve("chromium", "--no-sandbox", "--disable-gpu", "--no-first-run", f"--user-data-dir={lab.path('desk')}", page,
              env={"DISPLAY": display, "HOME": lab.path("desk")}, seconds=4)
    lab.serve("websockify", "--web", "/usr/share/novnc", "--cert", host.certificate, "--key", host.key, "--ssl-only",
              f"{host.address}:443", "127.0.0.1:5907", wait="tcp:443")
    lab.capture()
    lab.label(host, "https/h1", "noVNC: its page, or a desktop in a web socket", must=["tls"])
    for visit in range(2):
        stay(lab, f"https://{host}/vnc_lite.html", lab.random.uniform(8, 11), home=f"home{visit}")
