"""Which package brings which program, and how to get them."""
import os
import shutil
import subprocess
from pathlib import Path

from lab.tools import CACHE, PROGRAMS, built, find

DEBIAN = {  # programs whose package has another name
    "/usr/bin/cargo": "cargo", "/usr/bin/python3": "python3", "/usr/lib/dovecot/imap": "dovecot-imapd",
    "/usr/lib/dovecot/pop3": "dovecot-pop3d", "/usr/lib/erlang/lib/ssl-10.8.7/ebin/ssl.app": "erlang-ssl",
    "/usr/lib/ipsec/plugins/libstrongswan-gcm.so": "libstrongswan-standard-plugins",
    "/usr/lib/ipsec/plugins/libstrongswan-kernel-libipsec.so": "libcharon-extra-plugins",
    "/usr/lib/postgresql/15/bin/initdb": "postgresql-15", "/usr/lib/postgresql/15/bin/pgbench": "postgresql-15",
    "/usr/lib/postgresql/15/bin/postgres": "postgresql-15", "/usr/lib/python3/dist-packages/aiohttp": "python3-aiohttp",
    "/usr/lib/python3/dist-packages/asyncssh": "python3-asyncssh", "/usr/lib/python3/dist-packages/dns": "python3-dnspython",
    "/usr/lib/python3/dist-packages/grpc": "python3-grpcio", "/usr/lib/python3/dist-packages/h2": "python3-h2",
    "/usr/lib/python3/dist-packages/httpx": "python3-httpx", "/usr/lib/python3/dist-packages/hypercorn": "python3-hypercorn",
    "/usr/lib/python3/dist-packages/pika": "python3-pika",
    "/usr/lib/python3/dist-packages/pycurl.cpython-311-x86_64-linux-gnu.so": "python3-pycurl",
    "/usr/lib/python3/dist-packages/websockets": "python3-websockets", "/usr/lib/rabbitmq/bin/rabbitmq-server": "rabbitmq-server",
    "/usr/lib/x86_64-linux-gnu/gio/modules/libgiognutls.so": "glib-networking",
    "/usr/lib/x86_64-linux-gnu/girepository-1.0/Soup-3.0.typelib": "gir1.2-soup-3.0",
    "/usr/lib/x86_64-linux-gnu/perl5/5.36/Net/SSLeay.pm": "libnet-ssleay-perl",
    "/usr/lib/x86_64-linux-gnu/rsyslog/lmnsd_gtls.so": "rsyslog-gnutls", "/usr/sbin/telnetd": "inetutils-telnetd",
    "/usr/share/cargo/registry/quinn-0.9.3": "librust-quinn-dev",
    "/usr/share/cargo/registry/trust-dns-resolver-0.22.0": "librust-trust-dns-resolver-dev",
    "/usr/share/gocode/src/github.com/lucas-clemente/quic-go": "golang-github-lucas-clemente-quic-go-dev", "/usr/share/novnc": "novnc",
    "Xvnc": "tigervnc-standalone-server", "ab": "apache2-utils", "apache2": "apache2", "apt-ftparchive": "apt-utils", "apt-get": "apt",
    "aria2c": "aria2", "certutil": "libnss3-tools", "coap-client-gnutls": "libcoap3-bin", "coap-server-gnutls": "libcoap3-bin",
    "danted": "dante-server", "dbclient": "dropbear-bin", "dig": "bind9-dnsutils", "dnsmasq": "dnsmasq-base", "dovecot": "dovecot-core",
    "dpkg-deb": "dpkg", "dropbear": "dropbear-bin", "dropbearkey": "dropbear-bin", "edge": "n2n", "editcap": "wireshark-common",
    "erl": "erlang-base", "erlc": "erlang-base", "etcd": "etcd-server", "etcdctl": "etcd-client", "exim4": "exim4-daemon-light",
    "firefox": "firefox-esr", "git": "git", "git-daemon": "git", "gnutls-cli": "gnutls-bin", "gnutls-serv": "gnutls-bin",
    "go": "golang-go", "gtlsclient": "ngtcp2-client", "gtlsserver": "ngtcp2-server", "gvpectrl": "gvpe", "h2load": "nghttp2-client",
    "htc": "httptunnel", "hts": "httptunnel", "influxd": "influxdb", "iodined": "iodine", "ip": "iproute2",
    "java": "openjdk-17-jdk-headless", "javac": "openjdk-17-jdk-headless", "kcptun-client": "kcptun", "kcptun-server": "kcptun",
    "kdig": "knot-dnsutils", "keypair": "quicktun", "keytool": "openjdk-17-jre-headless", "kresd": "knot-resolver",
    "ldapadd": "ldap-utils", "ldapsearch": "ldap-utils", "lighttpd": "lighttpd-mod-openssl", "logger": "bsdutils", "lsh": "lsh-client",
    "lsh-authorize": "lsh-utils", "lsh-keygen": "lsh-utils", "lsh-writekey": "lsh-utils", "lshd": "lsh-server",
    "lwp-request": "liblwp-protocol-https-perl", "mariadb": "mariadb-client", "mariadb-dump": "mariadb-client",
    "mariadb-install-db": "mariadb-server", "mariadbd": "mariadb-server", "mbsync": "isync", "mosquitto_pub": "mosquitto-clients",
    "mosquitto_sub": "mosquitto-clients", "mvn": "maven", "mysqlslap": "mariadb-client", "named": "bind9", "nebula-cert": "nebula",
    "nghttp": "nghttp2-client", "nghttpx": "nghttp2-proxy", "nginx": "nginx-light", "node": "nodejs", "obfs-local": "simple-obfs",
    "obfs-server": "simple-obfs", "ocpasswd": "ocserv", "pg_dump": "postgresql-client-15", "ping": "iputils-ping",
    "pk12util": "libnss3-tools", "plink": "putty-tools", "prosodyctl": "prosody", "pscp": "putty-tools", "psql": "postgresql-client-15",
    "puttygen": "putty-tools", "python3": "python3", "redis-benchmark": "redis-tools", "redis-cli": "redis-tools",
    "rsyslogd": "rsyslog", "runuser": "util-linux", "scp": "openssh-client", "script": "bsdutils", "sftp": "openssh-client",
    "shellinaboxd": "shellinabox", "sipp": "sip-tester", "slapadd": "slapd", "squid": "squid-openssl", "ss": "iproute2",
    "ss-local": "shadowsocks-libev", "ss-server": "shadowsocks-libev", "ss-v2ray-plugin": "shadowsocks-v2ray-plugin",
    "ssh": "openssh-client", "ssh-keygen": "openssh-client", "sshd": "openssh-server", "sslh-select": "sslh", "sstpc": "sstp-client",
    "stunnel": "stunnel4", "supernode": "n2n", "swanctl": "strongswan-swanctl", "telnet": "inetutils-telnet", "tincd": "tinc",
    "tor-gencert": "tor", "traffic_layout": "trafficserver", "traffic_server": "trafficserver",
    "transmission-create": "transmission-cli", "turnserver": "coturn", "turnutils_stunclient": "coturn", "turnutils_uclient": "coturn",
    "varnishd": "varnish", "vpnclient": "softether-vpnclient", "vpncmd": "softether-vpncmd", "vpnserver": "softether-vpnserver",
    "vtund": "vtun", "wg": "wireguard-tools", "xfreerdp": "freerdp2-x11", "xrdp-keygen": "xrdp", "xtigervncviewer": "tigervnc-viewer",
}
NPM = {  # "npm:NAME" -> version
    "npm:@grpc/grpc-js": "1.14.7", "npm:@parse/node-apn": "8.1.0", "npm:dohdec": "6.0.4", "npm:tangerine": "2.0.2",
    "npm:tweetnacl": "1.0.3", "npm:undici": "6.29.1", "npm:unleash-client": "6.12.1", "npm:werift": "0.19.9", "npm:ws": "8.23.0",
    "npm:wstunnel": "1.4.0", "npm:puppeteer-core": "24.8.2",
}
MAVEN = {  # "maven:NAME" -> group:artifact:version, copied with what they depend on into CACHE/jars/NAME
    "maven:bouncycastle-tls": ["org.bouncycastle:bctls-jdk18on:1.83", "org.apache.httpcomponents.client5:httpclient5:5.6.5"],
    "maven:dnsjava": ["dnsjava:dnsjava:3.6.3"], "maven:vertx": ["io.vertx:vertx-core:4.5.14"],
    "maven:opentelemetry": ["io.opentelemetry:opentelemetry-exporter-otlp:1.49.0", "io.opentelemetry:opentelemetry-sdk:1.49.0"],
    "maven:grpc": ["io.grpc:grpc-netty-shaded:1.76.0", "io.grpc:grpc-stub:1.76.0"], "maven:kwik": ["tech.kwik:flupke:0.9.4"],
    "maven:netty-quic": ["io.netty:netty-codec-http3:4.2.16.Final"], "maven:okhttp": ["com.squareup.okhttp3:okhttp:4.12.0"],
    "maven:okhttp-doh": ["com.squareup.okhttp3:okhttp:4.12.0", "com.squareup.okhttp3:okhttp-dnsoverhttps:4.12.0"],
}
BUILT = {  # "built:NAME" -> what its sources in programs/NAME need
    "dns-go": ["go", "/usr/share/gocode/src/github.com/lucas-clemente/quic-go"],
    "quic-go": ["go", "/usr/share/gocode/src/github.com/lucas-clemente/quic-go"],
    "quic-java": ["javac", "mvn", "maven:kwik", "maven:netty-quic"], "quinn": ["/usr/bin/cargo", "/usr/share/cargo/registry/quinn-0.9.3"],
    "trust-dns": ["/usr/bin/cargo", "/usr/share/cargo/registry/trust-dns-resolver-0.22.0"],
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
