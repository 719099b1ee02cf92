"""Binary protocols that nobody has named, in the clear on port 443: answers, events, measurements, large messages; and iperf3."""
from lab.others import Talks, asked, streamed

NEEDS = ["iperf3"]
SET = "tune"
VARIANTS = ["path=near", "ip=6"]


def run(lab, variant):
    meter = lab.host(certificate=False)
    draw = lab.random.randint
    talks = Talks(lab, "tcp", 2 * [("asked and answered", "framed", asked(lab, draw(5, 20), (20, 200), (20, 3_000))),
                                   ("told of events", "framed", streamed(lab, "s", 60, draw(20, 50), (20, 300), (0, 0.2))),
                                   ("measurements sent", "framed", streamed(lab, "c", 40, draw(10, 40), (30, 120), (0, 0.2))),
                                   ("a large answer", "prefixed", asked(lab, 1, (50, 90), (100_000, 400_000))),
                                   ("a large question", "prefixed", asked(lab, 2, (50_000, 200_000), (20, 60)))])
    lab.serve("iperf3", "-s", "-p", "443", "-B", meter.address, wait=f"tcp:443:{meter.listen}")
    lab.capture()
    talks.begin("other/unnamed", "a binary protocol in the clear, ")
    for options in (["-n", "300K"], ["-u", "-b", "1M", "-t", "2", "-l", "1200"]):
        lab.label(meter, "other/iperf3", "iperf3, its control connection or a stream", transport="tcp")
        lab.label(meter, "other/iperf3", "iperf3, a stream of datagrams", transport="udp", optional=True)
        lab.client("iperf3", "-p", "443", "-c", meter.address, *options)
