"""Which package brings which program, and how to get them."""
import os
import shutil
import subprocess
from pathlib import Path

from lab.tools import CACHE, PROGRAMS, built, find

DEBIAN = {  # programs whose package has another name
    "ip": "iproute2", "ss": "iproute2", "nginx": "nginx-light", "certutil": "libnss3-tools", "apache2": "apache2",
    "kdig": "knot-dnsutils", "dig": "bind9-dnsutils", "named": "bind9", "gtlsserver": "ngtcp2-server", "gtlsclient": "ngtcp2-client",
    "turnserver": "coturn", "turnutils_uclient": "coturn", "turnutils_stunclient": "coturn", "sshd": "openssh-server", "ssh": "openssh-client",
    "node": "nodejs", "java": "openjdk-17-jdk-headless", "firefox": "firefox-esr", "gnutls-cli": "gnutls-bin", "gnutls-serv": "gnutls-bin",
    "mosquitto_pub": "mosquitto-clients", "stunnel": "stunnel4", "tincd": "tinc", "sstpc": "sstp-client", "vpnserver": "softether-vpnserver", "vpnclient": "softether-vpnclient",
    "vpncmd": "softether-vpncmd", "vtund": "vtun", "nebula-cert": "nebula", "ocpasswd": "ocserv", "ping": "iputils-ping",
    "ss-server": "shadowsocks-libev", "obfs-server": "simple-obfs", "wg": "wireguard-tools",
    "h2load": "nghttp2-client", "nghttp": "nghttp2-client", "nghttpx": "nghttp2-proxy", "kresd": "knot-resolver", "editcap": "wireshark-common",
    "mosquitto_pub": "mosquitto-clients", "stunnel": "stunnel4", "ss-server": "shadowsocks-libev", "obfs-server": "simple-obfs", "wg": "wireguard-tools",
    "h2load": "nghttp2-client", "nghttp": "nghttp2-client", "nghttpx": "nghttp2-proxy", "kresd": "knot-resolver", "pk12util": "libnss3-tools", "editcap": "wireshark-common",
    "python3": "python3", "mvn": "maven", "git": "git",
    "ab": "apache2-utils", "aria2c": "aria2", "lwp-request": "liblwp-protocol-https-perl",
    "lighttpd": "lighttpd-mod-openssl", "dpkg-deb": "dpkg", "apt-ftparchive": "apt-utils", "apt-get": "apt", "javac": "openjdk-17-jdk-headless",
    "keytool": "openjdk-17-jre-headless",
}
NPM = {}     # "npm:NAME" -> version
MAVEN = {    # "maven:NAME" -> list of group:artifact:version, copied with what they depend on into CACHE/jars/NAME
    "maven:okhttp": ["com.squareup.okhttp3:okhttp:4.12.0"],
    "maven:bouncycastle-tls": ["org.bouncycastle:bctls-jdk18on:1.83", "org.apache.httpcomponents.client5:httpclient5:5.6.5"],
    "python3": "python3", "mvn": "maven", "git": "git", "javac": "openjdk-17-jdk-headless", "go": "golang-go",
    "/usr/share/gocode/src/github.com/lucas-clemente/quic-go": "golang-github-lucas-clemente-quic-go-dev",
    "/usr/bin/cargo": "cargo", "/usr/share/cargo/registry/quinn-0.9.3": "librust-quinn-dev",
}
NPM = {}     # "npm:NAME" -> version
MAVEN = {    # "maven:NAME" -> list of group:artifact:version, copied with what they depend on into CACHE/jars/NAME
    "maven:kwik": ["tech.kwik:flupke:0.9.4"], "maven:netty-quic": ["io.netty:netty-codec-http3:4.2.16.Final"],
}
BUILT = {    # "built:NAME" -> what its sources in programs/NAME need
    "quic-java": ["javac", "mvn", "maven:kwik", "maven:netty-quic"],
    "quic-go": ["go", "/usr/share/gocode/src/github.com/lucas-clemente/quic-go"],
    "quinn": ["/usr/bin/cargo", "/usr/share/cargo/registry/quinn-0.9.3"],
}
    "ss-local": "shadowsocks-libev", "obfs-local": "simple-obfs", "ss-v2ray-plugin": "shadowsocks-v2ray-plugin", "squid": "squid-openssl",
    "danted": "dante-server", "hts": "httptunnel", "htc": "httptunnel", "dbclient": "dropbear-bin", "tor-gencert": "tor",
    "dropbearkey": "dropbear-bin",
}
NPM = {"npm:ws": "8.23.0", "npm:wstunnel": "1.4.0"}     # "npm:NAME" -> version
NPM = {"puppeteer-core": "24.8.2"}  # "npm:NAME" -> version
    "dropbear": "dropbear-bin", "dbclient": "dropbear-bin", "dropbearkey": "dropbear-bin", "plink": "putty-tools", "pscp": "putty-tools",
    "puttygen": "putty-tools", "sshd": "openssh-server", "scp": "openssh-client", "sftp": "openssh-client", "ssh-keygen": "openssh-client",
    "dovecot": "dovecot-core", "/usr/lib/dovecot/imap": "dovecot-imapd", "/usr/lib/dovecot/pop3": "dovecot-pop3d", "mbsync": "isync",
    "exim4": "exim4-daemon-light", "/usr/lib/x86_64-linux-gnu/perl5/5.36/Net/SSLeay.pm": "libnet-ssleay-perl",
    "mosquitto_sub": "mosquitto-clients", "redis-cli": "redis-tools", "redis-benchmark": "redis-tools", "slapadd": "slapd",
    "ldapsearch": "ldap-utils", "ldapadd": "ldap-utils", "psql": "postgresql-client-15", "pg_dump": "postgresql-client-15", "runuser": "util-linux",
    "/usr/lib/postgresql/15/bin/postgres": "postgresql-15", "/usr/lib/postgresql/15/bin/initdb": "postgresql-15",
    "/usr/lib/postgresql/15/bin/pgbench": "postgresql-15", "mariadbd": "mariadb-server", "mariadb-install-db": "mariadb-server",
    "mariadb": "mariadb-client", "mariadb-dump": "mariadb-client", "mysqlslap": "mariadb-client", "prosodyctl": "prosody",
    "coap-server-gnutls": "libcoap3-bin", "coap-client-gnutls": "libcoap3-bin", "sipp": "sip-tester", "git-daemon": "git", "rsyslogd": "rsyslog",
    "/usr/lib/x86_64-linux-gnu/rsyslog/lmnsd_gtls.so": "rsyslog-gnutls", "logger": "bsdutils", "/usr/sbin/telnetd": "inetutils-telnetd",
    "telnet": "inetutils-telnet", "Xvnc": "tigervnc-standalone-server", "xtigervncviewer": "tigervnc-viewer", "xfreerdp": "freerdp2-x11",
    "xrdp-keygen": "xrdp", "transmission-create": "transmission-cli", "aria2c": "aria2", "/usr/bin/python3": "python3", "python3": "python3", "mvn": "maven", "git": "git",
}
NPM = {"npm:werift": "0.19.9"}  # "npm:NAME" -> version
MAVEN = {}   # "maven:NAME" -> list of group:artifact:version, copied with what they depend on into CACHE/jars/NAME
    "python3": "python3", "mvn": "maven", "git": "git", "etcd": "etcd-server", "etcdctl": "etcd-client", "script": "bsdutils",
    "shellinaboxd": "shellinabox", "influxd": "influxdb", "Xvnc": "tigervnc-standalone-server", "/usr/share/novnc": "novnc",
    **{f"/usr/lib/python3/dist-packages/{name}": f"python3-{name}" for name in ("httpx", "h2", "hypercorn", "websockets", "aiohttp")},
    "/usr/lib/python3/dist-packages/grpc": "python3-grpcio",
}
NPM = {      # "npm:NAME" -> version
    "npm:ws": "8.23.0", "npm:undici": "6.29.1", "npm:@grpc/grpc-js": "1.14.7",
}
MAVEN = {    # "maven:NAME" -> list of group:artifact:version, copied with what they depend on into CACHE/jars/NAME
    "maven:okhttp": ["com.squareup.okhttp3:okhttp:4.12.0"],
    "maven:grpc": ["io.grpc:grpc-netty-shaded:1.76.0", "io.grpc:grpc-stub:1.76.0"],
}
BASE = ("ip", "tcpdump", "tshark", "openssl", "ethtool", "unbound")


def install(scenarios):
    """Debian packages by apt-get, without starting services; npm and Maven packages into the cache folder."""
    wanted = dict.fromkeys(need for scenario in scenarios for need in (*BASE, *scenario.needs))
    parts = dict.fromkeys(part for need in wanted if need.startswith("built:") and not find(need) for part in BUILT[need[6:]])
    needs = [need for need in (parts | wanted) if not there(need)]
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
    for need in needs:
        if need.startswith("built:"):
            build(PROGRAMS / need[6:], built(need[6:]))
    lost = [need for need in needs if not there(need)]
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


def there(need):
    return os.path.exists(need) if need.startswith("/") else find(need)


def build(source, target):
    """Java classes, or a program in Go or Rust, of Debian's compilers and libraries alone."""
    target.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "PATH": "/usr/bin:/bin"}
    if sources := sorted(source.glob("*.java")):
        jars = ":".join(f"{CACHE}/jars/{need[6:]}/*" for need in BUILT[source.name] if need.startswith("maven:"))
        command = ["javac", "-d", target, "-cp", jars, *sources]
    elif sources := sorted(source.glob("*.go")):
        command = ["go", "build", "-o", target / "peer", *sources]
        environment |= {"GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOCACHE": f"{target}.work"}
    else:
        command = ["cargo", "build", "--release", "--offline", "--manifest-path", f"{target}.source/Cargo.toml",
                   "--target-dir", f"{target}.work", "--config", 'source.crates-io.replace-with="debian"', "--config", 'source.debian.directory="/usr/share/cargo/registry"']
        shutil.copytree(source, f"{target}.source", dirs_exist_ok=True)  # Cargo writes its lock file beside the sources
    if subprocess.run(command, env=environment).returncode:
        shutil.rmtree(target)
    elif (program := Path(f"{target}.work/release/peer")).exists():
        shutil.copy(program, target)
    for rest in (f"{target}.work", f"{target}.source"):
        shutil.rmtree(rest, ignore_errors=True)


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
