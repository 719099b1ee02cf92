"""Follows the plan of visits.py with the standard library: "pool" keeps connections per thread, "urllib" opens one for every request."""
import concurrent.futures
import http.client
import ssl
import sys
import threading
import time
import urllib.request
from urllib.parse import urlsplit

mode, plan, authority, highest = sys.argv[1:5]
context = ssl.create_default_context(cafile=authority)
context.maximum_version = ssl.TLSVersion.TLSv1_2 if highest == "1.2" else ssl.TLSVersion.TLSv1_3
kept = threading.local()


def by_pool(method, url, body, headers):
    parts = urlsplit(url)
    connections = kept.__dict__.setdefault("connections", {})
    if parts.netloc not in connections:
        connections[parts.netloc] = http.client.HTTPSConnection(parts.netloc, context=context, timeout=15)
    connection = connections[parts.netloc]
    connection.request(method, parts.path + ("?" + parts.query if parts.query else ""), body, headers)
    connection.getresponse().read()


def by_urllib(method, url, body, headers):
    try:
        urllib.request.urlopen(urllib.request.Request(url, body, headers, method=method), context=context, timeout=15).read()
    except urllib.error.HTTPError as answer:
        answer.read()


def main():
    ask = {"pool": by_pool, "urllib": by_urllib}[mode]
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        together = []
        for line in open(plan):
            method, url, *rest = line.rstrip("\n").split("\t")
            if method == "WAIT":
                [future.result() for future in together]
                together = []
                time.sleep(float(url))
            else:
                size, header = rest
                headers = {} if header == "-" else dict([header.split(": ", 1)])
                together.append(pool.submit(ask, method, url, b"x" * int(size) or None, headers))


main()
