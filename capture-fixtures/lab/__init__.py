"""
The traffic lab: client, router and server in network namespaces, real programs at both ends, a capture between them, and
the truth about each of its flows.

main.py       the commands                                scenario.py   what a file of scenarios/ holds
lab.py        what a scenario works with                  wire.py       namespaces and what lies between them; relay.py delays and loses
world.py      names, addresses, certificates, drawn       truth.py      flows as tshark sees them, labelled
packages.py   where programs come from                    check.py      looks again at labels, decrypted

servers.py    nginx, caddy, sites, curl                   webservers.py, visits.py   other web servers, and what their visitors do
browsers.py   Chromium and Firefox, driven like a person  pages.py      pages of many hosts; fronts.py serves and resolves them
apps.py       applications with small messages            hidden.py     Encrypted Client Hello that a server accepts
resolvers.py  servers of encrypted DNS                    questions.py, forwarders.py   who asks them, and in what rhythm
homes.py      people behind a resolver of their own
tunnels.py    tunnels that are a device and a route       proxies.py    ends of proxies, and what people do through them
inner.py      what people do inside any tunnel            quic.py       servers and clients of QUIC
others.py     what is not the web                         programs/     servers and clients that no package has
scenario.py  what a file of scenarios/ holds          lab.py    what a scenario works with
world.py     names, addresses, certificates, drawn    wire.py   namespaces and what lies between them; relay.py delays and loses
truth.py     flows as tshark sees them, labelled      check.py  looks again at labels, decrypted
servers.py, browsers.py, inner.py                     programs that many scenarios use
questions.py what a resolver is asked, as pages do    resolvers.py, forwarders.py  who answers on port 443, and who asks
programs/    programs of our own, around real libraries
packages.py  where programs come from                 main.py   the commands
"""
