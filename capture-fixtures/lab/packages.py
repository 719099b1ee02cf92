"""Which package brings which program, and how to get them."""
import os
import shutil
import subprocess
from pathlib import Path

from lab.tools import CACHE, find

DEBIAN = {  # programs whose package has another name
    "ip": "iproute2", "ss": "iproute2", "nginx": "nginx-light", "certutil": "libnss3-tools", "apache2": "apache2",
    "kdig": "knot-dnsutils", "dig": "bind9-dnsutils", "named": "bind9", "gtlsserver": "ngtcp2-server", "gtlsclient": "ngtcp2-client",
    "turnserver": "coturn", "turnutils_uclient": "coturn", "turnutils_stunclient": "coturn", "sshd": "openssh-server", "ssh": "openssh-client",
    "node": "nodejs", "java": "openjdk-17-jdk-headless", "firefox": "firefox-esr", "gnutls-cli": "gnutls-bin", "gnutls-serv": "gnutls-bin",
    "mosquitto_pub": "mosquitto-clients", "stunnel": "stunnel4", "ss-server": "shadowsocks-libev", "obfs-server": "simple-obfs", "wg": "wireguard-tools",
    "javac": "openjdk-17-jdk-headless", "keytool": "openjdk-17-jre-headless", "iodined": "iodine",
    "h2load": "nghttp2-client", "nghttp": "nghttp2-client", "nghttpx": "nghttp2-proxy", "kresd": "knot-resolver", "editcap": "wireshark-common",
    "python3": "python3", "mvn": "maven", "git": "git",
}
NPM = {      # "npm:NAME" -> version
    "npm:undici": "6.29.1", "npm:tweetnacl": "1.0.3",
}
MAVEN = {    # "maven:NAME" -> list of group:artifact:version, copied with what they depend on into CACHE/jars/NAME
    "maven:okhttp-doh": ["com.squareup.okhttp3:okhttp:4.12.0", "com.squareup.okhttp3:okhttp-dnsoverhttps:4.12.0"],
    "maven:kwik": ["tech.kwik:flupke:0.9.4"],
}
BASE = ("ip", "tcpdump", "tshark", "openssl", "ethtool", "unbound")


def install(scenarios):
    """Debian packages by apt-get, without starting services; npm and Maven packages into the cache folder."""
    needs = dict.fromkeys(need for scenario in scenarios for need in (*BASE, *scenario.needs) if not find(need))
    debian = sorted({DEBIAN.get(need, need) for need in needs if ":" not in need})
    if debian:
        with no_services():
            subprocess.run(["apt-get", "update", "-q"], check=True)
            subprocess.run(["apt-get", "install", "-qy", "--no-install-recommends", *debian], check=True,
                           env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
    for need in needs:
        if need.startswith("npm:"):
            CACHE.mkdir(parents=True, exist_ok=True)
            subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(CACHE), f"{need[4:]}@{NPM[need]}"], check=True)
        elif need.startswith("maven:"):
            maven(need, CACHE / "jars" / need[6:])
    lost = [need for need in needs if not find(need)]
    print("everything is there" if not lost else f"not found after the installation: {', '.join(lost)}")
    return not lost


def maven(need, folder):
    """A project that depends on the artifacts, so that Maven copies what they need too."""
    work = Path(str(folder) + ".work")
    work.mkdir(parents=True, exist_ok=True)
    dependencies = "".join("<dependency>" + "".join(f"<{tag}>{part}</{tag}>" for tag, part in zip(("groupId", "artifactId", "version", "classifier"), a.split(":")))
                           + "</dependency>" for a in MAVEN[need])
    (work / "pom.xml").write_text('<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>lab</groupId>'
                                  f"<artifactId>lab</artifactId><version>1</version><dependencies>{dependencies}</dependencies></project>")
    subprocess.run(["mvn", "-q", "-B", "-f", str(work / "pom.xml"), "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies",
                    "-DincludeScope=runtime", f"-DoutputDirectory={folder}"], check=True)
    shutil.rmtree(work)


class no_services:
    """Debian starts the services it installs unless this file forbids it; one that is there already stays."""
    policy = Path("/usr/sbin/policy-rc.d")

    def __enter__(self):
        self.made = not self.policy.exists()
        if self.made:
            self.policy.write_text("#!/bin/sh\nexit 101\n")
            self.policy.chmod(0o755)

    def __exit__(self, *_):
        if self.made:
            self.policy.unlink()
