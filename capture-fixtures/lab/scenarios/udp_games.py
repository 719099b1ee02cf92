"""Datagrams of games and measurements on port 443: state sent at an even pace both ways, lines of devices, in the clear."""
from lab.others import Talks, asked, streamed

NEEDS = ["/usr/bin/python3"]
SET = "tune"
VARIANTS = ["path=lossy", "ip=6"]


def run(lab, variant):
    draw = lab.random.randint
    game = [turn for _ in range(draw(60, 150)) for turn in (["c", draw(30, 60), 1 / 30], ["s", draw(80, 400), 0.001])]
    plans = [("a game, 30 states a second", "state", game), ("a game's list of servers", "framed",
                                                             asked(lab, draw(2, 5), (20, 30), (300, 1_200))),
             ("a device's lines", "lines", streamed(lab, "c", 20, draw(5, 20), (30, 150), (0, 0.4))),
             ("questions in JSON", "prefixed", asked(lab, draw(3, 12), (30, 90), (60, 900))),
             ("state pushed by the server", "state", streamed(lab, "s", 30, draw(30, 80), (100, 1_100), (0.01, 0.06)))]
    talks = Talks(lab, "udp", 2 * plans)
    lab.capture()
    talks.begin("other/unnamed", "datagrams in the clear, ")
