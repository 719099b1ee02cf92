"""
QUIC stacks that are no web servers: small programs of ours around quic-go, kwik, quiche (in netty) and quinn, and ngtcp2's own.

All of ours read a plan. A line of a server: ip= host= root= alpn= and certificates, retry=1, cid=LENGTH, version=. A line of a
client is a connection: user= (lines of one user follow each other, users act at the same time), after=MILLISECONDS, host= ip=
alpn=, what the stack can do (version= cid= resume=1 ticket=FILE early=REQUEST large=BYTES groups= datagrams=1 keepalive=SECONDS
timeout=MILLISECONDS fails=1), and steps: get:/a,/b (at the same time), put:/path:BYTES, ask:BYTES:WANTED (a protocol of
questions and answers), wait:MILLISECONDS, datagrams:COUNT:BYTES:MILLISECONDS, move (another local port), update (keys).
"""
from lab.servers import page, site
from lab.tools import CACHE, find, sh

NEEDS = {"quic-go": ["built:quic-go"], "quinn": ["built:quinn"], "kwik": ["java", "built:quic-java", "maven:kwik", "maven:netty-quic"],
         "netty": ["java", "built:quic-java", "maven:kwik", "maven:netty-quic"], "ngtcp2": ["gtlsserver", "gtlsclient"]}
CLASSES = {"kwik": "KwikPeer", "netty": "NettyPeer"}
JARS = {"kwik": "kwik", "netty": "netty-quic"}


def command(stack, name=None):
    if stack in CLASSES:
        classes = f"{find('built:quic-java')}:{CACHE}/jars/{JARS[stack]}/*"
        return ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classes, name or CLASSES[stack]]
    return [find(f"built:{stack}") + "/peer"]


def serve(lab, stack, *hosts, alpn="h3", **options):
    """One server for all hosts, each with its page; options go into every line."""
    lines = []
    for host in hosts:
        root = site(lab, host)
        for address in (host.v4, host.v6):
            if address:
                lines.append(line(ip=address, host=host.name, root=root, alpn=alpn, cert=host.certificate, key=host.key,
                                  store=store(host, stack), **options))
    process = lab.serve(*command(stack), "serve", lab.write(f"{stack}-{hosts[0]}.plan", "\n".join(lines)))
    for host in hosts:
        for address in filter(None, (host.v4, host.v6)):
            lab.await_port(f"udp:443:{bracketed(address)}", "server", process)
    return process


def bracketed(address):
    return f"[{address}]" if ":" in address else address


def store(host, stack):
    """The certificate as kwik wants it."""
    target = host.certificate + ".p12"
    if stack == "kwik":
        sh("openssl", "pkcs12", "-export", "-in", host.certificate, "-inkey", host.key, "-name", "lab", "-passout", "pass:lab",
           "-out", target)
    return target


def line(*steps, **options):
    return " ".join([f"{key}={value}" for key, value in options.items() if value is not None] + list(steps))


def to(host, *steps, user=0, after=0, alpn="h3", **options):
    """A client's line."""
    return line(*steps, user=user, after=after, host=host.name, ip=host.address, alpn=alpn, **options)


def connect(lab, stack, *lines, timeout=60, name="client", start=False, lost=None):
    """One process for all lines; ``start`` returns at once, for lab.finish(). kwik may lose so many connections, and says so."""
    arguments = [*command(stack), "connect", lab.write(f"{stack}-{name}.plan", "\n".join(lines)), *([lost] if lost else [])]
    if start:
        return lab.start(*arguments)
    output = lab.client(*arguments, timeout=timeout)
    for text in output.decode(errors="replace").splitlines() if lost else []:
        if text.startswith("{"):
            print(f"{stack} lost a connection: {text}")
    return output


def deaf(lab, host):
    """Takes datagrams and never answers, as behind a filter."""
    family, address = ("AF_INET6", host.v6) if host.v6 else ("AF_INET", host.v4)
    lab.serve("/usr/bin/python3", "-c", f"import socket, time; s = socket.socket(socket.{family}, socket.SOCK_DGRAM); "
                                        f"s.bind(('{address}', 443)); time.sleep(999)")


def proxy(lab, host):
    """A proxy over HTTP/3."""
    lines = [line(ip=address, cert=host.certificate, key=host.key) for address in filter(None, (host.v4, host.v6))]
    plan = lab.write("proxy.plan", "\n".join(lines))
    lab.serve(*command("netty", "MasquePeer"), "proxy", plan, wait=f"udp:443:{bracketed(host.address)}")


def move(lab, host, alpn, stack):
    """quinn asks a server of this stack, and goes on from another local port; labels both flows."""
    lab.label(host, f"quic/{alpn}", f"{stack}, moves to another local port", "udp", must=["quic", host.name, alpn])
    steps = [*asks(lab, 2), "wait:2500", "move", *asks(lab, 3)]
    client = connect(lab, "quinn", to(host, *steps, alpn=alpn), name="mover", start=True)
    lab.pause(2)
    lab.label(host, f"quic/{alpn}", f"{stack}, continues from another local port", "udp")
    lab.finish(client)


# -- what clients do ------------------------------------------------------------------------------------------


def visit(lab, host):
    """A page, and all it loads at the same time."""
    first, *rest = [url.split("/", 3)[3] for url in page(lab, host)]
    rest = [path for path in [first, *rest] if path != "index.html"]
    return ["get:/index.html", f"wait:{lab.random.randint(5, 60)}", "get:" + ",".join("/" + path for path in rest)]


def think(lab, low=300, high=1500):
    return f"wait:{lab.random.randint(low, high)}"


def calls(lab, count, low=200, high=900):
    """Small questions to a service, one after another."""
    steps = []
    for _ in range(count):
        steps += [f"get:/small.json?{lab.random.randint(1, 9999)}", think(lab, low, high)]
    return steps


def asks(lab, count, sent=(20, 400), wanted=(20, 3_000), pause=(50, 700)):
    """Questions and answers of a protocol that is not HTTP."""
    steps = []
    for _ in range(count):
        steps += [f"ask:{lab.random.randint(*sent)}:{lab.random.randint(*wanted)}", think(lab, *pause)]
    return steps


# -- ngtcp2 ---------------------------------------------------------------------------------------------------


def gtlsserver(lab, host, *options):
    root = site(lab, host)
    for address in filter(None, (host.v4, host.v6)):
        process = lab.serve("gtlsserver", "-q", "-d", root, *options, address, "443", host.key, host.certificate,
                            wait=f"udp:443:{bracketed(address)}")
    return process


def gtlsclient(lab, host, *options, paths=("/index.html",), ok=True, start=False, idle="3s"):
    """Asks for the paths at the same time in one connection."""
    urls = [f"https://{host}{path}" for path in paths]
    arguments = ("gtlsclient", "-q", "--exit-on-all-streams-close", f"--timeout={idle}", *options, host.name, "443", *urls)
    return lab.start(*arguments) if start else lab.client(*arguments, ok=ok, timeout=40)
