"""
Asks a DoH server by dnspython and httpx, over one HTTP/2 connection or HTTP/1.1, and reads pages of hosts whose addresses it has been told.

  asker_dnspython.py HOST get|post HTTP BLOCK FILE

FILE is a list of [seconds, name, kind]; kind "PAGE" asks for A or AAAA and then goes to the host for some parts of its site, named
behind a colon. Prints how many answers came and how many were due.
"""
import asyncio
import json
import os
import socket
import ssl
import sys

import dns.asyncquery
import dns.message
import dns.rdatatype
import httpx

known, system = {}, socket.getaddrinfo


class Asker:
    def __init__(self, host, method, http, block, context):
        self.host, self.method, self.block, self.context = host, method, int(block), context
        limits = httpx.Limits(max_connections=1 if http == "2" else 3, keepalive_expiry=60)
        self.client = httpx.AsyncClient(http2=http == "2", verify=context, limits=limits, timeout=8)
        self.answers = 0

    async def ask(self, name, kind):
        options = {"use_edns": 0, "pad": self.block} if self.block else {"use_edns": self.method == "post"}
        question = dns.message.make_query(name, kind, id=0, **options)
        answer = await dns.asyncquery.https(question, f"https://{self.host}/dns-query", client=self.client, post=self.method == "post")
        self.answers += 1
        return [str(data) for found in answer.answer if found.rdtype == dns.rdatatype.from_text(kind) for data in found]

    async def visit(self, name, paths):
        known[name] = (await self.ask(name, "A") + await self.ask(name, "AAAA"))[0]
        async with httpx.AsyncClient(http2=True, verify=self.context, timeout=20) as web:
            await web.get(f"https://{name}/")
            await asyncio.gather(*(web.get(f"https://{name}{path}") for path in paths))

    async def at(self, seconds, name, kind, again=True):
        await asyncio.sleep(seconds)
        try:
            if ":" in kind:
                await self.visit(name, kind.split(":")[1:])
            else:
                await self.ask(name, kind)
        except httpx.RemoteProtocolError:  # the server has ended an idle connection at that moment
            if again:
                await self.at(0.05, name, kind, False)
        except (httpx.HTTPError, dns.exception.DNSException) as error:
            print(name, kind, repr(error))


async def main(host, method, http, block, file):
    with open(file) as text:
        questions = json.load(text)
    asker = Asker(host, method, http, block, ssl.create_default_context(cafile=os.environ["NODE_EXTRA_CA_CERTS"]))
    await asyncio.gather(*(asker.at(*question) for question in questions))
    await asker.client.aclose()
    print(asker.answers, sum(1 + (":" in kind) for _, _, kind in questions))


def addresses(host, *rest, **options):
    """What this program has found by itself comes before what the system knows."""
    text = host.decode() if isinstance(host, bytes) else host
    return system(known.get(text, text), *rest, **options)


socket.getaddrinfo = addresses
asyncio.run(main(*sys.argv[1:]))
