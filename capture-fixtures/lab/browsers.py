"""Browsers without a window, driven as people drive them."""
import json
from pathlib import Path

from lab.tools import sh

DRIVER = Path(__file__).with_name("programs") / "browse.js"
NEEDS = {browser: [browser, "certutil", "node", "npm:puppeteer-core"] for browser in ("chromium", "firefox")}
QUIET = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--disable-default-apps", "--disable-extensions",
         "--disable-domain-reliability", "--disable-breakpad", "--password-store=basic",
         "--host-resolver-rules=MAP *.googleapis.com ~NOTFOUND, MAP *.google.com ~NOTFOUND")
PREFERENCES = {  # of Firefox: nothing that asks its makers' hosts
    "app.normandy.enabled": False, "app.update.auto": False, "browser.newtabpage.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False, "browser.search.update": False, "browser.startup.page": 0,
    "browser.topsites.contile.enabled": False,
    "browser.region.network.url": "", "captivedetect.canonicalURL": "", "datareporting.healthreport.uploadEnabled": False,
    "datareporting.policy.dataSubmissionEnabled": False, "dom.push.connection.enabled": False, "extensions.getAddons.cache.enabled": False,
    "extensions.systemAddon.update.enabled": False, "extensions.update.enabled": False, "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False, "privacy.trackingprotection.enabled": False, "services.settings.server": "data:,",
    "toolkit.telemetry.enabled": False, "toolkit.telemetry.server": "data:,",
    "network.http.http3.disable_when_third_party_roots_found": False,
}


def trust(lab, database):
    """The run's authority in an NSS database."""
    if not database.exists():
        database.mkdir(parents=True)
        sh("certutil", "-d", f"sql:{database}", "-N", "--empty-password")
        sh("certutil", "-d", f"sql:{database}", "-A", "-t", "C,,", "-n", "lab", "-i", lab.ca)


def chromium(lab, url, *flags, seconds=4, home="home"):
    """Loads a page, stays for some seconds, and returns the page as text."""
    home = lab.temp / home
    trust(lab, home / ".pki" / "nssdb")
    return lab.client("chromium", *QUIET, f"--user-data-dir={home}/profile", f"--timeout={seconds * 1000}", *flags, "--dump-dom", url,
                      ok=False, timeout=seconds + 30, env={"HOME": str(home)})


def browse(lab, browser, visit, *flags, preferences=None, state=None, home="home", timeout=120):
    """
    Takes "chromium" or "firefox" through the steps of a pages.Visit. ``flags`` and ``state`` (its file "Local State") are Chromium's,
    ``preferences`` are Firefox's. The profile of ``home`` is kept: a second visit finds sessions and what was learnt of servers.
    """
    folder = lab.temp / home
    profile = folder / "profile"
    if browser == "chromium":
        trust(lab, folder / ".pki" / "nssdb")
        launch = {"executablePath": "/usr/bin/chromium", "ignoreDefaultArgs": True, "userDataDir": str(profile),
                  "args": [*QUIET, "--remote-debugging-port=0", f"--user-data-dir={profile}", *flags, "about:blank"]}
        if state and not (profile / "Local State").exists():
            profile.mkdir(parents=True)
            (profile / "Local State").write_text(json.dumps(state))
    else:
        trust(lab, profile)
        launch = {"browser": "firefox", "executablePath": "/usr/bin/firefox", "headless": True, "userDataDir": str(profile),
                  "extraPrefsFirefox": {**PREFERENCES, **(preferences or {})}}
    plan = lab.write(f"plan-{len(lab.commands)}.json", json.dumps({"launch": launch, "steps": visit.steps}))
    output = lab.client("node", DRIVER, plan, timeout=timeout, env={"HOME": str(folder), "MOZ_REMOTE_SETTINGS_DEVTOOLS": "1"})
    seen = json.loads(output.splitlines()[-1])
    if len(seen["problems"]) > len(seen["pages"]):
        raise RuntimeError(f"{browser} saw too few pages: {seen}")
    return seen
