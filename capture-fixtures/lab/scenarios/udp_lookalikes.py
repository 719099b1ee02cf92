"""Datagrams that look a little like QUIC in full flight, like WireGuard by their lengths, or like nothing at all, and are none of it."""
from lab.others import Talks, asked, streamed

NEEDS = ["/usr/bin/python3"]
SET = "test"
VARIANTS = ["path=near", "ip=6"]


def run(lab, variant):
    draw = lab.random.randint
    kinds = (("short-header", "first byte of a QUIC short header, and the same eight bytes"),
             ("wireguard-lengths", "lengths that WireGuard has"), ("noise", "any lengths"))
    plans = []
    for kind, notes in kinds:
        plans += [(f"{notes}: asked and answered", kind, asked(lab, draw(4, 15), (60, 400), (60, 1_200))),
                  (f"{notes}: a stream", kind, streamed(lab, "s", draw(60, 200), draw(40, 150), (600, 1_250), (0, 0.02)))]
    talks = Talks(lab, "udp", plans)
    lab.capture()
    talks.begin("other/fully-encrypted", "random datagrams, nothing real inside: ")
