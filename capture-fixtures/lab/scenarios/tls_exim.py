"""Exim on port 443, SMTP inside TLS from the first byte and after STARTTLS: letters handed in by msmtp, swaks, curl, and one refused."""
from lab.servers import curl

NEEDS = ["exim4", "msmtp", "swaks", "/usr/lib/x86_64-linux-gnu/perl5/5.36/Net/SSLeay.pm", "curl"]
SET = "test"
VARIANTS = ["tls=1.3 path=near", "tls=1.2 path=far"]
CONFIG = """
spool_directory = LAB/spool
log_file_path = LAB/spool/%slog
keep_environment =
exim_path = /usr/sbin/exim4
primary_hostname = NAME
local_interfaces = <; ADDRESS
daemon_smtp_ports = 443
PORTS
tls_certificate = CERT
tls_privatekey = KEY
tls_advertise_hosts = *
host_lookup =
rfc1413_query_timeout = 0s
queue_only = true
pid_file_path = LAB/spool/NAME.pid
acl_smtp_rcpt = check
acl_smtp_data = accept
begin acl
check:
  deny local_parts = nobody
  accept
begin routers
away:
  driver = redirect
  data = :blackhole:
"""


def run(lab, variant):
    direct, later = lab.host(), lab.host()
    (lab.temp / "spool").mkdir()
    (lab.temp / "spool").chmod(0o777)
    for host, ports in ((direct, "tls_on_connect_ports = 443"), (later, "")):
        config = CONFIG.replace("LAB", str(lab.temp)).replace("NAME", host.name).replace("ADDRESS", host.address).replace("PORTS", ports)
        path = lab.write(f"exim-{host}.conf", config.replace("CERT", host.certificate).replace("KEY", host.key))
        lab.serve("exim4", "-C", path, "-bdf", wait=f"tcp:443:{host.listen}")
    lab.capture()
    for n in range(2):
        send(lab, variant, direct, "other/tls", ("--tls-on-connect",), ["tls"], "SMTP inside TLS")
        send(lab, variant, later, "other/smtp", ("--tls",), ["s>220", "c>EHLO", "tls"], "SMTP, STARTTLS")
    lab.label(later, "other/smtp", "SMTP in the clear", must=["s>220", "c>EHLO"])
    lab.client("swaks", "--server", later.name, "--port", "443", "--to", f"a@{later}", "--body", "x" * lab.random.randint(10, 3000))


def letter(lab):
    body = "\r\n".join(lab.random.randbytes(30).hex() for _ in range(lab.random.randint(5, 1500)))
    return lab.write("letter.eml", f"From: me@example\r\nTo: you@example\r\nSubject: x\r\n\r\n{body}\r\n")


def send(lab, variant, host, verdict, swaks, must, notes):
    lab.label(host, verdict, f"{notes}, msmtp", must=must)
    version = "NORMAL:-VERS-TLS-ALL:+VERS-TLS" + variant.tls
    lab.client("msmtp", "-C", "/dev/null", f"--host={host}", "--port=443", "--tls=on",
               f"--tls-starttls={'off' if verdict == 'other/tls' else 'on'}",
               f"--tls-trust-file={lab.ca}", f"--tls-priorities={version}", "--from=me@example", f"someone@{host}",
               stdin=open(letter(lab), "rb").read())
    lab.label(host, verdict, f"{notes}, swaks", must=must)
    lab.client("swaks", "--server", host.name, "--port", "443", *swaks, "--tls-protocol", "tlsv" + variant.tls.replace(".", "_"),
               "--to", f"b@{host}", "--body", "@" + letter(lab))
    lab.label(host, verdict, f"{notes}, swaks, nobody of that name", must=must)
    lab.client("swaks", "--server", host.name, "--port", "443", *swaks, "--to", f"nobody@{host}", ok=False)
    lab.label(host, verdict, f"{notes}, curl", must=must)
    scheme = "smtps" if verdict == "other/tls" else "smtp"
    curl(lab, "--ssl-reqd", "--tls-max", variant.tls, "--mail-from", "me@example", "--mail-rcpt", f"c@{host}", "-T", letter(lab),
         f"{scheme}://{host}:443/{host}")
