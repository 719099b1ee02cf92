"""Browsers without a window."""
from lab.tools import sh


def trust(lab, home):
    """The run's authority in the NSS database that Chromium reads."""
    database = home / ".pki" / "nssdb"
    if not database.exists():
        database.mkdir(parents=True)
        sh("certutil", "-d", f"sql:{database}", "-N", "--empty-password")
        sh("certutil", "-d", f"sql:{database}", "-A", "-t", "C,,", "-n", "lab", "-i", lab.ca)


def chromium(lab, url, *flags, seconds=4, home="home"):
    """Loads a page, stays for some seconds, and returns the page as text."""
    home = lab.temp / home
    trust(lab, home)
    return lab.client("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
                      "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", f"--user-data-dir={home}/profile",
                      f"--timeout={seconds * 1000}", *flags, "--dump-dom", url, ok=False, timeout=seconds + 30, env={"HOME": str(home)})
