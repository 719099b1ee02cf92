"""Dovecot on port 443, IMAP and POP3 inside TLS: the server speaks first, which no web server does. Read by curl, mbsync and hands."""
import os

from lab.others import s_client
from lab.servers import curl

NEEDS = ["dovecot", "/usr/lib/dovecot/imap", "/usr/lib/dovecot/pop3", "curl", "mbsync"]
SET = "tune"
VARIANTS = ["tls=1.3 path=near", "tls=1.2 ip=6"]
FIXTURES = {"mail-over-tls": ("tls=1.3 fixture=short",
                              "IMAP and POP3 inside TLS on port 443: the server speaks first, which no web server does.")}
CONFIG = """
base_dir = LAB/run
state_dir = LAB/run
log_path = LAB/dovecot.log
protocols = imap pop3
ssl = required
ssl_min_protocol = TLSv1.2
mail_location = maildir:LAB/mail
first_valid_uid = 1
passdb {
  driver = static
  args = nopassword=y
}
userdb {
  driver = static
  args = uid=65534 gid=65534 home=LAB/mail
}
service imap-login {
  inet_listener imap {
    port = 0
  }
  inet_listener imaps {
    address = IMAP
    port = 443
    ssl = yes
  }
}
service pop3-login {
  inet_listener pop3 {
    port = 0
  }
  inet_listener pop3s {
    address = POP
    port = 443
    ssl = yes
  }
}
"""


def run(lab, variant):
    imap, pop = lab.host(), lab.host()
    mailbox(lab)
    certificates = "".join(f"local {host.address} {{\n ssl_cert = <{host.certificate}\n ssl_key = <{host.key}\n}}\n"
                           for host in (imap, pop))
    config = CONFIG.replace("LAB", str(lab.temp)).replace("IMAP", imap.address).replace("POP", pop.address)
    default = f"ssl_cert = <{imap.certificate}\nssl_key = <{imap.key}\n"
    lab.serve("dovecot", "-F", "-c", lab.write("dovecot.conf", config + default + certificates), wait=f"tcp:443:{pop.listen}")
    lab.capture()
    if variant.fixture:
        return mail_fixture(lab, imap, pop)
    version = ["--tls-max", variant.tls, "-u", f"{lab.world.word()}:secret"]
    read_imap(lab, imap, version)
    lab.label(imap, "other/tls", "mbsync, all mail of an account", must=["tls"])
    lab.client("mbsync", "-c", mbsync(lab, imap, variant.tls), "-a", timeout=40)
    lab.label(pop, "other/tls", "POP3 by curl, the list", must=["tls"])
    curl(lab, *version, f"pop3s://{pop}:443/")
    lab.label(pop, "other/tls", "POP3 by curl, a message", must=["tls"])
    return curl(lab, *version, f"pop3s://{pop}:443/2")


def read_imap(lab, imap, version):
    lab.label(imap, "other/tls", "IMAP by hand, IDLE with DONE at the end", must=["tls"])
    protocol = "-tls1_2" if "1.2" in version else "-tls1_3"
    lines = ["a login user secret\r\n", "b select INBOX\r\n", "c fetch 1:5 (flags)\r\n", "d idle\r\n", *[""] * 3, "DONE\r\n",
             "e logout\r\n"]
    lab.type_into(*s_client(lab, imap, protocol), lines=lines, pause=(0.2, 0.8), ok=False)
    for what in ("", "INBOX;MAILINDEX=1", "INBOX;MAILINDEX=3"):
        lab.label(imap, "other/tls", f"IMAP by curl, {what or 'the folders'}", must=["tls"])
        curl(lab, *version, f"imaps://{imap}:443/{what}")
    lab.label(imap, "other/tls", "IMAP by curl, a search", must=["tls"])
    curl(lab, *version, f"imaps://{imap}:443/INBOX", "-X", "SEARCH NEW")
    lab.label(imap, "other/tls", "IMAP by curl, a message put there", must=["tls"])
    lab.write("new.eml", b"Subject: new\r\n\r\n" + lab.random.randbytes(lab.random.randint(2_000, 60_000)).hex().encode() + b"\r\n")
    curl(lab, *version, "-T", lab.path("new.eml"), f"imaps://{imap}:443/INBOX")


def mail_fixture(lab, imap, pop):
    for host, scheme in ((imap, "imaps"), (pop, "pop3s")):
        lab.label(host, "other/tls", scheme[:4].upper(), must=["tls", host.name])
        curl(lab, "-u", "user:secret", f"{scheme}://{host}:443/")


def mailbox(lab):
    for part in ("new", "cur", "tmp"):
        (lab.temp / "mail" / part).mkdir(parents=True)
    for n in range(lab.random.randint(6, 15)):
        body = "\n".join(lab.random.randbytes(30).hex() for _ in range(lab.random.randint(3, 900)))
        (lab.temp / "mail" / "new" / f"{1700000000 + n}.{n}.host").write_text(f"From: a@example\nTo: b@example\nSubject: {n}\n\n{body}\n")
    for path in [lab.temp / "mail", *(lab.temp / "mail").rglob("*")]:
        os.chown(path, 65534, 65534)


def mbsync(lab, host, version):
    (lab.temp / "kept").mkdir()
    return lab.write("mbsyncrc", f"""IMAPAccount a
Host {host}
Port 443
User user
Pass secret
SSLType IMAPS
SSLVersions TLSv{version}
CertificateFile {lab.ca}
AuthMechs LOGIN

IMAPStore far
Account a

MaildirStore near
Path {lab.temp}/kept/
Inbox {lab.temp}/kept/Inbox

Channel a
Far :far:
Near :near:
Patterns *
Create Near
SyncState *
""")
