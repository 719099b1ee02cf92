"""
The traffic lab: client, router and server in network namespaces, real programs at both ends, a capture between them, and
the truth about each of its flows.

scenario.py  what a file of scenarios/ holds          lab.py    what a scenario works with
world.py     names, addresses, certificates, drawn    wire.py   namespaces and what lies between them; relay.py delays and loses
truth.py     flows as tshark sees them, labelled      check.py  looks again at labels, decrypted
servers.py, browsers.py, inner.py                     programs that many scenarios use
webservers.py, visits.py, programs/                   web servers, what their visitors do, and both of our own around a library
servers.py, browsers.py, inner.py, quic.py            programs that many scenarios use
proxies.py                                            ends of proxies and tunnels, and what people do through them
pages.py     pages of many hosts, and visits to them  fronts.py servers and resolvers for them; hidden.py with real ECH
servers.py, browsers.py, inner.py, apps.py            programs that many scenarios use; programs/ ours
others.py    what is not the web: SSH, torrents, talk.py        programs/    servers and clients of our own
tunnels.py   tunnels that are a device and a route    programs/  servers and clients that no package has
packages.py  where programs come from                 main.py   the commands
"""
