"""A Tor network of its own: an authority and relays on port 443, and a client that fetches pages and types through three of them."""
import re
import subprocess

from lab.inner import Inside
from lab.proxies import MIXES, Through, socks
from lab.tools import sh

NEEDS = ["tor", "tor-gencert", "nginx", "curl", "chromium", "certutil"]
SET = "tune"
VARIANTS = ["mix=mixed path=near", "mix=browser path=far"]
FIXTURES = {"tor": ("fixture=page",
                    "Tor in a network of its own: cells of 514 bytes in records of TLS 1.3, and what a relay's hello looks like.")}
COMMON = """TestingTorNetwork 1
DataDirectory FOLDER
Log notice stdout
PidFile FOLDER/pid
"""
RELAY = """Nickname NICK
Address ADDRESS
ORPort ADDRESS:443 IPv4Only
SocksPort 0
AssumeReachable 1
ExitRelay 1
ExitPolicy accept *:*
ExitPolicyRejectPrivate 0
ServerDNSDetectHijacking 0
ServerDNSTestAddresses
ContactInfo lab
"""
AUTHORITY = """AuthoritativeDirectory 1
V3AuthoritativeDirectory 1
DirPort ADDRESS:7000 IPv4Only
TestingV3AuthInitialVotingInterval 5
TestingV3AuthInitialVoteDelay 2
TestingV3AuthInitialDistDelay 2
V3AuthVotingInterval 20
V3AuthVoteDelay 2
V3AuthDistDelay 2
TestingDirAuthVoteExit *
TestingDirAuthVoteGuard *
TestingMinExitFlagThreshold 0
"""


def run(lab, variant):
    hosts, inside = [lab.host(certificate=False) for _ in range(5)], Inside(lab, sites=1 if variant.fixture else 3)
    lab.capture()
    directory = network(lab, hosts)
    throughs = [Through(lab, host, inside, socks(), "Tor, one of several guards", "vpn/tor", must=["tls"], many=True) for host in hosts]
    for n in range(1 if variant.fixture else 2):
        config = lab.write(f"client{n}.conf", COMMON.replace("FOLDER", lab.path(f"client{n}")) + directory + "SocksPort 127.0.0.1:1080\n")
        client = lab.serve("tor", "-f", config, at="client")
        lab.await_text(client, "Bootstrapped 100%", seconds=60)
        throughs[0].use(*(["short"] if variant.fixture else MIXES[variant.mix]))
        lab.stop(client)


def network(lab, hosts):
    """Starts the relays, of which the first is the authority, and waits until they know each other; returns what a client must know."""
    nicks = [lab.world.word() for _ in hosts]
    directory = f"DirAuthority {nicks[0]} orport=443 v3ident={identity(lab, hosts[0])} {hosts[0].v4}:7000 {fingerprint(lab)}\n"
    relays = []
    for n, (host, nick) in enumerate(zip(hosts, nicks)):
        text = COMMON + RELAY + (AUTHORITY if n == 0 else "") + directory
        text = text.replace("FOLDER", lab.path(f"relay{n}")).replace("NICK", nick).replace("ADDRESS", host.v4)
        relays.append(lab.serve("tor", "-f", lab.write(f"relay{n}.conf", text), wait=f"tcp:443:{host.v4}"))
    for relay in relays:
        lab.await_text(relay, "Bootstrapped 100%", seconds=60)
    return directory


def identity(lab, host):
    keys = lab.temp / "relay0" / "keys"
    keys.mkdir(parents=True)
    keys.parent.chmod(0o700)
    files = ["-i", keys / "authority_identity_key", "-s", keys / "authority_signing_key", "-c", keys / "authority_certificate"]
    command = ["tor-gencert", "--create-identity-key", "-m", "12", "-a", f"{host.v4}:7000", *files, "--passphrase-fd", "0"]
    subprocess.run(command, input=b"lab\n", capture_output=True, check=True)
    return re.search(r"^fingerprint (\w+)", (keys / "authority_certificate").read_text(), re.M)[1]


def fingerprint(lab):
    """The authority makes its relay key in order to say its fingerprint."""
    words = sh("tor", "--ignore-missing-torrc", "-f", "/nonexistent", "--quiet", "--list-fingerprint", "--ORPort", "1", "--SocksPort", "0",
               "--DataDirectory", lab.temp / "relay0", "--DirAuthority", "x 127.0.0.1:1 " + "F" * 40).split()
    return "".join(words[-10:]) if len(words) > 10 else words[-1]
