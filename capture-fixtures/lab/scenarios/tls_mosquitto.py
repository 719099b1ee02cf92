"""Mosquitto on port 443, MQTT inside TLS and in the clear: a listener that keeps alive, sensors that report."""

NEEDS = ["mosquitto", "mosquitto_pub", "mosquitto_sub"]
SET = "tune"
VARIANTS = ["tls=1.3 path=far", "tls=1.2 ip=6", "clear=yes"]
FIXTURES = {"mqtt": ("fixture=both", "MQTT on port 443, in the clear and inside TLS 1.3: a listener that keeps alive, and reports.")}


def run(lab, variant):
    broker = lab.host()
    plain = lab.host(certificate=False) if variant.clear or variant.fixture else None
    text = "" if plain is None else f"listener 443 {plain.address}\n"
    text += f"listener 443 {broker.address}\ncertfile {broker.certificate}\nkeyfile {broker.key}\ncafile {lab.ca}\n"
    lab.serve("mosquitto", "-c", lab.write("mosquitto.conf", f"user root\nallow_anonymous true\n{text}"), wait=f"tcp:443:{broker.listen}")
    lab.capture()
    if plain:
        talk(lab, plain, "other/mqtt", [], ["c>\x10"], short=variant.fixture)
    if not variant.clear:
        talk(lab, broker, "other/tls", ["--cafile", lab.ca, "--tls-version", f"tlsv{variant.tls or '1.3'}"], ["tls"], short=variant.fixture)


def talk(lab, host, verdict, tls, must, short):
    options = ["-h", host.name, "-p", "443", *tls]
    lab.label(host, verdict, "MQTT, a listener that keeps alive", must=must)
    listener = lab.start("mosquitto_sub", *options, "-t", "home/#", "-k", "5", "-W", "8" if short else "14")
    lab.pause(0.8)
    for n in range(1 if short else 3):
        lab.label(host, verdict, "MQTT, one report", must=must)
        lab.client("mosquitto_pub", *options, "-t", f"home/{lab.world.word()}", "-q", n % 3, "-m",
                   lab.random.randbytes(lab.random.randint(4, 80)).hex())
        lab.pause(0.1, 0.5)
    if short:
        return lab.finish(listener, ok=False)
    lab.label(host, verdict, "MQTT, reports one after another", must=must)
    lines = [f'{{"t":{lab.random.uniform(10, 30):.1f}}}\n' for _ in range(lab.random.randint(6, 20))]
    lab.type_into("mosquitto_pub", *options, "-t", "home/room", "-l", "-q", "1", lines=lines, pause=(0.05, 0.4))
    lab.label(host, verdict, "MQTT, a picture", must=must)
    picture = lab.write("picture.bin", lab.random.randbytes(lab.random.randint(30_000, 300_000)))
    lab.client("mosquitto_pub", *options, "-t", "home/picture", "-f", picture)
    return lab.finish(listener, ok=False)
