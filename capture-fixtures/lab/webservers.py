"""Web servers besides nginx: each takes hosts made by lab.host, gives each its site, and listens on the addresses of all."""
from pathlib import Path

from lab.servers import site
from lab.tools import CACHE, sh

PROGRAMS = Path(__file__).with_name("programs")
APACHE_MODULES = "mpm_event filter authz_core mime dir alias env deflate setenvif ssl http2 socache_shmcb".split()
TYPES = {"html": "text/html", "css": "text/css", "js": "application/javascript", "png": "image/png", "json": "application/json"}


def sites(lab, hosts):
    for host in hosts:
        if not (lab.temp / "www" / host.name).exists():
            site(lab, host)


def listens(hosts, form="{}:443"):
    """Every address of every host, with the host."""
    return [(form.format(address), host) for host in hosts for address in (host.v4, host.v6 and f"[{host.v6}]") if address]


def combined(lab, host):
    """Key and chain in one file, as haproxy, hitch and lighttpd want it."""
    return lab.write(f"{host}.combined", Path(host.key).read_text() + Path(host.certificate).read_text())


def backend(lab, *hosts, port=8080):
    """An nginx without TLS behind a server that ends it, not seen by the capture."""
    sites(lab, hosts)
    servers = "".join(f"server {{ listen 127.0.0.1:{port}; server_name {host}; root {lab.path('www/' + host.name)}; }}\n"
                      for host in hosts)
    types = "; ".join(f"{kind} {ending}" for ending, kind in TYPES.items())
    config = (f"daemon off; pid LAB/backend.pid; error_log LAB/backend.err; worker_processes 1; user root;\nevents {{}}\nhttp {{\n"
              f"access_log off; types {{ {types}; }} client_body_temp_path LAB/b1; proxy_temp_path LAB/b2; fastcgi_temp_path LAB/b3;\n"
              f"uwsgi_temp_path LAB/b4; scgi_temp_path LAB/b5; client_max_body_size 50m;\n{servers}}}\n")
    return lab.serve("nginx", "-c", lab.write("backend.conf", config.replace("LAB/", f"{lab.temp}/")), wait=f"tcp:{port}")


def apache(lab, *hosts, settings="", modules=()):
    sites(lab, hosts)
    loads = "".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n" for name in (*APACHE_MODULES, *modules))
    types = "".join(f"AddType {kind} .{ending}\n" for ending, kind in TYPES.items())
    virtual = "".join(f"<VirtualHost {address}>\nServerName {host}\nDocumentRoot {lab.path('www/' + host.name)}\nProtocols h2 http/1.1\n"
                      f"SSLEngine on\nSSLCertificateFile {host.certificate}\nSSLCertificateKeyFile {host.key}\n{settings}\n</VirtualHost>\n"
                      for address, host in listens(hosts))
    config = (f"ServerRoot {lab.temp}\nDefaultRuntimeDir {lab.temp}\nPidFile {lab.path('apache.pid')}\nErrorLog {lab.path('apache.err')}\n"
              f"ServerName localhost\nTypesConfig /dev/null\nUser www-data\nGroup www-data\n{loads}{types}"
              f"SSLSessionCache shmcb:{lab.path('cache')}(512000)\n"
              f"DirectoryIndex index.html\nAddOutputFilterByType DEFLATE text/html text/css\n"
              f"<Directory {lab.temp}>\nRequire all granted\n</Directory>\nListen 443\n{virtual}")
    return lab.serve("apache2", "-D", "FOREGROUND", "-f", lab.write("apache.conf", config), wait="tcp:443")


def lighttpd(lab, *hosts, settings="", modules=()):
    sites(lab, hosts)
    types = ", ".join(f'".{ending}" => "{kind}"' for ending, kind in TYPES.items())
    sockets = "".join(f'$SERVER["socket"] == "{address}" {{ ssl.engine = "enable" ssl.pemfile = "{combined(lab, host)}"\n'
                      f'server.document-root = "{lab.path("www/" + host.name)}"\n{settings} }}\n' for address, host in listens(hosts))
    loads = ", ".join(f'"{name}"' for name in ("mod_openssl", "mod_dirlisting", *modules))
    config = (f'server.modules = ({loads})\nserver.document-root = "{lab.temp}/www"\nserver.bind = "127.0.0.1"\n'
              f'server.port = 8081\nindex-file.names = ("index.html")\n'
              f'mimetype.assign = ({types}, "" => "application/octet-stream")\nserver.pid-file = "{lab.temp}/lighttpd.pid"\n{sockets}')
    return lab.serve("lighttpd", "-D", "-f", lab.write("lighttpd.conf", config), wait="tcp:443")


def haproxy(lab, *hosts, tuning="", bind=""):
    """haproxy ends TLS in front of backend()."""
    backend(lab, *hosts)
    binds = "".join(f" bind {address} ssl crt {combined(lab, host)} alpn h2,http/1.1 {bind}\n" for address, host in listens(hosts))
    config = (f"global\n{tuning}\ndefaults\n mode http\n timeout connect 3s\n timeout client 50s\n timeout server 50s\n"
              f"frontend web\n{binds.replace('[', '').replace(']', '')} default_backend plain\nbackend plain\n server one 127.0.0.1:8080\n")
    return lab.serve("haproxy", "-f", lab.write("haproxy.cfg", config), wait="tcp:443")


def hitch(lab, *hosts, settings=""):
    """hitch ends TLS in front of backend()."""
    backend(lab, *hosts)
    fronts = "".join(f'frontend = {{\n host = "{address.strip("[]")}"\n port = "443"\n pem-file = "{combined(lab, host)}"\n}}\n'
                     for address, host in listens(hosts, "{}"))
    config = f'{fronts}backend = "[127.0.0.1]:8080"\nworkers = 1\ndaemon = off\nuser = "root"\n{settings}\n'
    return lab.serve("hitch", "--config", lab.write("hitch.conf", config), wait="tcp:443")


def nghttpx(lab, *hosts, options=()):
    """nghttpx ends TLS in front of backend()."""
    backend(lab, *hosts)
    fronts = [f"--frontend={address.strip('[]')},443" for address, _ in listens(hosts, "{}")]
    others = [f"--subcert={host.key}:{host.certificate}" for host in hosts[1:]]
    logs = (f"--errorlog-file={lab.path('nghttpx.err')}", "--accesslog-file=/dev/null")
    return lab.serve("nghttpx", "--conf=/dev/null", *fronts, "--backend=127.0.0.1,8080", "--workers=1", *logs, *options,
                     *others, hosts[0].key, hosts[0].certificate, wait="tcp:443")


def h2o(lab, *hosts):
    sites(lab, hosts)
    blocks = "".join(f'  "{host}":\n    listen:\n      host: "{address.strip("[]")}"\n      port: 443\n      ssl:\n'
                     f'        certificate-file: {host.certificate}\n        key-file: {host.key}\n'
                     f'    paths:\n      /:\n        file.dir: {lab.path("www/" + host.name)}\n' for address, host in listens(hosts, "{}"))
    config = f"user: root\nnum-threads: 1\nerror-log: {lab.path('h2o.err')}\npid-file: {lab.path('h2o.pid')}\nhosts:\n{blocks}"
    return lab.serve("h2o", "-m", "worker", "-c", lab.write("h2o.yaml", config), wait="tcp:443")


def java(program, *arguments, jars=None, options=()):
    """The command of a Java program of programs/, without a build."""
    path = ["-cp", f"{CACHE}/jars/{jars}/*"] if jars else []
    return ["java", "-Xmx256m", "-XX:TieredStopAtLevel=1", *options, *path, str(PROGRAMS / program), *arguments]


def trust_store(lab):
    """The run's authority for Java programs."""
    store = lab.path("trust.p12")
    sh("keytool", "-importcert", "-noprompt", "-file", lab.ca, "-alias", "lab", "-storetype", "PKCS12", "-keystore", store,
       "-storepass", "changeit")
    return [f"-Djavax.net.ssl.trustStore={store}", "-Djavax.net.ssl.trustStorePassword=changeit", "-Djavax.net.ssl.trustStoreType=PKCS12"]


def key_store(lab, host):
    """A host's key and chain for Java programs."""
    store = lab.path(f"{host}.p12")
    sh("openssl", "pkcs12", "-export", "-in", host.certificate, "-inkey", host.key, "-out", store, "-passout", "pass:changeit",
       "-name", "server")
    return [f"-Djavax.net.ssl.keyStore={store}", "-Djavax.net.ssl.keyStorePassword=changeit", "-Djavax.net.ssl.keyStoreType=PKCS12"]
