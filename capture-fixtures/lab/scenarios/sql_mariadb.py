"""MariaDB on port 443: the server greets, TLS begins after it, or never: queries by hand, a dump, a wrong password."""

NEEDS = ["mariadbd", "mariadb-install-db", "mariadb", "mariadb-dump", "mysqlslap"]
SET = "tune"
VARIANTS = ["path=near", "ip=6"]


def run(lab, variant):
    host = lab.host()
    data = lab.path("mysql")
    lab.client("mariadb-install-db", "--no-defaults", "--user=root", f"--datadir={data}", "--auth-root-authentication-method=normal",
               "--skip-test-db",
               at="server", timeout=60)
    init = lab.write("init.sql", "CREATE USER 'app'@'%' IDENTIFIED BY 'secret';\nGRANT ALL ON *.* TO 'app'@'%';\nCREATE DATABASE shop;\n")
    lab.serve("mariadbd", "--no-defaults", "--user=root", f"--datadir={data}", "--port=443", f"--bind-address={host.address}",
              f"--socket={lab.path('sock')}",
              f"--pid-file={lab.path('pid')}", f"--ssl-cert={host.certificate}", f"--ssl-key={host.key}", f"--init-file={init}",
              "--skip-name-resolve",
              wait=f"tcp:443:{host.listen}")
    lab.capture()
    where = ["--no-defaults", "-h", host.name, "-P", "443", "-u", "app"]
    tls = [*where, "-psecret", f"--ssl-ca={lab.ca}", "--ssl-verify-server-cert"]
    lab.label(host, "other/mysql", "TLS after the greeting: a table made", must=["tls"])
    rows = ", ".join(f"({n}, '{lab.random.randbytes(60).hex()}')" for n in range(lab.random.randint(50, 900)))
    lab.client("mariadb", *tls, "shop", "-e", f"create table t (n int, v text); insert into t values {rows}")
    lab.label(host, "other/mysql", "TLS after the greeting: queries typed", must=["tls"])
    lines = [f"select * from t limit {lab.random.randint(1, 200)};\n" for _ in range(lab.random.randint(4, 9))]
    lab.type_into("mariadb", *tls, "-n", "shop", lines=lines, pause=(0.2, 0.9))
    lab.label(host, "other/mysql", "TLS after the greeting: a dump", must=["tls"])
    lab.client("mariadb-dump", *tls, "shop")
    lab.label(host, "other/mysql", "in the clear: one query")
    lab.client("mariadb", *where, "-psecret", "--skip-ssl", "shop", "-e", "select count(*) from t")
    lab.label(host, "other/mysql", "in the clear: a wrong password")
    lab.client("mariadb", *where, "-pwrong", "--skip-ssl", "-e", "select 1", ok=False)
    lab.label(host, "other/mysql", "in the clear: an application's small queries")
    lab.client("mysqlslap", *where, "-psecret", "--skip-ssl", "--create-schema=shop", "--query=select v from t limit 1", "--concurrency=2",
               "--number-of-queries=60", "--no-drop")
