"""FFmpeg sends sound and pictures to port 443 as RTP over UDP and as RTMP: streams that only one side speaks, at an even pace."""

from lab.others import script

NEEDS = ["ffmpeg"]
SET = "tune"
VARIANTS = ["rate=500k path=near", "rate=1200k ip=6"]
FIXTURES = {"rtp": ("rate=60k fixture=short", "RTP over UDP: sound in Opus, an even pace, nothing comes back.")}
SINK = """
import socket, sys
server = socket.socket(socket.AF_INET6 if ":" in sys.argv[1] else socket.AF_INET, socket.SOCK_DGRAM)
server.bind((sys.argv[1], 443))
while True:
    server.recv(2000)
"""
QUIET = ["ffmpeg", "-nostdin", "-v", "error"]


def run(lab, variant):
    sound, picture, live = (lab.host(certificate=False) for _ in range(3))
    for host in (sound, picture):
        script(lab, SINK, host.address, wait=f"udp:443:{host.listen}")
    lab.capture()
    seconds = "3" if variant.fixture else str(lab.random.randint(8, 12))
    lab.label(sound, "other/rtp", "RTP, sound, or RTCP about it", transport="udp", must=["c>\x80"])
    hearing = lab.start(*QUIET, "-re", "-f", "lavfi", "-i", f"anoisesrc=d={seconds}:a=0.3", "-c:a", "libopus", "-b:a", "32k",
                        "-payload_type", "97",
                        "-f", "rtp", f"rtp://{sound.listen}:443?rtcpport=443")
    if variant.fixture:
        return lab.finish(hearing)
    lab.label(picture, "other/rtp", "RTP, a picture that moves, or RTCP about it", transport="udp", must=["c>\x80"])
    seeing = lab.start(*QUIET, "-re", "-f", "lavfi", "-i", f"testsrc2=d={seconds}:r=20:s=320x240", "-c:v", "mpeg4", "-b:v", variant.rate,
                       "-f", "rtp", f"rtp://{picture.listen}:443?rtcpport=443")
    for _ in range(2):
        publish(lab, live, variant)
    lab.finish(seeing)
    return lab.finish(hearing)


def publish(lab, live, variant):
    server = lab.serve(*QUIET, "-listen", "1", "-i", f"rtmp://{live.listen}:443/live/x", "-f", "null", "-", wait=f"tcp:443:{live.listen}")
    lab.label(live, "other/rtmp", "RTMP, a live picture", must=["c>\x03"])
    lab.client(*QUIET, "-re", "-f", "lavfi", "-i", f"testsrc2=d={lab.random.randint(3, 6)}:r=20:s=320x240", "-c:v", "flv1", "-b:v",
               variant.rate, "-f", "flv",
               f"rtmp://{live.listen}:443/live/x", ok=False)
    lab.stop(server)
