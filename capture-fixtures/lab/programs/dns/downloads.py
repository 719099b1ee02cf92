"""
Downloads by libcurl with GnuTLS, which itself resolves over HTTPS: all transfers share connections and what is known of names.

  downloads.py https://RESOLVER/PATH FILE     FILE is a list of [seconds, address]

Prints how many downloads came and how many were due.
"""
import json
import os
import sys
import time

import pycurl


def transfer(url, resolver):
    one = pycurl.Curl()
    authority = os.environ["NODE_EXTRA_CA_CERTS"]
    for option, value in ((pycurl.URL, url), (pycurl.DOH_URL, resolver), (pycurl.CAINFO, authority), (pycurl.TIMEOUT, 30),
                          (pycurl.DNS_CACHE_TIMEOUT, 3), (pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_2TLS), (pycurl.PIPEWAIT, 1),
                          (pycurl.WRITEFUNCTION, lambda data: None)):
        one.setopt(option, value)
    return one


def main(resolver, file):
    with open(file) as text:
        due = json.load(text)
    multi, running, came, started, next_one = pycurl.CurlMulti(), set(), 0, time.monotonic(), 0
    while next_one < len(due) or running:
        while next_one < len(due) and due[next_one][0] <= time.monotonic() - started:
            one = transfer(due[next_one][1], resolver)
            running.add(one)
            multi.add_handle(one)
            next_one += 1
        multi.perform()
        _, good, bad = multi.info_read()
        came += len(good)
        for one in [*good, *(each[0] for each in bad)]:
            multi.remove_handle(one)
            running.discard(one)
        for _, code, message in bad:
            print(code, message)
        multi.select(0.05)
    print(came, len(due))


main(*sys.argv[1:])
