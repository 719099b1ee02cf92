"""Bytes that look encrypted from the first on, over TCP both ways, with nothing real inside: no magic, no lengths, no text."""
from lab.others import Talks, asked, streamed

NEEDS = ["/usr/bin/python3"]
SET = "tune"
VARIANTS = ["path=near", "ip=6"]


def run(lab, variant):
    draw = lab.random.randint
    plans = 2 * [("asked and answered", asked(lab, draw(4, 15), (60, 700), (60, 4_000))),
                 ("a download", streamed(lab, "s", draw(80, 900), draw(20, 80), (1_000, 9_000))),
             ("an upload", streamed(lab, "c", draw(40, 200), draw(20, 60), (1_000, 9_000))),
                 ("small messages", asked(lab, draw(15, 30), (24, 90), (24, 90), (0, 0.2))),
             ("a short one", asked(lab, 1, (32, 500), (32, 500))),
                 ("both in silence, then a little", asked(lab, 2, (50, 200), (50, 200), (2, 4)))]
    talks = Talks(lab, "tcp", [(notes, "noise", turns) for notes, turns in plans])
    lab.capture()
    talks.begin("other/fully-encrypted", "random bytes, nothing real inside: ")
