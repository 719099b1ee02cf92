"""Old protocols in the clear on port 443: a terminal by telnet, a cache asked by an application, log lines of a program."""
from lab.others import script, session

NEEDS = ["/usr/sbin/telnetd", "telnet", "socat", "memcached", "logger", "rsyslogd"]
SET = "test"
VARIANTS = ["path=near", "ip=6"]
CACHE = """
import random, socket, sys, time
chance = random.Random(sys.argv[2])
with socket.create_connection((sys.argv[1], 443)) as connection:
    answers = connection.makefile("rb")
    for n in range(chance.randint(5, 60)):
        key = "k%d" % chance.randint(0, 9)
        if chance.random() < 0.4:
            value = chance.randbytes(chance.randint(4, 3000)).hex()
            connection.sendall(f"set {key} 0 0 {len(value)}\\r\\n{value}\\r\\n".encode())
            answers.readline()
        else:
            connection.sendall(f"get {key}\\r\\n".encode())
            while answers.readline() != b"END\\r\\n":
                pass
        time.sleep(chance.random() * 0.1)
"""


def run(lab, variant):
    terminal, cache, log = (lab.host(certificate=False) for _ in range(3))
    listen = "TCP6-LISTEN" if terminal.v6 else "TCP4-LISTEN"
    lab.serve("socat", f"{listen}:443,bind={terminal.listen},fork,reuseaddr", "EXEC:/usr/sbin/telnetd -E /bin/sh,nofork",
              wait=f"tcp:443:{terminal.listen}")
    lab.serve("memcached", "-u", "root", "-l", f"{cache.listen}:443", "-U", "0", wait=f"tcp:443:{cache.listen}")
    config = f'module(load="imtcp")\ninput(type="imtcp" port="443" address="{log.address}")\n*.* {lab.temp}/all.log\n'
    lab.serve("rsyslogd", "-n", "-f", lab.write("rsyslog.conf", config), "-i", lab.path("rsyslog.pid"), wait=f"tcp:443:{log.listen}")
    lab.capture()
    for _ in range(2):
        lab.label(terminal, "other/telnet", "a shell, typed into", must=["s>\u00ff"])
        lab.type_into("telnet", terminal.address, "443", lines=session(lab), pause=(0.2, 0.6), ok=False)
        lab.label(cache, "other/memcached", "an application's cache")
        script(lab, CACHE, cache.address, lab.random.random(), name="cache", at="client")
        lab.label(log, "other/syslog", "lines in the clear", must=["c><"])
        lines = [f"{lab.world.word()} {n} {lab.random.randbytes(lab.random.randint(5, 80)).hex()}\n"
                 for n in range(lab.random.randint(5, 25))]
        lab.type_into("logger", "-n", log.address, "-P", "443", "-T", lines=lines, pause=(0.02, 0.2))
