"""Who asks resolvers on port 443: forwarders of laptops and households, and programs with a DoH client of their own."""
import base64
from pathlib import Path

from lab.programs.dns.message import query
from lab.questions import PROGRAMS, schedule
from lab.resolvers import addresses, start_dnsdist, start_kresd, start_unbound
from lab.tools import CACHE, built, sh


def name_server(lab, address="127.0.0.1"):
    """What programs at the client's end ask from now on."""
    (Path("/etc/netns") / lab.wire.client / "resolv.conf").write_text(f"nameserver {address}\noptions timeout:4 attempts:2\n")


def known(lab, *hosts):
    """A forwarder cannot ask itself for the address of its resolver."""
    lab.wire.hosts(lab.wire.client, [f"{address} {host.name}" for host in hosts for address in addresses(host)])


def dnsdist_forwarder(lab, *hosts, listen="127.0.0.1:53"):
    """dnsdist in a household: DoH, with a cache."""
    lines = [f'addLocal("{listen}")', "pc = newPacketCache(10000, {maxTTL=4})", 'getPool(""):setCache(pc)']
    for host in hosts:
        lines.append(f'newServer{{address="{host.listen}:443", tls="openssl", subjectName="{host}", caStore="{lab.ca}", '
                     f'validateCertificates=true, checkInterval=20, dohPath="/dns-query"}}')
    address, _, port = listen.rpartition(":")
    return start_dnsdist(lab, lines, "client", f"udp:{port}:{address}")


def unbound_forwarder(lab, *hosts, listen="127.0.0.1"):
    """unbound that forwards over TLS to port 443."""
    forward = "forward-tls-upstream: yes\n" + "".join(f"  forward-addr: {host.address}@443#{host}\n" for host in hosts)
    server = f'interface: {listen}\n  tls-cert-bundle: "{lab.ca}"\n  cache-max-ttl: 4'
    return start_unbound(lab, server, forward, "client", f"udp:53:{listen}")


def kresd_forwarder(lab, host, listen="127.0.0.1"):
    upstream = f"policy.TLS_FORWARD({{{{'{host.address}@443', hostname='{host}', ca_file='{lab.ca}'}}}})"
    lines = [f"net.listen('{listen}', 53)", "cache.min_ttl(1)", "cache.max_ttl(6)", f"policy.add(policy.all({upstream}))"]
    return start_kresd(lab, lines, "client", f"udp:53:{listen}")


def stubby(lab, *hosts, listen="127.0.0.1", padding=128, idle=10_000):
    upstreams = "".join(f'  - address_data: {host.address}\n    tls_port: 443\n    tls_auth_name: "{host}"\n' for host in hosts)
    text = ("resolution_type: GETDNS_RESOLUTION_STUB\ndns_transport_list:\n  - GETDNS_TRANSPORT_TLS\n"
            "tls_authentication: GETDNS_AUTHENTICATION_REQUIRED\n"
            f"tls_query_padding_blocksize: {padding}\nround_robin_upstreams: 1\nidle_timeout: {idle}\ntls_ca_file: \"{lab.ca}\"\n"
            f"appdata_dir: \"{lab.temp}\"\nlisten_addresses:\n  - {listen}\nupstream_recursive_servers:\n{upstreams}")
    return lab.serve("stubby", "-C", lab.write(f"stubby{len(lab.processes)}.yml", text), at="client", wait=f"udp:53:{listen}")


def dnss(lab, host, listen="127.0.0.1:53"):
    """A small proxy written in Go: DNS here, DoH there, its server's name from the resolver in the clear. Without its cache."""
    address, _, port = listen.rpartition(":")
    return lab.serve("dnss", "--enable_dns_to_https", f"--dns_listen_addr={listen}", f"--https_upstream=https://{host}/dns-query",
                     f"--https_client_cafile={lab.ca}", "--enable_cache=false", f"--fallback_upstream={lab.world.resolver}:53", at="client",
                     wait=f"udp:{port}:{address}")


def trust_dns(lab, host, protocol, listen="127.0.0.1"):
    """A resolver in Rust with a cache: HTTPS ("https"), TLS ("tls") or QUIC ("quic")."""
    command = [built("trust-dns") / "peer", protocol, host, host.address, listen]
    return lab.serve(*command, at="client", wait=f"udp:53:{listen}")


def go_forwarder(lab, host, protocol, listen="127.0.0.1", block=0, idle=30):
    """A forwarder in Go without a cache: HTTPS, HTTP/3 ("h3") or QUIC; connections unused for ``idle`` seconds end."""
    command = [built("dns-go") / "peer", "forward", protocol, host, host.address, listen, block]
    return lab.serve(*command, at="client", wait=f"udp:53:{listen}", env={"IDLE": str(idle)})


def dnsmasq(lab, upstream, listen, clear=()):
    """A router's cache: names go to ``upstream``, those of ``clear`` to the resolver in the clear."""
    name = lab.write(f"dnsmasq{len(lab.processes)}.conf", "")
    command = ["dnsmasq", "-k", "-u", "root", "-C", name, "-h", "-R", "-z", "-a", listen, "-S", upstream]
    command += ["--max-cache-ttl=4", "--pid-file=", *(f"--server=/{host}/{lab.world.resolver}" for host in clear)]
    return lab.serve(*command, at="client", wait=f"udp:53:{listen}")


def kdig(lab, host, *options, **settings):
    """kdig at port 443 of a host."""
    version = "-6" if ":" in host.address else "-4"
    return lab.client("kdig", version, f"@{host.address}", "-p", "443", f"+tls-ca={lab.ca}", f"+tls-host={host}", "+timeout=4", *options,
                      **settings)


def kdig_page(questions):
    """Questions of a visit as kdig wants them on its command line."""
    return [word for _, name, kind in questions for word in ("-q", name, "-t", kind)]


# -- programs that ask a DoH server themselves ------------------------------------------------------------

def node_client(lab, host, questions, *options, library="h2", pages=None):
    """Over HTTP/2 of Node ("h2"), or fetch of undici with HTTP/1.1 ("fetch") or 2 ("fetch-h2")."""
    if pages:
        options += ("pages=" + schedule(lab, pages),)
    return lab.start("node", f"--tls-keylog={lab.keys}", PROGRAMS / "client.mjs", library, f"https://{host}/dns-query",
                     schedule(lab, questions), *options)


def python_client(lab, host, questions, method="post", block=0, idle=1000):
    return lab.start("/usr/bin/python3", "-B", PROGRAMS / "client.py", host, host.address, schedule(lab, questions), method, block, idle)


def java_client(lab, host, questions, version="2", method="post", block=0):
    return lab.start("java", *java_trust(lab), PROGRAMS / "DohClient.java", f"https://{host}/dns-query",
                     messages(lab, questions, block), version, method)


def quic_client(lab, host, questions, protocol="doq", block=0):
    """DNS over QUIC by kwik ("doq"), or over HTTP/3 by flupke with GET ("h3")."""
    return lab.start("java", "-cp", f"{CACHE}/jars/kwik/*", PROGRAMS / "QuicDnsClient.java", protocol, host,
                     messages(lab, questions, block), "4" if host.v4 else "6")


def okhttp_client(lab, host, lines, method="post", ip="4"):
    """An app on OkHttp that resolves over HTTPS: lines of (seconds, name or address of a page)."""
    text = "\n".join(f"{at * 1000:.0f} {what}" for at, what in lines)
    return lab.start("java", *java_trust(lab), "-cp", f"{CACHE}/jars/okhttp-doh/*", PROGRAMS / "OkHttpDns.java",
                     f"https://{host}/dns-query", host.address, lab.write(f"lines{lab.random.randrange(1 << 40):x}", text), method, ip)


def messages(lab, questions, block):
    """A file of questions as bytes, for programs that do not make them."""
    lines = [f"{at * 1000:.0f} {base64.urlsafe_b64encode(query(name, kind, block)).decode().rstrip('=')}" for at, name, kind in questions]
    return lab.write(f"messages{lab.random.randrange(1 << 40):x}", "\n".join(lines))


def java_trust(lab):
    """Options that make Java trust the run's authority."""
    store = lab.path("trust.p12")
    if not Path(store).exists():
        sh("keytool", "-importcert", "-noprompt", "-alias", "lab", "-file", lab.ca, "-keystore", store,
           "-storetype", "PKCS12", "-storepass", "changeit")
    return [f"-Djavax.net.ssl.trustStore={store}", "-Djavax.net.ssl.trustStorePassword=changeit", "-Djavax.net.ssl.trustStoreType=PKCS12"]


def dnspython(lab, host, questions, method="post", http="2", block=0):
    """dnspython on httpx; a question of the kind "PAGE:/a.js:/i1.png" is a visit of that host."""
    return lab.start("/usr/bin/python3", "-B", PROGRAMS / "asker_dnspython.py", host, method, http, block, schedule(lab, questions))


def npm_package(lab, package, host, questions, *options):
    """tangerine over HTTP/1.1, or dohdec over HTTP/2 ("dohdec") or TLS ("dot")."""
    return lab.start("node", f"--tls-keylog={lab.keys}", PROGRAMS / "packages.mjs", package, host, host.address,
                     schedule(lab, questions), *options)


def downloads(lab, host, transfers):
    """libcurl with GnuTLS, which resolves over HTTPS itself: (seconds, address of a file)."""
    return lab.start("/usr/bin/python3", "-B", PROGRAMS / "downloads.py", f"https://{host}/dns-query", schedule(lab, transfers))


def dnsjava(lab, host, questions, cold=False, idle=120):
    """
    dnsjava's DohResolver, whose connections end after so many seconds without questions. A cold start opens many, of which one is kept;
    otherwise the first question is answered before the others are due.
    """
    lines = lab.write(f"lines{lab.random.randrange(1 << 40):x}", "\n".join(f"{at * 1000:.0f} {name} {kind}" for at, name, kind in questions))
    return lab.start("java", *java_trust(lab), f"-Djdk.httpclient.keepalive.timeout={idle}", "-cp", f"{CACHE}/jars/dnsjava/*",
                     PROGRAMS / "DnsJava.java", f"https://{host}/dns-query", lines, str(not cold).lower())
