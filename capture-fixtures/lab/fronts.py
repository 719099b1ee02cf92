"""Servers of the hosts of a pages.Web, and resolvers with encrypted DNS for browsers."""
from lab import servers

NGINX = """
    add_header Access-Control-Allow-Origin * always; add_header Timing-Allow-Origin * always; add_header Accept-CH "Sec-CH-UA-Model, DPR";
    location /api { default_type application/json; return 200 '{"time":"$msec","of":"$request_id","state":"ok","next":null}'; }
    location /collect { return 204; }
    location ~ [.](png|woff2|js)$ { add_header Access-Control-Allow-Origin * always; expires 1h; } """
APACHE = """ServerRoot LAB
DefaultRuntimeDir LAB
PidFile LAB/apache.pid
ErrorLog LAB/apache.err
ServerName localhost
TypesConfig /dev/null
LoadModules
AddType text/html .html
AddType text/css .css
AddType application/javascript .js
AddType image/png .png
DirectoryIndex index.html
Header always set Access-Control-Allow-Origin *
SSLProtocol VERSIONS
SSLSessionCache shmcb:LAB/apache.cache(512000)
KeepAliveTimeout 5
<Directory LAB>
Require all granted
</Directory>
Listen 443
"""
APACHE_HOST = """<VirtualHost ADDRESS:443>
ServerName NAME
DocumentRoot LAB/www/NAME
SSLEngine on
SSLCertificateFile CERT
SSLCertificateKeyFile KEY
Protocols PROTOCOLS
Redirect 204 /collect
AliasMatch ^/api LAB/www/state.json
</VirtualHost>
"""
APACHE_MODULES = "mpm_event authz_core mime dir alias headers setenvif ssl http2 socache_shmcb"
HAPROXY = """defaults
  mode http
  timeout connect 5s
  timeout client 40s
  timeout server 40s
frontend web
BINDS
  http-request return status 204 if { path_beg /collect }
  http-request return status 200 content-type application/json lf-string '{"time":%[date(0,ms)],"state":"ok"}' if { path_beg /api }
  http-response set-header Access-Control-Allow-Origin *
  default_backend plain
backend plain
  server one 127.0.0.1:8080
"""
CADDY = """https://NAME:443 {
 bind ADDRESSES
 TLS NAME
 root * LAB/www/NAME
 header Access-Control-Allow-Origin *
 respond /collect* 204
 respond /api* "{\\"state\\":\\"ok\\",\\"next\\":null}" 200
 file_server
}"""
H2O = """  "NAME":
    listen:
      host: "ADDRESS"
      port: 443
      ssl:
        certificate-file: CERT
        key-file: KEY
    header.set: "Access-Control-Allow-Origin: *"
    paths:
      "/api":
        file.file: LAB/www/state.json
      "/":
        file.dir: LAB/www/NAME
"""
UNBOUND = """server:
  username: ""
  chroot: ""
  use-syslog: no
  directory: "LAB"
  pidfile: "LAB/NAME.pid"
  access-control: 0.0.0.0/0 allow
  access-control: ::/0 allow
  do-daemonize: no
  local-zone: "." static
  SETTINGS
ZONE
remote-control:
  control-enable: no
"""


def addresses(host):
    return [address for address in (host.v4, host.v6) if address]


def bracketed(address):
    return f"[{address}]" if ":" in address else address


def combined(lab, host):
    """Chain and key in one file."""
    return lab.write(f"{host}.combined", open(host.certificate).read() + open(host.key).read())


def nginx(lab, web, http="2", tls=None):
    settings = f"ssl_protocols TLSv{tls}; " if tls else ""
    return servers.nginx(lab, *web.hosts, settings=settings + NGINX, http2=http == "2")


def apache(lab, web, http="2", tls=None):
    lab.write("www/state.json", '{"state":"ok","next":null}')
    modules = "\n".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so" for name in APACHE_MODULES.split())
    text = APACHE.replace("LoadModules", modules).replace("VERSIONS", f"TLSv{tls}" if tls else "TLSv1.2 TLSv1.3")
    for host in web.hosts:
        block = APACHE_HOST.replace("ADDRESS:443", " ".join(bracketed(a) + ":443" for a in addresses(host))).replace("NAME", host.name)
        block = block.replace("CERT", host.certificate).replace("KEY", host.key)
        text += block.replace("PROTOCOLS", "h2 http/1.1" if http == "2" else "http/1.1")
    return lab.serve("apache2", "-D", "FOREGROUND", "-f", lab.write("apache.conf", text.replace("LAB", str(lab.temp))), wait="tcp:443")


def plain_nginx(lab, web, protocol="", settings=""):
    """nginx without TLS on loopback, behind what ends TLS."""
    plain = "".join(f"server {{ listen 127.0.0.1:8080 {protocol}; server_name {host}; root {lab.path('www/' + host.name)}; {settings} }}\n"
                    for host in web.hosts)
    text = servers.NGINX.replace("SERVERS", plain).replace("HTTP", "").replace("LAB/", f"{lab.temp}/plain-")
    return lab.serve("nginx", "-c", lab.write("plain.conf", text), wait="tcp:8080")


def haproxy(lab, web, http="2", tls=None):
    """haproxy ends TLS; the files come from an nginx on loopback."""
    plain_nginx(lab, web)
    version = f"ssl-min-ver TLSv{tls} ssl-max-ver TLSv{tls}" if tls else ""
    alpn = "h2,http/1.1" if http == "2" else "http/1.1"
    binds = "\n".join(f"  bind {a}:443 ssl crt {combined(lab, host)} alpn {alpn} {version}" for host in web.hosts for a in addresses(host))
    return lab.serve("haproxy", "-db", "-f", lab.write("haproxy.cfg", HAPROXY.replace("BINDS", binds)), wait="tcp:443")


def h2o(lab, web):
    lab.write("www/state.json", '{"state":"ok","next":null}')
    text = f"user: root\nnum-threads: 1\nerror-log: {lab.path('h2o.err')}\nhosts:\n"
    for host in web.hosts:
        text += (H2O.replace("NAME", host.name).replace("ADDRESS", host.address).replace("CERT", host.certificate)
                 .replace("KEY", host.key).replace("LAB", str(lab.temp)))
    return lab.serve("h2o", "-m", "worker", "-c", lab.write("h2o.yaml", text), wait="tcp:443")


def caddy(lab, web, also=""):
    """Caddy with HTTP/1.1, 2 and 3 for all hosts, and ``also`` other sites."""
    site = CADDY.replace("LAB", str(lab.temp))
    blocks = [site.replace("NAME", host.name).replace("ADDRESSES", " ".join(addresses(host))) for host in web.hosts]
    return servers.caddy(lab, "\n".join([*blocks, also]))


# -- resolvers ------------------------------------------------------------------------------------------------

def unbound(lab, settings, wait):
    """One that knows the run's names, and two that browsers ask for when they try a resolver out."""
    known = [*lab.world.zone(), "www.gstatic.com. 300 IN A 198.51.100.252", "example.com. 300 IN NS ns.example.com."]
    zone = "".join(f"  local-data: '{record}'\n" for record in known)
    name = f"unbound{len(lab.processes)}"
    text = UNBOUND.replace("SETTINGS", settings).replace("ZONE", zone).replace("NAME", name).replace("LAB", str(lab.temp))
    return lab.serve("unbound", "-d", "-c", lab.write(name + ".conf", text), wait=wait)


def doh_unbound(lab, host, settings=""):
    interfaces = "\n  ".join(f"interface: {a}@443" for a in addresses(host))
    tls = f'tls-service-key: "{host.key}"\n  tls-service-pem: "{host.certificate}"'
    return unbound(lab, f"{interfaces}\n  https-port: 443\n  {tls}\n  {settings}", "tcp:443")


def plain_unbound(lab):
    """DNS on 127.0.0.1, UDP port 5353 and HTTP/2 without TLS on port 8053."""
    settings = "interface: 127.0.0.1@5353\n  interface: 127.0.0.1@8053\n  https-port: 8053\n  http-notls-downstream: yes"
    return unbound(lab, settings, "tcp:8053")


def doh_dnsdist(lab, host, path="/dns-query"):
    plain_unbound(lab)
    lines = ['setLocal("127.0.0.1:5399")', 'newServer("127.0.0.1:5353")']
    for address in addresses(host):
        lines.append(f'addDOHLocal("{bracketed(address)}:443", "{host.certificate}", "{host.key}", {{"{path}"}}, {{idleTimeout=6}})')
    config = lab.write("dnsdist.conf", "\n".join(lines))
    return lab.serve("dnsdist", "--supervised", "-a", "0.0.0.0/0", "-a", "::/0", "-C", config, wait="tcp:443")


def doh_kresd(lab, host):
    plain_unbound(lab)
    (lab.temp / "kresd").mkdir()
    lines = ["trust_anchors.remove('.')", "modules.unload('ta_update')", "modules.unload('priming')",
             *(f"net.listen('{a}', 443, {{ kind = 'doh2' }})" for a in addresses(host)), f"net.tls('{host.certificate}', '{host.key}')",
             "policy.add(policy.all(policy.STUB('127.0.0.1@5353')))"]
    return lab.serve("kresd", "-n", "-c", lab.write("kresd.lua", "\n".join(lines)), lab.temp / "kresd", wait="tcp:443")


def doh_caddy(lab, host, path="/dns-query"):
    """Caddy with HTTP/1.1, 2 and 3 before an unbound."""
    plain_unbound(lab)
    return servers.caddy(lab, f"https://{host}:443 {{\n bind {' '.join(addresses(host))}\n TLS {host}\n {behind_caddy(path)}\n}}")


def caddy_and_doh(lab, web, host):
    """One Caddy for pages and, on a host of its own, DNS; both with HTTP/2 and 3."""
    plain_unbound(lab)
    return caddy(lab, web, also=f"https://{host}:443 {{\n bind {' '.join(addresses(host))}\n TLS {host}\n {behind_caddy('/dns-query')}\n}}")


def behind_caddy(path):
    """Lines of a Caddyfile's site that lead to plain_unbound()."""
    return f"rewrite {path} /dns-query\n reverse_proxy /dns-query h2c://127.0.0.1:8053"


def haproxy_before_unbound(lab, host):
    """haproxy ends TLS, and plain_unbound() is behind it, with HTTP/2 on both sides."""
    binds = "\n".join(f"  bind {a}:443 ssl crt {combined(lab, host)} alpn h2" for a in addresses(host))
    text = ("defaults\n  mode http\n  timeout connect 5s\n  timeout client 40s\n  timeout server 40s\n"
            f"frontend doh\n{binds}\n  default_backend doh\nbackend doh\n  server one 127.0.0.1:8053 proto h2\n")
    return lab.serve("haproxy", "-db", "-f", lab.write("haproxy-doh.cfg", text), wait=f"tcp:443:{host.address}")


def resolver_of(host, path="/dns-query", get=False):
    """As browsers want to be told of a resolver; Chromium asks by GET where the template says so."""
    return f"https://{host}{path}" + ("{?dns}" if get else "")


def chromium_doh(host, mode="secure", **options):
    return {"dns_over_https": {"mode": mode, "templates": resolver_of(host, **options)}}


def firefox_doh(host, mode=3, get=False, path="/dns-query"):
    return {"network.trr.mode": mode, "network.trr.uri": resolver_of(host, path), "network.trr.useGET": get}
