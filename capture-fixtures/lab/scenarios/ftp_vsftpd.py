"""vsftpd's control connection on port 443: inside TLS from the first byte, after AUTH TLS, and in the clear; data flow elsewhere."""
from lab.servers import curl

NEEDS = ["vsftpd", "curl", "lftp"]
SET = "tune"
VARIANTS = ["path=near", "ip=6"]
FIXTURES = {"ftps": ("fixture=short", "FTP on port 443: inside TLS from the first byte, and TLS after AUTH TLS.")}
CONFIG = """listen=FOUR
listen_ipv6=SIX
listen_addressWHICH=ADDRESS
listen_port=443
background=NO
anonymous_enable=YES
anon_root=LAB/ftp
ftp_username=daemon
secure_chroot_dir=LAB/empty
seccomp_sandbox=NO
ssl_enable=YES
allow_anon_ssl=YES
force_local_data_ssl=NO
force_local_logins_ssl=NO
ssl_ciphers=HIGH
require_ssl_reuse=NO
implicit_ssl=IMPLICIT
rsa_cert_file=CERT
rsa_private_key_file=KEY
connect_from_port_20=NO
xferlog_enable=NO
"""


def run(lab, variant):
    implicit, explicit = lab.host(), lab.host()
    (lab.temp / "empty").mkdir()
    folder = lab.temp / "ftp" / "pub"
    folder.mkdir(parents=True)
    for n in range(6):
        (folder / f"file{n}").write_bytes(lab.random.randbytes(lab.random.randint(300, 90_000)))
    for host, flag in ((implicit, "YES"), (explicit, "NO")):
        six = host.v6 is not None
        words = {"FOUR": "NO" if six else "YES", "SIX": "YES" if six else "NO", "WHICH": "6" if six else "", "ADDRESS": host.address,
                 "LAB": str(lab.temp), "IMPLICIT": flag, "CERT": host.certificate, "KEY": host.key}
        config = CONFIG
        for word, value in words.items():
            config = config.replace(word, value)
        lab.serve("vsftpd", lab.write(f"vsftpd-{host}.conf", config), wait=f"tcp:443:{host.listen}")
    lab.capture()
    for host, scheme, verdict, must in ((implicit, "ftps", "other/tls", ["tls"]), (explicit, "ftp", "other/ftp", ["s>220", "c>AUTH"])):
        lab.label(host, verdict, f"FTP, {'inside TLS' if scheme == 'ftps' else 'TLS after AUTH'}: a file by curl", must=must)
        curl(lab, "--ssl-reqd", f"{scheme}://{host}:443/pub/file1")
        if variant.fixture:
            continue
        lab.label(host, verdict, f"FTP, {'inside TLS' if scheme == 'ftps' else 'TLS after AUTH'}: all by lftp, and a look around",
                  must=must[:1])
        for _ in range(2):
            commands = [f"set ssl:ca-file {lab.ca}; set ftp:ssl-force yes; open {scheme}://{host}:443\n", "ls pub\n", "mirror pub here\n",
                        "cat pub/file2 > /dev/null\n", "bye\n"]
            lab.type_into("lftp", "--norc", lines=commands, pause=(0.2, 0.8), ok=False)
        lab.label(host, verdict, f"FTP, {'inside TLS' if scheme == 'ftps' else 'TLS after AUTH'}: the list by curl", must=must)
        curl(lab, "--ssl-reqd", f"{scheme}://{host}:443/pub/")
    if not variant.fixture:
        lab.label(explicit, "other/ftp", "FTP in the clear", must=["s>220", "c>USER"])
        curl(lab, f"ftp://{explicit}:443/pub/file3")
