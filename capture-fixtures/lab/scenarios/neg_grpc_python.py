"""gRPC of Python (the C core): health checks, small calls and streams both ways."""
from lab.apps import python, seed

NEEDS = ["python3", "/usr/lib/python3/dist-packages/grpc"]
SET = "test"
VARIANTS = ["path=near", "path=lossy ip=6"]
SERVER = """
import grpc, random, sys, time
from concurrent import futures
def talk(requests, context):
    for data in requests:
        yield random.randbytes(max(3, int(len(data) * random.uniform(0.4, 1.6))))
def get(data, context):
    time.sleep(random.uniform(0.001, 0.02))
    return random.randbytes(random.randint(40, 500))
class Service(grpc.GenericRpcHandler):
    def service(self, call):
        if call.method.endswith("Check"):
            return grpc.unary_unary_rpc_method_handler(lambda data, context: bytes([8, 1]))
        if call.method.endswith("Talk"):
            return grpc.stream_stream_rpc_method_handler(talk)
        return grpc.unary_unary_rpc_method_handler(get)
server = grpc.server(futures.ThreadPoolExecutor(40), [Service()], options=[("grpc.keepalive_time_ms", 3000), ("grpc.so_reuseport", 0)])
for address, certificate, key in zip(*[iter(sys.argv[1:])] * 3):
    server.add_secure_port(address + ":443", grpc.ssl_server_credentials([(open(key, "rb").read(), open(certificate, "rb").read())]))
server.start()
server.wait_for_termination()
"""
CLIENT = """
import grpc, random, sys, time
ca, host, kind, times, seed = sys.argv[1:]
chance = random.Random(int(seed))
channel = grpc.secure_channel(host + ":443", grpc.ssl_channel_credentials(open(ca, "rb").read()))
if kind == "talk":
    def said():
        for _ in range(int(times) * 4):
            yield chance.randbytes(chance.choice((12, 40, 90, 200, 1300, 1350)))
            time.sleep(chance.expovariate(12))
    for _ in channel.stream_stream("/lab.Items/Talk")(said()):
        pass
for _ in range(int(times)):
    if kind == "check":
        channel.unary_unary("/grpc.health.v1.Health/Check")(b"", timeout=20)
        time.sleep(0.8)
    elif kind == "get":
        questions = [chance.randbytes(chance.randint(16, 110)) for _ in range(chance.randint(1, 6))]
        waiting = [channel.unary_unary("/lab.Items/Get").future(question, timeout=20) for question in questions]
        for one in waiting:
            one.result()
        time.sleep(chance.uniform(0.05, 0.8))
channel.close()
"""


def run(lab, variant):
    kinds = {"check": "health checks", "get": "small calls", "talk": "both sides stream"}
    hosts = {kind: lab.host(lab.random.choice(("plain", "web"))) for kind in kinds}
    ends = [part for host in hosts.values() for part in (host.listen, host.certificate, host.key)]
    lab.serve("/usr/bin/python3", lab.write("server.py", SERVER), *ends, wait="tcp:443")
    lab.capture()
    for kind, host in hosts.items():
        lab.label(host, "https/h2", f"gRPC of Python, {kinds[kind]}", must=["tls", host.name])
    clients = [python(lab, CLIENT, lab.ca, host, kind, lab.random.randint(6, 12), seed(lab), start=True)
               for kind, host in [*hosts.items()] * 4]
    for client in clients:
        lab.finish(client, timeout=60)
