"""PostgreSQL on port 443: a request for TLS before the ClientHello, queries by hand and by an application, a dump, no TLS."""
import os

from lab.others import any_port
from lab.tools import sh

HOME = "/usr/lib/postgresql/15/bin"
NEEDS = [f"{HOME}/postgres", f"{HOME}/initdb", "psql", "pg_dump", f"{HOME}/pgbench", "runuser"]
SET = "tune"
VARIANTS = ["tls=1.3 path=near", "tls=1.2 ip=6"]
FIXTURES = {"postgres": ("fixture=short", "PostgreSQL on port 443: SSLRequest, S, then TLS 1.3; and a session in the clear.")}
REQUEST = "c>\0\0\0\x08\x04\xd2\x16\x2f"


def run(lab, variant):
    host = lab.host()
    serve(lab, host, variant.tls or "1.3")
    lab.capture()
    where = f"host={host} port=443 user=postgres dbname=postgres sslrootcert={lab.ca} "
    tls = where + "sslmode=verify-full"
    lab.label(host, "other/postgresql", "SSLRequest, then TLS: one query", must=[REQUEST, "s>S", "tls"])
    lab.client("psql", tls, "-c", "create table t as select n, md5(n::text) from generate_series(1, 900) n")
    lab.label(host, "other/postgresql", "in the clear", must=["s>R\0\0\0\x08"])
    lab.client("psql", where + "sslmode=disable", "-c", "select count(*) from t")
    if variant.fixture:
        return
    lab.label(host, "other/postgresql", "SSLRequest, then TLS: queries typed", must=[REQUEST, "s>S", "tls"])
    lines = [f"select * from t limit {lab.random.randint(1, 300)};\n" for _ in range(lab.random.randint(4, 8))]
    lab.type_into("psql", tls, lines=lines, pause=(0.2, 0.9))
    lab.label(host, "other/postgresql", "SSLRequest, then TLS: a dump", must=[REQUEST, "s>S", "tls"])
    lab.client("pg_dump", "-d", tls)
    lab.label(host, "other/postgresql", "SSLRequest, then TLS: an application's small statements", must=[REQUEST, "s>S", "tls"])
    application = {"PGSSLMODE": "require"}
    lab.client(f"{HOME}/pgbench", "-h", host, "-p", "443", "-U", "postgres", "-i", "-q", "postgres", env=application)
    lab.client(f"{HOME}/pgbench", "-h", host, "-p", "443", "-U", "postgres", "-c", "2", "-t", "15", "-S", "postgres", env=application)


def serve(lab, host, version):
    """Not as root, which it refuses."""
    data = lab.temp / "pg"
    data.mkdir()
    for name, source in (("server.crt", host.certificate), ("server.key", host.key)):
        lab.write(name, open(source).read())
        sh("chown", "postgres", data, lab.path(name))
    os.chmod(lab.path("server.key"), 0o600)
    any_port(lab)
    lab.client("runuser", "-u", "postgres", "--", f"{HOME}/initdb", "-D", data, "-A", "trust", "--no-sync", at="server", timeout=60)
    (data / "pg_hba.conf").write_text("host all all all trust\n")
    settings = {"port": 443, "listen_addresses": host.address, "ssl": "on", "ssl_cert_file": lab.path("server.crt"),
                "ssl_key_file": lab.path("server.key"),
                "ssl_min_protocol_version": f"TLSv{version}", "ssl_max_protocol_version": f"TLSv{version}", "unix_socket_directories": "",
                "fsync": "off"}
    lab.serve("runuser", "-u", "postgres", "--", f"{HOME}/postgres", "-D", data,
              *(part for pair in settings.items() for part in ("-c", "{}={}".format(*pair))),
              wait=f"tcp:443:{host.listen}")
