"""What people's programs ask a resolver: names of pages and of all that pages load, in the rhythm of visits, and what is answered."""
import json
from pathlib import Path

from lab.servers import curl, page

PROGRAMS = Path(__file__).with_name("programs") / "dns"
PARTS = ("a api ads analytics assets auth b beacon cdn cdn2 collect config consent edge events fonts fra g gateway geo id images img lb "
         "login m mail media metrics origin pixel player prod push rum s s3 scripts search static stats sync tag tags telemetry thumbs "
         "track us-east-1 video widgets ws www").split()
ENDS = ("example", "example.com", "example.net", "example.org")
BACKEND = "127.0.0.1", 5353


class Web:
    """
    Sites that are visited: each with a first name and 5 to 25 further ones, its own and those of third parties that many
    sites share. ``hosts`` are hosts of the lab among these names, which a client can really go to.
    """

    def __init__(self, lab, hosts=(), sites=14):
        self.random = lab.random
        self.records = {"tunnel": f"t.{self.label(4, 8)}.example"}
        self.third = [self.name() for _ in range(40)] + [host.name for host in hosts[1::2]]
        self.sites = [self.site(f"www.{self.label(5, 14)}.{self.random.choice(ENDS)}") for _ in range(sites)]
        self.sites += [self.site(host.name) for host in hosts[::2]]
        for host in hosts:
            self.records[host.name] = {"ttl": 60, "A": [host.v4] * bool(host.v4), "AAAA": [host.v6] * bool(host.v6)}

    def label(self, low, high):
        return "".join(self.random.choice("abcdefghijklmnopqrstuvwxyz0123456789") for _ in range(self.random.randint(low, high)))

    def name(self, owner=None):
        owner = owner or f"{self.label(4, 16)}.{self.random.choice(ENDS)}"
        parts = self.random.sample(PARTS, self.random.choice((1, 1, 1, 2, 2, 3)))
        if self.random.random() < 0.2:
            parts.insert(0, self.label(8, 24))
        return self.known(".".join([*parts, owner]))

    def site(self, first):
        owner = first.partition(".")[2]
        own = [self.name(owner) for _ in range(self.random.randint(1, 5))]
        others = self.random.sample(self.third, self.random.randint(4, 20))
        return [self.known(first), *own, *others]

    # -- answers ----------------------------------------------------------------------------------------------

    def known(self, name):
        """A name with the answers that such names have: often an alias of an alias at a CDN, some addresses, seldom more."""
        draw = self.random
        chain = [name]
        for _ in range(draw.choice((0, 0, 0, 1, 1, 2, 3))):
            chain.append(f"{self.label(5, 28)}.{'.'.join(draw.sample(PARTS, draw.randint(1, 3)))}.{self.label(4, 12)}.{draw.choice(ENDS)}")
            self.records[chain[-2]] = {"ttl": draw.choice((20, 60, 300, 3600)), "CNAME": chain[-1]}
        count = draw.choice((1, 1, 1, 2, 2, 4, 4, 8))
        nets = [draw.choice(("198.51.100", "203.0.113")) for _ in range(count)]
        answer = {"ttl": draw.choice((20, 30, 60, 300)), "A": [f"{net}.{draw.randint(1, 254)}" for net in nets]}
        if draw.random() < 0.6:
            answer["AAAA"] = [f"2001:db8:{draw.randint(2, 0xffff):x}::{draw.randint(1, 0xffff):x}" for _ in range(count)]
        if draw.random() < 0.25:
            answer["HTTPS"] = "0001000001000602683302683200040004" + draw.randbytes(4).hex()
        self.records[chain[-1]] = answer
        return name

    def big(self):
        """Names with long answers: policies and keys in text, a pool of addresses, an unknown name far down."""
        many, text, lost = self.name(), self.name(), f"{self.label(20, 40)}.{self.label(20, 40)}.{self.name()}"
        self.records[many] = {"ttl": 60, "A": [f"203.0.113.{n}" for n in self.random.sample(range(1, 255), 30)]}
        self.records[text] = {"ttl": 3600, "TXT": [self.label(40, 250) for _ in range(self.random.randint(2, 8))]}
        return [(many, "A"), (text, "TXT"), (lost, "A")]

    def tunnel(self, seconds):
        """Questions of a tunnel in DNS, as dnstt asks: bytes in base32 names of about 200 characters, polls while nothing is to be sent."""
        draw, at, asked = self.random, 0.2, []
        while at < seconds:
            busy, end = draw.random() < 0.4, at + draw.uniform(1, 4)
            while at < end:
                room = draw.choice((200, 208, 208, 130, 64)) if busy else draw.choice((26, 26, 32))
                text = "".join(draw.choice("abcdefghijklmnopqrstuvwxyz234567") for _ in range(room))
                asked.append((at, ".".join([*(text[n:n + 63] for n in range(0, room, 63)), self.records["tunnel"]]), "TXT"))
                at += draw.expovariate(25) if busy else draw.uniform(0.2, 0.8)
        return asked

    def save(self, lab):
        return lab.write("answers.json", json.dumps(self.records))

    # -- questions --------------------------------------------------------------------------------------------

    def visit(self, kinds=("A", "AAAA"), cache=None):
        """A page's questions, (seconds since its begin, name, kind): the first name, then waves of others within about a second."""
        draw, cache = self.random, {} if cache is None else cache
        site = draw.choice(self.sites)
        waves = sorted(draw.uniform(0.08, 1.0) for _ in range(draw.randint(1, 4)))
        further = draw.sample(site[1:], draw.randint(len(site) // 2, len(site) - 1))
        wanted = [(0.0, site[0])] + sorted((draw.choice(waves) + draw.expovariate(40), name) for name in further)
        if draw.random() < 0.1:
            wanted.append((draw.uniform(0.2, 1), f"{self.label(6, 20)}.{site[0]}"))
        asked = []
        for at, name in wanted:
            if name not in cache:
                cache[name] = True
                asked += [(at + n * 0.0006, name, kind) for n, kind in enumerate(kinds)]
        return asked

    def browse(self, seconds, kinds=("A", "AAAA"), think=(2, 8), forget=0.4):
        """
        Visits for some seconds, with time to read between them, and now and then a program that asks on its own. A cache
        answers what was asked before; a part of it expires between two pages (short TTLs, minutes made shorter).
        """
        draw, cache, at, asked = self.random, {}, self.random.uniform(0, 0.5), []
        while at < seconds:
            asked += [(at + after, name, kind) for after, name, kind in self.visit(kinds, cache)]
            for name in list(cache):
                if draw.random() < forget:
                    del cache[name]
            pause = draw.uniform(*think)
            if draw.random() < 0.5:
                asked.append((at + 1 + draw.uniform(0, pause), draw.choice(self.third), kinds[0]))
            at += 1 + pause
        return sorted(asked)


def backend(lab, web):
    """What all resolvers of a scenario ask: it knows the answers, and takes as long as the far servers of the world would."""
    command = ["/usr/bin/python3", "-B", PROGRAMS / "answers.py", web.save(lab), *BACKEND, lab.random.random()]
    return lab.serve(*command, wait=f"udp:{BACKEND[1]}")


def ask(lab, questions, address="127.0.0.1", port=53):
    """Starts a program that puts the questions to a resolver of the client's own, over UDP, each at its time."""
    return lab.start("/usr/bin/python3", "-B", PROGRAMS / "asker.py", address, port, schedule(lab, questions))


def schedule(lab, items):
    """A file of questions, or of whatever else is due at times."""
    return lab.write(f"schedule{lab.random.randrange(1 << 40):x}.json", json.dumps(items))


def answered(lab, process, share=0.8, timeout=90):
    """Waits for ask(); fewer answers than that are a failure."""
    said = lab.finish(process, timeout=timeout).decode(errors="replace")
    got, of = map(int, said.split()[-2:])
    if got < of * share:
        raise RuntimeError(f"only {got} of {of} questions were answered: {said[:300]}")
    return got


def browse_sites(lab, hosts, visits):
    """Curl goes to hosts by name, so that connections begin a few ms after the answers that name them."""
    for _ in range(visits):
        host, other = lab.random.sample(hosts, 2)
        curl(lab, "--http2", f"https://{host}/", timeout=40)
        urls = page(lab, host)[1:] + page(lab, other)[:3]
        curl(lab, "--http2", "-Z", *(part for url in urls for part in ("-o", "/dev/null", url)), timeout=40)
        lab.pause(2, 5)
