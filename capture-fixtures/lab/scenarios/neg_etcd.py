"""A key-value store over gRPC: etcdctl puts, gets and watches a few bytes; a connection for every command, and watches that stay."""
NEEDS = ["etcd", "etcdctl"]
SET = "tune"
VARIANTS = ["path=near", "path=far ip=6"]


def run(lab, variant):
    hosts = [lab.host("plain"), lab.host()]
    for number, host in enumerate(hosts):
        at = host.v4 or f"[{host.v6}]"
        lab.serve("etcd", "--name", f"n{number}", "--data-dir", lab.path(f"data{number}"), "--listen-client-urls", f"https://{at}:443",
                  "--advertise-client-urls", f"https://{host}:443", "--listen-peer-urls", f"http://127.0.0.1:{2380 + number}",
                  "--initial-advertise-peer-urls", f"http://127.0.0.1:{2380 + number}", "--initial-cluster",
                  f"n{number}=http://127.0.0.1:{2380 + number}",
                  "--cert-file", host.certificate, "--key-file", host.key, wait=f"tcp:443:{at}", env={"ETCD_UNSUPPORTED_ARCH": ""})
    lab.capture()
    for host in hosts:
        lab.label(host, "https/h2", "etcdctl, a command or a watch", must=["tls", host.name])
    watches = [lab.start(*etcdctl(lab, host), "watch", "--prefix", "/jobs") for host in hosts for _ in range(2)]
    for _ in range(18):
        host, key = lab.random.choice(hosts), f"/jobs/{lab.random.randint(1, 40)}"
        commands = (["put", key, lab.random.randbytes(lab.random.randint(4, 150)).hex()], ["get", key], ["del", key],
                    ["lease", "grant", "60"], ["get", "--prefix", "/jobs", "--limit", "5"], ["endpoint", "status"])
        command = lab.random.choice(commands)
        lab.client(*etcdctl(lab, host), *command)
        lab.pause(0.02, 0.5)
    for watch in watches:
        watch.terminate()
        lab.finish(watch, ok=False)


def etcdctl(lab, host):
    return ["env", "ETCDCTL_API=3", "etcdctl", "--endpoints", f"https://{host}:443", "--cacert", lab.ca]
