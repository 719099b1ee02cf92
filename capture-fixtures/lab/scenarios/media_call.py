"""RTSP over TCP and SRT over UDP by FFmpeg, and SIP calls by SIPp over UDP and TCP, all on port 443."""

NEEDS = ["ffmpeg", "sipp"]
SET = "test"
VARIANTS = ["rate=400k path=far", "rate=1200k ip=6"]
QUIET = ["ffmpeg", "-nostdin", "-v", "error"]


def run(lab, variant):
    camera, link, phone = (lab.host(certificate=False) for _ in range(3))
    phones = [lab.serve("sipp", "-sn", "uas", "-i", phone.listen, "-p", "443", "-t", kind, "-nostdin",
                        wait=f"{transport}:443:{phone.listen}")
              for kind, transport in (("u1", "udp"), ("t1", "tcp"))]
    eye = lab.serve(*QUIET, "-rtsp_flags", "listen", "-i", f"rtsp://{camera.listen}:443/cam", "-f", "null", "-",
                    wait=f"tcp:443:{camera.listen}")
    ear = lab.serve(*QUIET, "-i", f"srt://{link.listen}:443?mode=listener", "-f", "null", "-", wait=f"udp:443:{link.listen}")
    lab.capture()
    picture = [*QUIET, "-re", "-f", "lavfi", "-i", f"testsrc2=d={lab.random.randint(5, 9)}:r=20:s=320x240", "-c:v", "mpeg4", "-b:v",
               variant.rate]
    lab.label(camera, "other/rtsp", "RTSP, a camera's picture in the same connection", must=["c>OPTIONS rtsp"])
    watching = lab.start(*picture, "-f", "rtsp", "-rtsp_transport", "tcp", f"rtsp://{camera.listen}:443/cam")
    lab.label(link, "other/srt", "SRT, a live picture", transport="udp")
    sending = lab.start(*picture, "-f", "mpegts", f"srt://{link.listen}:443?mode=caller&latency=200000")
    for kind, transport in (("u1", "udp"), ("t1", "tcp")):
        for talk in (lab.random.randint(800, 3000), 0):
            lab.label(phone, "other/sip", f"SIP over {transport.upper()}, calls", transport=transport, must=["c>INVITE "])
            lab.client("sipp", "-sn", "uac", "-nr", "-m", lab.random.randint(1, 4), "-r", "2", "-d", talk, "-t", kind, "-p",
                       lab.random.randint(20_000, 60_000), "-i", lab.world.client6 if phone.v6 else lab.world.client,
                       "-nostdin", f"{phone.listen}:443", timeout=30)
    for process in (watching, sending):
        lab.finish(process, ok=False)
    for process in (eye, ear, *phones):
        lab.stop(process)
