"""RabbitMQ on port 443, AMQP inside TLS and in the clear, by Pika in Python: work is handed out and done, events go to who listens."""

NEEDS = ["/usr/lib/rabbitmq/bin/rabbitmq-server", "/usr/lib/python3/dist-packages/pika"]
SET = "test"
VARIANTS = ["tls=1.3 path=near", "tls=1.2 path=far", "tls=off path=near", "tls=1.3 path=lossy"]
CONFIG = """listeners.LISTENER.1 = ADDRESS:443
OTHER
loopback_users = none
log.console = true
log.console.level = error
log.file = false
heartbeat = 4
"""
TLS = """listeners.tcp = none
ssl_options.cacertfile = CA
ssl_options.certfile = CERT
ssl_options.keyfile = KEY
ssl_options.versions.1 = tlsvVERSION
"""
CLIENT = """
import pika, random, ssl, sys, time
name, authority, what, seed = sys.argv[1:]
chance = random.Random(seed)
options = None
if authority:
    options = pika.SSLOptions(ssl.create_default_context(cafile=authority), name)
parameters = pika.ConnectionParameters(name, 443, ssl_options=options, heartbeat=3, credentials=pika.PlainCredentials("guest", "guest"))
connection = pika.BlockingConnection(parameters)
channel = connection.channel()
def nap(low, high):
    connection.sleep(chance.uniform(low, high))
def publish(exchange, key, low, high):
    kind = pika.BasicProperties(content_type="application/octet-stream")
    channel.basic_publish(exchange, key, chance.randbytes(chance.randint(low, high)), kind)
if what == "work":
    channel.queue_declare("work")
    for _ in range(chance.randint(20, 45)):
        publish("", "work", 50, 6000)
        if chance.random() < 0.4:
            nap(0.02, 0.6)
elif what == "done":
    channel.queue_declare("work")
    channel.basic_qos(prefetch_count=chance.choice([1, 5]))
    for method, _, body in channel.consume("work", inactivity_timeout=3):
        if method is None:
            break
        nap(0.005, 0.1)
        channel.basic_ack(method.delivery_tag)
elif what == "ask":
    answers = channel.queue_declare("", exclusive=True).method.queue
    channel.queue_declare("echo", auto_delete=False)
    for n in range(chance.randint(20, 35)):
        publish("", answers, 30, 900)
        while channel.basic_get(answers, auto_ack=True)[0] is None:
            nap(0.005, 0.01)
        nap(0.03, 0.4)
elif what == "listen":
    channel.exchange_declare("events", "topic")
    mine = channel.queue_declare("", exclusive=True).method.queue
    channel.queue_bind(mine, "events", "#")
    end = time.time() + chance.uniform(9, 14)
    for method, _, body in channel.consume(mine, auto_ack=True, inactivity_timeout=1):
        if time.time() > end:
            break
elif what == "tell":
    channel.exchange_declare("events", "topic")
    for n in range(chance.randint(25, 60)):
        publish("events", f"place.{n % 7}", 40, 400)
        nap(0.03, 0.3)
elif what == "refused":
    nap(0.1, 0.2)
connection.close()
"""


def run(lab, variant):
    host = lab.host()
    clear = variant.tls == "off"
    tls = TLS.replace("CA", lab.ca).replace("CERT", host.certificate).replace("KEY", host.key).replace("VERSION", variant.tls)
    text = CONFIG.replace("LISTENER", "tcp" if clear else "ssl").replace("ADDRESS", host.address).replace("OTHER", "" if clear else tls)
    lab.write("rabbit/rabbitmq.conf", text)
    lab.write("rabbit/plugins", "[].")
    folder = lab.path("rabbit")
    env = {"HOME": folder, "RABBITMQ_HOME": "/usr/lib/rabbitmq/lib/rabbitmq_server-3.10.8",
           "RABBITMQ_CONFIG_FILE": f"{folder}/rabbitmq.conf",
           "RABBITMQ_MNESIA_BASE": f"{folder}/mnesia", "RABBITMQ_LOG_BASE": folder, "RABBITMQ_ENABLED_PLUGINS_FILE": f"{folder}/plugins",
           "RABBITMQ_NODENAME": "rabbit@localhost", "RABBITMQ_CONF_ENV_FILE": f"{folder}/none", "RABBITMQ_PID_FILE": f"{folder}/pid"}
    server = lab.serve("/usr/lib/rabbitmq/bin/rabbitmq-server", env=env)
    lab.await_port(f"tcp:443:{host.address}", "server", server, 90)
    lab.pause(2)
    lab.capture()
    lab.label(host, "other/amqp" if clear else "other/tls", f"AMQP by Pika, {'in the clear' if clear else 'inside TLS'}",
              must=["c>AMQP\0\0\x09\x01"] if clear else ["tls"])
    path = lab.write("person.py", CLIENT)
    start = lambda what: lab.start("/usr/bin/python3", path, host.name, "" if clear else lab.ca, what, lab.random.random())
    for together in (("listen", "tell"), ("work",), ("done", "ask"), ("listen", "tell", "work", "done")):
        running = []
        for what in together:
            running.append(start(what))
            lab.pause(0.5, 1.2)
        for process in running:
            lab.finish(process, timeout=60)
