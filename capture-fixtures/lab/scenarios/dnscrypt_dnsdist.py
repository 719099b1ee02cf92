"""DNSCrypt version 2 on port 443, UDP and TCP, dnsdist asked by a stub on tweetnacl; the certificate comes in the clear first."""
from lab.questions import PROGRAMS, Web, answered, backend, schedule
from lab.resolvers import dnsdist

NEEDS = ["dnsdist", "kdig", "node", "npm:tweetnacl"]
SET = "tune"
VARIANTS = ["transport=port path=near", "transport=udp path=far ip=6", "transport=tcp"]
FIXTURES = {"dnscrypt": ("transport=port short=on", "DNSCrypt by dnsdist and a stub of our own over UDP: the certificate in the clear, "
                         "then encrypted questions and answers.")}


def run(lab, variant):
    hosts, web = [lab.host("plain", certificate=False) for _ in range(1 if variant.short else 3)], Web(lab)
    backend(lab, web)
    lines = ['generateDNSCryptProviderKeys("provider.pub", "provider.key")',
             'generateDNSCryptCertificate("provider.key", "resolver.cert", "resolver.key", 1, os.time() - 3600, os.time() + 86400)']
    lines += [f'addDNSCryptBind("{host.listen}:443", "2.dnscrypt-cert.{host}", "resolver.cert", "resolver.key")' for host in hosts]
    dnsdist(lab, hosts[0], None, "\n".join(lines))
    lab.capture()
    for host in hosts:
        lab.label(host, "doh/dnscrypt", "the question for the certificate, with which DNSCrypt begins, in the clear", "udp", must=["dns"])
        lab.client("kdig", f"@{host.address}", "-p", "443", "+retry=3", "-t", "TXT", f"2.dnscrypt-cert.{host}")
    lab.pause(0.3)
    asking = []
    for host in hosts:
        tcp = variant.transport == "tcp"
        lab.label(host, "doh/dnscrypt", f"DNSCrypt, {variant.text}", "tcp" if tcp else "udp", must=[] if tcp else ["s>r6fnvWj8"])
        questions = web.visit()[:10] if variant.short or variant.transport != "port" else web.browse(lab.random.uniform(10, 14))
        asking.append(lab.start("node", PROGRAMS / "dnscrypt.mjs", host.address, lab.path("resolver.cert"), variant.transport,
                                schedule(lab, questions)))
    for process in asking:
        answered(lab, process, share=0.7)
