"""Web pages as they are: of several hosts, with pictures, fonts and scripts of others, small calls, ranges of a film, and forms."""
import base64
import json
import struct
import zlib

SCRIPT = """const calls=CALLS;
for(const [url,wait,beacon] of calls)setTimeout(()=>beacon?navigator.sendBeacon(url,JSON.stringify({t:Date.now(),page:location.href}))
 :fetch(url).then(r=>r.json()).catch(()=>0),wait);"""
FILM = """const film=FILM;let at=0;async function more(){const r=await fetch(film,{headers:{Range:`bytes=${at}-${at+PART-1}`}});
 at+=(await r.arrayBuffer()).byteLength;if(r.status==206)setTimeout(more,WAIT)}more();"""


def picture(lab, size):
    """A PNG of about so many bytes that does not compress; browsers stop loading what is no picture."""
    width = max(8, int(size ** 0.5))
    lines = b"".join(b"\0" + lab.random.randbytes(width) for _ in range(width))
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", width, width, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(lines, 0)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
                                            for kind, data in chunks)


class Web:
    """
    Sites with some pages each, and other hosts from which all of them load. Made before capture(); ``hosts`` are what a
    server must serve (fronts.py), from the folders www/NAME.
    """

    def __init__(self, lab, sites=3, others=10, pages=4, small=False):
        self.lab, self.draw, self.small = lab, lab.random, small
        self.sites = [lab.host() for _ in range(sites)]
        self.others = [lab.host() for _ in range(others)]
        self.hosts = self.sites + self.others
        self.film_host = self.draw.choice(self.others)
        for host in self.hosts:
            self.folder(host).mkdir(parents=True)
        self.put(self.film_host, "film.mp4", self.draw.randbytes(30_000 if small else 1_500_000))
        for site in self.sites:
            for number in range(pages):
                self.page(site, number, pages)

    def folder(self, host):
        return self.lab.temp / "www" / host.name

    def put(self, host, name, data):
        path = self.folder(host) / name
        if not path.exists():
            path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return f"https://{host}/{name}"

    def text(self, low, high):
        return base64.b64encode(self.draw.randbytes(self.size(low, high) * 3 // 4)).decode()

    def size(self, low, high):
        return self.draw.randint(low, high // 8 if self.small and high > 8 * low else high)

    def some(self, low, high):
        return self.draw.sample(self.others, self.draw.randint(min(low, len(self.others)), min(high, len(self.others))))

    def images(self, site, number):
        """Most come from the site or one host for pictures, the later ones when they are scrolled to."""
        lines, near = [], [site, self.draw.choice(self.others), *self.some(1, 4)]
        for n in range(self.draw.randint(3, 12)):
            size = self.draw.choice((43, self.size(300, 4_000), self.size(4_000, 60_000)))
            url = self.put(self.draw.choice(near), f"p{number}-{n}.png", picture(self.lab, size))
            lazy = " loading=lazy" if n > 2 else ""
            lines.append(f"<p><img src={url} width=300 height={self.draw.randint(200, 900)}{lazy}><p>lorem ipsum")
        return lines

    def calls(self, site):
        """[url, wait in ms, beacon or not] of what the page's script does by and by."""
        found = [[f"https://{host}/collect?v={self.draw.randint(1, 9999)}", self.draw.randint(50, 1500), True] for host in self.some(1, 3)]
        for _ in range(self.draw.randint(1, 6)):
            host = self.draw.choice([site, *self.some(1, 2)])
            found.append([f"https://{host}/api/{self.text(3, 20).replace('/', '-')}", self.draw.randint(0, 4000), False])
        return found

    def head(self, site, number):
        parts = [f"<link rel=stylesheet href={self.put(site, f's{number % 2}.css', '/*' + self.text(2_000, 20_000) + '*/')}>"]
        for host in self.some(2, 5):
            url = self.put(host, "lib.js", "var lib='" + self.text(2_000, 70_000) + "'")
            parts.append(f"<script src={url} {self.draw.choice(('async', 'defer', ''))}></script>")
        for host in self.some(0, 2):
            url = self.put(host, "font.woff2", self.draw.randbytes(self.size(4_000, 40_000)))
            family = f"font-family:f{self.others.index(host)}"
            parts.append(f"<style>@font-face{{{family};src:url({url})}}h1{{{family}}}</style>")
        for host in self.some(0, 2):
            parts.append(f"<link rel={self.draw.choice(('preconnect', 'dns-prefetch'))} href=https://{host}>")
        return parts

    def page(self, site, number, pages):
        script = SCRIPT.replace("CALLS", json.dumps(self.calls(site)))
        if number == pages - 1:
            film = FILM.replace("FILM", json.dumps(f"https://{self.film_host}/film.mp4"))
            script += film.replace("PART", str(self.draw.randint(60, 250) * 1000)).replace("WAIT", str(self.draw.randint(300, 1200)))
        targets = [self.url(self.draw.choice([site, site, *self.sites]), self.draw.randrange(pages)) for _ in range(5)]
        links = [f"<a href={target}>more {n}</a> " for n, target in enumerate(targets)]
        self.put(site, self.name(number), "\n".join([
            f"<!doctype html><meta charset=utf-8><link rel=icon href=data:,><title>{site} {number}</title>", *self.head(site, number),
            f"<h1>{site}</h1><form action=/{self.name(1)}><input name=q></form>", *links, *self.images(site, number),
            f"<p>{self.text(1_000, 20_000)}<script>{script}</script>"]))

    def name(self, number):
        return f"page{number}.html" if number else "index.html"

    def url(self, site=None, number=None):
        number = self.draw.randint(0, 3) if number is None else number
        return f"https://{site or self.draw.choice(self.sites)}/{self.name(number)}"

    def film(self):
        return max(int(p.stem[4:]) for p in self.folder(self.sites[0]).glob("page*.html"))

    def label(self, verdict, notes, transport="tcp", **options):
        for host in self.hosts:
            self.lab.label(host, verdict, notes, transport, **options)


class Visit:
    """Steps of somebody before a browser, to be drawn one after another; for browsers.browse."""

    def __init__(self, web):
        self.web, self.draw, self.steps = web, web.draw, []

    def add(self, what, **values):
        self.steps.append({"do": what, **values})
        return self

    def think(self, low=0.3, high=1.8):
        return self.add("pause", ms=int(self.draw.uniform(low, high) * 1000))

    def read(self, tab="first", times=(1, 2)):
        return self.add("scroll", tab=tab, pauses=[self.draw.randint(250, 900) for _ in range(self.draw.randint(*times))])

    def surf(self, clicks=3, site=None, tab="first"):
        """A page, and from link to link."""
        self.add("open", url=self.web.url(site, 0), tab=tab).read(tab)
        for _ in range(clicks):
            self.think().add("click", number=self.draw.randrange(5), tab=tab).read(tab)
        return self

    def tabs(self, count=3):
        """Several pages at once."""
        for n in range(count):
            self.add("open", url=self.web.url(), tab=f"t{n}", beside=True).think(0.1, 0.6)
        self.think(0.8, 2)
        for n in range(count):
            self.read(f"t{n}", (1, 2)).add("close", tab=f"t{n}")
        return self

    def search(self, tab="first"):
        words, delay = self.web.text(6, 20), self.draw.randint(60, 180)
        return self.add("open", url=self.web.url(None, 0), tab=tab).think().add("type", text=words, delay=delay, tab=tab).read(tab)

    def watch(self, seconds=5):
        """A film in ranges."""
        self.add("open", url=self.web.url(None, self.web.film()), tab="film")
        return self.think(seconds * 0.7, seconds * 1.3).add("close", tab="film")


def visits(web, count=2):
    """Somebody's visits, each its own browser session: a page read, and then other things to do, or not."""
    for number in range(count):
        visit = Visit(web).surf(1 if number == 0 else 0)
        kind = web.draw.choice(("tabs", "search", "watch", "tabs") if count < 3 else ("tabs", "click"))
        if kind == "tabs":
            visit.tabs(web.draw.randint(2, 3))
        elif kind == "search":
            visit.search()
        elif kind == "watch":
            visit.watch(4)
        else:
            visit.think().add("click", number=web.draw.randrange(5), tab="first").read()
        yield visit
