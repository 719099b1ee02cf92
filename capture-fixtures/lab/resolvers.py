"""Resolvers that speak encrypted DNS on port 443, and the forwarders that people and households run in front of them."""
from pathlib import Path

from lab.questions import BACKEND, PROGRAMS
from lab.servers import nginx

UNBOUND = """server:
  username: ""
  chroot: ""
  use-syslog: no
  directory: "LAB"
  pidfile: "LAB/NAME.pid"
  access-control: 0.0.0.0/0 allow
  access-control: ::/0 allow
  do-daemonize: no
  module-config: "iterator"
  do-not-query-localhost: no
  SERVER
forward-zone:
  name: "."
  FORWARD
remote-control:
  control-enable: no
"""
NAMED = """tls own { cert-file "CERT"; key-file "KEY"; protocols { PROTOCOLS }; };
options {
  directory "LAB"; pid-file none; session-keyfile "LAB/NAME.key"; dnssec-validation no; recursion yes; allow-query { any; };
  forwarders port 5353 { 127.0.0.1; }; forward only; PADDING
  listen-on port 5300 { 127.0.0.1; }; LISTEN
};
controls {};
"""


def addresses(*hosts):
    return [address for host in hosts for address in (host.v4, host.v6) if address]


# -- servers ----------------------------------------------------------------------------------------------

def unbound(lab, *hosts, protocol="https", settings="", port=443):
    """DoH ("https") or DoT ("tls") of unbound, which pads its answers to padded questions, for hosts that share a certificate."""
    other = {"https": "tls-port: 8853", "tls": "https-port: 8443", "none": "tls-port: 8853\n  https-port: 8443"}[protocol]
    mine = f"{protocol}-port: {port}" if protocol != "none" else ""
    certificate = f'tls-service-key: "{hosts[0].key}"\n  tls-service-pem: "{hosts[0].certificate}"'
    lines = "\n  ".join([*(f"interface: {address}@{port}" for address in addresses(*hosts)), mine, other, certificate, settings])
    return start_unbound(lab, lines, f"forward-addr: {BACKEND[0]}@{BACKEND[1]}", "server", f"{'udp' if protocol == 'none' else 'tcp'}:{port}:{hosts[0].listen}")


def start_unbound(lab, server, forward, at, wait):
    name = f"unbound{len(lab.processes)}"
    text = UNBOUND.replace("SERVER", server).replace("FORWARD", forward).replace("NAME", name).replace("LAB", str(lab.temp))
    return lab.serve("unbound", "-d", "-c", lab.write(name + ".conf", text), at=at, wait=wait)


def plain_unbound(lab, port=5300):
    """A caching resolver in the clear on loopback, behind a web server or a program that turns DoH into DNS."""
    return start_unbound(lab, f"interface: 127.0.0.1@{port}\n  tls-port: 8853\n  https-port: 8443", f"forward-addr: {BACKEND[0]}@{BACKEND[1]}",
                         "server", f"udp:{port}:127.0.0.1")


def dnsdist(lab, host, kind="DOH", settings="", cached=True):
    """dnsdist with DoH ("DOH"), DoT ("TLS") or whatever ``settings`` say (None)."""
    add = {"DOH": ', {"/dns-query"}, {', "TLS": ', {provider="openssl", '}
    lines = [f'newServer{{address="{BACKEND[0]}:{BACKEND[1]}", checkInterval=60}}', settings]
    if cached:
        lines += ["pc = newPacketCache(10000)", 'getPool(""):setCache(pc)']
    for address in addresses(host) if kind else ():
        bracketed = f"[{address}]" if ":" in address else address
        lines.append(f'add{kind}Local("{bracketed}:443", "{host.certificate}", "{host.key}"{add[kind]}keyLogFile="{lab.keys}"}})')
    return start_dnsdist(lab, lines, "server", f"tcp:443:{host.listen}" if kind else "udp:443")


def start_dnsdist(lab, lines, at, wait):
    file = lab.write(f"dnsdist{len(lab.processes)}.conf", "\n".join(['setLocal("127.0.0.1:5399")', *lines]))
    return lab.serve("dnsdist", "--supervised", "-a", "0.0.0.0/0", "-a", "::/0", "-C", file, at=at, wait=wait)


def bind(lab, host, protocol="http default", tls="1.3", padding=True):
    """BIND with DoH, or with DoT where ``protocol`` is empty."""
    listen = " ".join(f"listen-on{'-v6' if ':' in a else ''} port 443 tls own {protocol} {{ {a}; }};" for a in addresses(host))
    text = NAMED.replace("LISTEN", listen).replace("PADDING", "response-padding { any; } block-size 468;" if padding else "").replace("PROTOCOLS", f"TLSv{tls};")
    text = text.replace("CERT", host.certificate).replace("KEY", host.key).replace("NAME", f"bind{len(lab.processes)}").replace("LAB", str(lab.temp))
    return lab.serve("named", "-f", "-n", "1", "-c", lab.write(f"named{len(lab.processes)}.conf", text), wait=f"tcp:443:{host.listen}")


def kresd(lab, host, kind="doh2"):
    """Knot Resolver with DoH ("doh2") or DoT ("tls"). It pads by itself."""
    lines = [f"net.listen('{address}', 443, {{ kind = '{kind}' }})" for address in addresses(host)]
    return start_kresd(lab, [*lines, f"net.tls('{host.certificate}', '{host.key}')", f"policy.add(policy.all(policy.STUB('{BACKEND[0]}@{BACKEND[1]}')))"],
                       "server", f"tcp:443:{host.listen}")


def start_kresd(lab, lines, at, wait):
    name = f"kresd{len(lab.processes)}"
    (lab.temp / name).mkdir()
    text = "\n".join(["trust_anchors.remove('.')", "modules.unload('ta_update')", "modules.unload('priming')", "cache.size = 10*MB", *lines])
    return lab.serve("kresd", "-n", "-c", lab.write(name + ".lua", text), lab.temp / name, at=at, wait=wait)


def node_resolver(lab, *hosts, tls="", pages=None):
    """A DoH server of our own on Node's HTTP/2 and 1.1, with a JSON interface, and pages of a folder where one is given."""
    listen = ",".join(addresses(*hosts))
    return lab.serve("node", f"--tls-keylog={lab.keys}", PROGRAMS / "server.mjs", hosts[0].certificate, hosts[0].key, listen, tls or "TLSv1.3", pages or "",
                     wait=f"tcp:443:{hosts[0].listen}")


# -- clients ----------------------------------------------------------------------------------------------

def name_server(lab, address="127.0.0.1"):
    """What programs at the client's end ask from now on."""
    (Path("/etc/netns") / lab.wire.client / "resolv.conf").write_text(f"nameserver {address}\noptions timeout:4 attempts:2\n")


def known(lab, *hosts):
    """A forwarder cannot ask itself for the address of its resolver."""
    lab.wire.hosts(lab.wire.client, [f"{address} {host.name}" for host in hosts for address in addresses(host)])


def dnsdist_forwarder(lab, *hosts, path="/dns-query", listen="127.0.0.1:53", settings=""):
    """dnsdist in a household: DoH where there is a path, else DoT, with a cache."""
    lines = [settings, f'addLocal("{listen}")', "pc = newPacketCache(10000, {maxTTL=4})", 'getPool(""):setCache(pc)']
    for host in hosts:
        doh = f', dohPath="{path}"' if path else ""
        lines.append(f'newServer{{address="{host.listen}:443", tls="openssl", subjectName="{host}", caStore="{lab.ca}", validateCertificates=true{doh}, '
                     'checkInterval=20}')
    address, _, port = listen.rpartition(":")
    return start_dnsdist(lab, lines, "client", f"udp:{port}:{address}")


def unbound_forwarder(lab, *hosts, listen="127.0.0.1", settings=""):
    """unbound that forwards over TLS to port 443."""
    forward = "forward-tls-upstream: yes\n" + "".join(f"  forward-addr: {host.address}@443#{host}\n" for host in hosts)
    server = f'interface: {listen}\n  tls-cert-bundle: "{lab.ca}"\n  cache-max-ttl: 4\n  {settings}'
    return start_unbound(lab, server, forward, "client", f"udp:53:{listen}")


def kresd_forwarder(lab, host, listen="127.0.0.1"):
    upstream = f"policy.TLS_FORWARD({{{{'{host.address}@443', hostname='{host}', ca_file='{lab.ca}'}}}})"
    return start_kresd(lab, [f"net.listen('{listen}', 53)", "cache.max_ttl(4)", f"policy.add(policy.all({upstream}))"], "client", f"udp:53:{listen}")


def stubby(lab, *hosts, listen="127.0.0.1", padding=128, idle=10_000):
    upstreams = "".join(f'  - address_data: {host.address}\n    tls_port: 443\n    tls_auth_name: "{host}"\n' for host in hosts)
    text = (f"resolution_type: GETDNS_RESOLUTION_STUB\ndns_transport_list:\n  - GETDNS_TRANSPORT_TLS\ntls_authentication: GETDNS_AUTHENTICATION_REQUIRED\n"
            f"tls_query_padding_blocksize: {padding}\nround_robin_upstreams: 1\nidle_timeout: {idle}\ntls_ca_file: \"{lab.ca}\"\n"
            f"appdata_dir: \"{lab.temp}\"\nlisten_addresses:\n  - {listen}\nupstream_recursive_servers:\n{upstreams}")
    return lab.serve("stubby", "-C", lab.write(f"stubby{len(lab.processes)}.yml", text), at="client", wait=f"udp:53:{listen}")


def dnss(lab, host, listen="127.0.0.1:53", path="/dns-query"):
    """A small proxy written in Go: DNS here, DoH there, its server's name from the resolver in the clear. Without its cache."""
    address, _, port = listen.rpartition(":")
    return lab.serve("dnss", "--enable_dns_to_https", f"--dns_listen_addr={listen}", f"--https_upstream=https://{host}{path}",
                     f"--https_client_cafile={lab.ca}", "--enable_cache=false", f"--fallback_upstream={lab.world.resolver}:53", at="client",
                     wait=f"udp:{port}:{address}")


def kdig(lab, host, *options, start=False, **settings):
    """kdig at port 443 of a host; ``start`` leaves it running."""
    version = "-6" if ":" in host.address else "-4"
    command = ["kdig", version, f"@{host.address}", "-p", "443", f"+tls-ca={lab.ca}", f"+tls-host={host}", "+timeout=4", *options]
    return lab.start(*command) if start else lab.client(*command, **settings)


def kdig_page(questions):
    """Questions of a visit as kdig wants them on its command line."""
    return [word for _, name, kind in questions for word in ("-q", name, "-t", kind)]


def nginx_resolver(lab, *hosts, settings="", http2=True):
    """nginx in front of dnss in its other direction: DoH comes in, DNS goes to a caching resolver. Everything else is a site."""
    plain_unbound(lab)
    lab.serve("dnss", "--enable_https_to_dns", "--insecure_http_server", "--https_server_addr=127.0.0.1:8053", "--dns_upstream=127.0.0.1:5300",
              wait="tcp:8053:127.0.0.1")
    location = "location /dns-query { proxy_pass http://127.0.0.1:8053; proxy_http_version 1.1; proxy_set_header Connection ''; } keepalive_requests 100000;"
    return nginx(lab, *hosts, settings=f"{location} {settings}", http2=http2, name="resolver")
