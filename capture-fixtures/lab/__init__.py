"""
The traffic lab: client, router and server in network namespaces, real programs at both ends, a capture between them, and
the truth about each of its flows.

scenario.py  what a file of scenarios/ holds          lab.py    what a scenario works with
world.py     names, addresses, certificates, drawn    wire.py   namespaces and what lies between them; relay.py delays and loses
truth.py     flows as tshark sees them, labelled      check.py  looks again at labels, decrypted
servers.py, browsers.py, inner.py                     programs that many scenarios use
questions.py what a resolver is asked, as pages do    resolvers.py, forwarders.py  who answers on port 443, and who asks
programs/    programs of our own, around real libraries
packages.py  where programs come from                 main.py   the commands
"""
