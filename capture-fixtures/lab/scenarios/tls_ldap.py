"""OpenLDAP on port 443, inside TLS and in the clear with StartTLS: entries put there, searches, a wrong password."""
from lab.tools import sh

NEEDS = ["slapd", "slapadd", "ldapsearch", "ldapadd"]
SET = "test"
VARIANTS = ["path=near", "ip=6"]


def run(lab, variant):
    direct, later = lab.host(), lab.host()
    base = f"dc={lab.world.word()},dc=example"
    for host, scheme in ((direct, "ldaps"), (later, "ldap")):
        serve(lab, host, base, scheme)
    lab.capture()
    for _ in range(2):
        for host, scheme, verdict, must in ((direct, "ldaps", "other/tls", ["tls"]),
                                            (later, "ldap", "other/ldap", ["c>0\x1d\x02\x01\x01w"])):
            use(lab, base, [f"-H", f"{scheme}://{host}:443", *(["-ZZ"] if scheme == "ldap" else [])], lambda notes: lab.label(
                host, verdict, f"LDAP{', StartTLS' if scheme == 'ldap' else ''}: {notes}", must=must))
    lab.label(later, "other/ldap", "LDAP in the clear", must=["c>0"])
    lab.client("ldapsearch", "-H", f"ldap://{later}:443", "-x", "-LLL", "-b", base)


def serve(lab, host, base, scheme):
    folder = lab.temp / f"db-{host}"
    folder.mkdir()
    config = lab.write(f"slapd-{host}.conf", f"""include /etc/ldap/schema/core.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile {folder}/pid
TLSCertificateFile {host.certificate}
TLSCertificateKeyFile {host.key}
TLSCACertificateFile {lab.ca}
database mdb
suffix "{base}"
rootdn "cn=admin,{base}"
rootpw secret
directory {folder}
""")
    sh("slapadd", "-f", config, "-l",
       lab.write("base.ldif", f"dn: {base}\nobjectClass: dcObject\nobjectClass: organization\no: lab\ndc: {base[3:].split(',')[0]}\n"))
    lab.serve("slapd", "-d", "0", "-f", config, "-h", f"{scheme}://{host.listen}:443", wait=f"tcp:443:{host.listen}")


def use(lab, base, server, label):
    trust = {"LDAPTLS_CACERT": lab.ca}
    admin = ["-x", "-D", f"cn=admin,{base}", "-w", "secret"]
    people = [f"dn: cn={lab.world.word()}{n},{base}\nobjectClass: person\ncn: x\nsn: {lab.random.randbytes(20).hex()}\n"
              for n in range(lab.random.randint(3, 40))]
    label("entries put there")
    lab.client("ldapadd", *server, *admin, "-c", env=trust, stdin="\n".join(people).encode(), ok=False)
    label("a search")
    lab.client("ldapsearch", *server, "-x", "-LLL", "-b", base, env=trust)
    label("a wrong password")
    lab.client("ldapsearch", *server, "-x", "-D", f"cn=admin,{base}", "-w", "wrong", "-b", base, env=trust, ok=False)
