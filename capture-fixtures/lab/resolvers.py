"""Resolvers that speak encrypted DNS on port 443."""
from lab import webservers
from lab.questions import BACKEND, PROGRAMS
from lab.servers import caddy, nginx
from lab.tools import CACHE, built, sh

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


def unbound(lab, *hosts, protocol="https", settings="", port=443):
    """DoH ("https") or DoT ("tls") of unbound, for hosts that share a certificate; it pads answers to padded questions over DoT only."""
    other = {"https": "tls-port: 8853", "tls": "https-port: 8443", "none": "tls-port: 8853\n  https-port: 8443"}[protocol]
    mine = f"{protocol}-port: {port}" if protocol != "none" else ""
    certificate = f'tls-service-key: "{hosts[0].key}"\n  tls-service-pem: "{hosts[0].certificate}"'
    lines = "\n  ".join([*(f"interface: {address}@{port}" for address in addresses(*hosts)), mine, other, certificate, settings])
    wait = f"{'udp' if protocol == 'none' else 'tcp'}:{port}:{hosts[0].address}"
    return start_unbound(lab, lines, f"forward-addr: {BACKEND[0]}@{BACKEND[1]}", "server", wait)


def start_unbound(lab, server, forward, at, wait):
    name = f"unbound{len(lab.processes)}"
    text = UNBOUND.replace("SERVER", server).replace("FORWARD", forward).replace("NAME", name).replace("LAB", str(lab.temp))
    return lab.serve("unbound", "-d", "-c", lab.write(name + ".conf", text), at=at, wait=wait)


def plain_unbound(lab, address="127.0.0.1", port=5300):
    """A caching resolver in the clear, by itself on loopback behind a web server or a program that turns DoH into DNS."""
    return start_unbound(lab, f"interface: {address}@{port}\n  tls-port: 8853\n  https-port: 8443",
                         f"forward-addr: {BACKEND[0]}@{BACKEND[1]}", "server", f"udp:{port}:{address}")


def dnsdist(lab, host, kind="DOH", settings="", after=""):
    """dnsdist with DoH ("DOH"), DoT ("TLS") or whatever ``settings`` say (None); ``after`` is said at the end of its configuration."""
    add = {"DOH": ', {"/dns-query"}, {', "TLS": ', {provider="openssl", '}
    lines = [f'newServer{{address="{BACKEND[0]}:{BACKEND[1]}", checkInterval=60}}', settings, "pc = newPacketCache(10000)",
             'getPool(""):setCache(pc)']
    for address in addresses(host) if kind else ():
        bracketed = f"[{address}]" if ":" in address else address
        lines.append(f'add{kind}Local("{bracketed}:443", "{host.certificate}", "{host.key}"{add[kind]}keyLogFile="{lab.keys}"}})')
    return start_dnsdist(lab, [*lines, after], "server", f"tcp:443:{host.address}" if kind else "udp:443")


def start_dnsdist(lab, lines, at, wait):
    file = lab.write(f"dnsdist{len(lab.processes)}.conf", "\n".join([f'setLocal("127.0.0.1:{5400 + len(lab.processes)}")', *lines]))
    return lab.serve("dnsdist", "--supervised", "-a", "0.0.0.0/0", "-a", "::/0", "-C", file, at=at, wait=wait)


def bind(lab, host, protocol="http default", tls="1.3", padding=True):
    """BIND with DoH, or with DoT where ``protocol`` is empty."""
    listen = " ".join(f"listen-on{'-v6' if ':' in a else ''} port 443 tls own {protocol} {{ {a}; }};" for a in addresses(host))
    text = NAMED.replace("LISTEN", listen).replace("PROTOCOLS", f"TLSv{tls};").replace("CERT", host.certificate).replace("KEY", host.key)
    text = text.replace("PADDING", "response-padding { any; } block-size 468;" if padding else "")
    text = text.replace("NAME", f"bind{len(lab.processes)}").replace("LAB", str(lab.temp))
    return lab.serve("named", "-f", "-n", "1", "-c", lab.write(f"named{len(lab.processes)}.conf", text), wait=f"tcp:443:{host.address}")


def kresd(lab, host, kind="doh2"):
    """Knot Resolver with DoH ("doh2") or DoT ("tls"). It pads by itself."""
    lines = [f"net.listen('{address}', 443, {{ kind = '{kind}' }})" for address in addresses(host)]
    lines += [f"net.tls('{host.certificate}', '{host.key}')", f"policy.add(policy.all(policy.STUB('{BACKEND[0]}@{BACKEND[1]}')))"]
    return start_kresd(lab, lines, "server", f"tcp:443:{host.address}")


def start_kresd(lab, lines, at, wait):
    name = f"kresd{len(lab.processes)}"
    (lab.temp / name).mkdir()
    first = ["trust_anchors.remove('.')", "modules.unload('ta_update')", "modules.unload('priming')", "cache.size = 10*MB"]
    text = "\n".join([*first, *lines])
    return lab.serve("kresd", "-n", "-c", lab.write(name + ".lua", text), lab.temp / name, at=at, wait=wait)


def node_resolver(lab, host, tls="1.3", pages="", padding=0):
    """A DoH server of our own on Node's HTTP/2 and 1.1, with a JSON interface, and pages of a folder where one is given."""
    command = ["node", f"--tls-keylog={lab.keys}", PROGRAMS / "server.mjs", host.certificate, host.key, host.address, f"TLSv{tls}", pages]
    return lab.serve(*command, wait=f"tcp:443:{host.address}",
                     env={"ANSWERS": lab.path("answers.json"), "PADDING": str(padding)})


def node_backend(lab):
    """The same server without TLS on 127.0.0.1:8053, for a web server in front of it."""
    return lab.serve("node", PROGRAMS / "server.mjs", "-", wait="tcp:8053:127.0.0.1", env={"ANSWERS": lab.path("answers.json")})


def python_resolver(lab, host):
    """A DoH server of our own on Python's http.server: HTTP/1.1."""
    command = ["/usr/bin/python3", "-B", PROGRAMS / "server.py", host.certificate, host.key, host.address]
    return lab.serve(*command, wait=f"tcp:443:{host.address}")


def nginx_resolver(lab, *hosts, resolver=True):
    """nginx in front of dnss in its other direction: DoH in, DNS out to a resolver on port 5300. Everything else is a site."""
    if resolver:
        plain_unbound(lab)
    lab.serve("dnss", "--enable_https_to_dns", "--insecure_http_server", "--https_server_addr=127.0.0.1:8053",
              "--dns_upstream=127.0.0.1:5300", wait="tcp:8053:127.0.0.1")
    location = "location /dns-query { proxy_pass http://127.0.0.1:8053; proxy_http_version 1.1; } keepalive_requests 100000;"
    return nginx(lab, *hosts, settings=location, name="resolver")


def front_resolver(lab, program, *hosts, tls="1.3"):
    """haproxy or h2o on port 443 in front of a DoH server that speaks HTTP/1.1 on loopback."""
    node_backend(lab)
    if program == "haproxy":
        combined = [lab.write(f"haproxy{n}.pem", open(host.certificate).read() + open(host.key).read()) for n, host in enumerate(hosts)]
        binds = "\n".join(f"  bind {a}:443 ssl crt {pem} alpn h2,http/1.1 ssl-min-ver TLSv{tls} ssl-max-ver TLSv{tls}"
                          for host, pem in zip(hosts, combined) for a in addresses(host))
        text = ("defaults\n  mode http\n  timeout connect 5s\n  timeout client 60s\n  timeout server 60s\n"
                f"frontend doh\n{binds}\n  default_backend doh\nbackend doh\n  server one 127.0.0.1:8053\n")
        return lab.serve("haproxy", "-db", "-f", lab.write("haproxy.cfg", text), wait=f"tcp:443:{hosts[0].address}")
    text = "user: root\nhttp2-idle-timeout: 60\nhosts:\n"
    for host in hosts:
        for address in addresses(host):
            text += (f'  "{host}":\n    listen:\n      host: "{address}"\n      port: 443\n      ssl:\n'
                     f'        certificate-file: {host.certificate}\n        key-file: {host.key}\n    paths:\n'
                     '      "/":\n        proxy.reverse.url: "http://127.0.0.1:8053/"\n')
    return lab.serve("h2o", "-c", lab.write("h2o.conf", text), wait=f"tcp:443:{hosts[0].address}")


def quic_resolver(lab, host):
    """A server of our own for DNS over QUIC, on kwik."""
    store = lab.path(f"{host}.p12")
    sh("openssl", "pkcs12", "-export", "-in", host.certificate, "-inkey", host.key, "-name", "lab", "-out", store,
       "-passout", "pass:changeit")
    command = ["java", "-cp", f"{CACHE}/jars/kwik/*", PROGRAMS / "QuicDnsServer.java", store, host.address]
    return lab.serve(*command, wait=f"udp:443:{host.address}")


def caddy_resolver(lab, *hosts):
    """Caddy with HTTP/1.1, 2 and 3 in front of a DoH server on loopback."""
    node_backend(lab)
    blocks = [f"https://{host}:443 {{\n bind {' '.join(addresses(host))}\n TLS {host}\n reverse_proxy 127.0.0.1:8053\n}}" for host in hosts]
    return caddy(lab, "\n".join(blocks))


def go_resolver(lab, host, protocol="https"):
    """Go's own HTTP/2 ("https") or TLS ("tls"), or quic-go ("h3", "quic"), before the name server. Pads where the question is padded."""
    transport = "udp" if protocol in ("h3", "quic") else "tcp"
    for address in addresses(host):
        where = f"[{address}]:443" if ":" in address else f"{address}:443"
        lab.serve(built("dns-go") / "peer", "serve", protocol, host.certificate, host.key, where, wait=f"{transport}:443:{address}")


def behind(lab, program, *hosts):
    """Apache, lighttpd or nghttpx (webservers.py) in front of a DoH server on loopback, for hosts that are sites too."""
    node_backend(lab)
    if program == "apache":
        settings = "KeepAliveTimeout 20\nMaxKeepAliveRequests 0\nProxyPass /dns-query http://127.0.0.1:8053/dns-query"
        return webservers.apache(lab, *hosts, modules=("proxy", "proxy_http"), settings=settings)
    if program == "lighttpd":
        proxy = '$HTTP["url"] =~ "^/(dns-query|resolve)" { proxy.server = ( "" => (( "host" => "127.0.0.1", "port" => 8053 ))) }'
        return webservers.lighttpd(lab, *hosts, settings=proxy, modules=("mod_proxy",))
    return webservers.nghttpx(lab, *hosts, options=("--backend=127.0.0.1,8053;/dns-query", "--backend=127.0.0.1,8053;/resolve"))


def varnish(lab, *hosts):
    """hitch ends TLS, with HTTP/2, and varnish is behind it; it asks a DoH server on loopback and keeps no answer."""
    node_backend(lab)
    text = ('vcl 4.1;\nbackend doh { .host = "127.0.0.1"; .port = "8053"; }\nsub vcl_recv { return (pass); }\n')
    lab.serve("varnishd", "-F", "-j", "none", "-n", lab.path("varnish"), "-a", "127.0.0.1:8080,PROXY", "-f", lab.write("doh.vcl", text),
              "-p", "feature=+http2", "-s", "malloc,16m", wait="tcp:8080:127.0.0.1")
    return hitch_front(lab, hosts, "[127.0.0.1]:8080", 'alpn-protos = "h2,http/1.1"\nwrite-proxy-v2 = on')


def hitch_resolver(lab, *hosts):
    """hitch ends TLS in front of the name server, which speaks DNS over TCP."""
    return hitch_front(lab, hosts, f"[{BACKEND[0]}]:{BACKEND[1]}")


def hitch_front(lab, hosts, backend, settings=""):
    ends = "".join(f'frontend = {{\n host = "{address}"\n port = "443"\n pem-file = "{webservers.combined(lab, host)}"\n}}\n'
                   for host in hosts for address in addresses(host))
    text = f'{ends}backend = "{backend}"\nworkers = 1\ndaemon = off\nuser = "root"\n{settings}\n'
    return lab.serve("hitch", "--config", lab.write("hitch.conf", text), wait=f"tcp:443:{hosts[0].address}")


def vertx_resolver(lab, *hosts):
    """A DoH server of our own on Vert.x."""
    parts = [part for host in hosts for address in addresses(host) for part in (host.certificate, host.key, address)]
    return lab.serve("java", "-cp", f"{CACHE}/jars/vertx/*", PROGRAMS / "VertxResolver.java", *parts, wait=f"tcp:443:{hosts[-1].address}")
