"""WebRTC between two peers of werift (Node), one of them on UDP port 443: STUN, DTLS, then SRTP or data channels."""
import json
from pathlib import Path

NEEDS = ["node", "npm:werift"]
SET = "test"
VARIANTS = ["offer=there path=near", "offer=here ip=6 path=lossy"]
FIXTURES = {"webrtc": ("offer=there fixture=short", "WebRTC: STUN, DTLS 1.2, SRTP and a data channel in one flow.")}
PROGRAM = Path(__file__).parent.parent / "programs" / "webrtc.js"


def run(lab, variant):
    draw = lab.random.randint
    plans = [("a call with sound", {"seconds": draw(6, 10), "sound": 50, "picture": 0, "messages": 0}),
             ("a call with sound and picture", {"seconds": draw(5, 8), "sound": 50, "picture": 60, "messages": 0}),
             ("a data channel", {"seconds": draw(5, 9), "sound": 0, "picture": 0, "messages": draw(3, 30)}),
             ("a connection that is hardly used", {"seconds": 6, "sound": 0, "picture": 0, "messages": 0.4})]
    if variant.fixture:
        plans = [("sound and a data channel", {"seconds": 3, "sound": 20, "picture": 0, "messages": 4})]
    calls = [(lab.host(certificate=False), *plan) for plan in plans]
    lab.capture()
    running = []
    for host, notes, plan in calls:
        folder = lab.temp / f"call-{host}"
        folder.mkdir()
        plan["size"] = lab.random.randint(30, 900)
        lab.label(host, "other/dtls", f"WebRTC, {notes}: STUN, DTLS, then SRTP or SCTP", transport="udp", must=["stun"])
        ends = [(host.address, "server"), (lab.world.client6 if host.v6 else lab.world.client, "client")]
        for role, (address, at) in zip(("offer", "answer") if variant.offer == "there" else ("answer", "offer"), ends):
            running.append(lab.start("node", PROGRAM, role, address, 443 if at == "server" else 0, folder, json.dumps(plan), at=at))
        lab.pause(0.2, 1)
    for process in running:
        lab.finish(process, timeout=40)
