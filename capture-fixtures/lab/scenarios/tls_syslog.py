"""rsyslog sends its log lines to another on port 443 inside TLS: one side speaks, in bursts and single lines, for as long as it runs."""

NEEDS = ["rsyslogd", "/usr/lib/x86_64-linux-gnu/rsyslog/lmnsd_gtls.so", "logger"]
SET = "tune"
VARIANTS = ["path=near", "ip=6"]
BOTH = 'global(workDirectory="LAB" defaultNetstreamDriver="gtls" defaultNetstreamDriverCAFile="CA" FILES)\n'


def run(lab, variant):
    host = lab.host()
    own = f'defaultNetstreamDriverCertFile="{host.certificate}" defaultNetstreamDriverKeyFile="{host.key}"'
    common = BOTH.replace("LAB", str(lab.temp)).replace("CA\"", f"{lab.ca}\"", 1)
    receiver = common.replace("FILES",
                              own) + f"""module(load="imtcp" StreamDriver.Name="gtls" StreamDriver.Mode="1" StreamDriver.AuthMode="anon")
input(type="imtcp" port="443" address="{host.address}")
*.* {lab.temp}/all.log
"""
    lab.serve("rsyslogd", "-n", "-f", lab.write("receiver.conf", receiver), "-i", lab.path("receiver.pid"), wait=f"tcp:443:{host.listen}")
    lab.capture()
    for n in range(4):
        sender = common.replace("FILES", "") + f"""module(load="imuxsock" SysSock.Use="off")
input(type="imuxsock" Socket="{lab.temp}/log{n}")
*.* action(type="omfwd" target="{host}" port="443" protocol="tcp" StreamDriver="gtls" StreamDriverMode="1" StreamDriverAuthMode="x509/name"
 StreamDriverPermittedPeers="{host}")
"""
        lab.label(host, "other/tls", "syslog inside TLS", must=["tls"])
        process = lab.serve("rsyslogd", "-n", "-f", lab.write(f"sender{n}.conf", sender), "-i", lab.path(f"sender{n}.pid"), at="client")
        lines = [f"{lab.random.randbytes(lab.random.randint(5, 150)).hex()}\n" for _ in range(lab.random.choice((4, 30)))]
        lab.type_into("logger", "-u", lab.path(f"log{n}"), lines=lines, pause=(0.01, 0.25))
        lab.stop(process)
