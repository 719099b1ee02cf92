"""Small helpers without state."""
import os
import shutil
import struct
import subprocess
from pathlib import Path

CACHE = Path(os.environ.get("TELL443_LAB_CACHE") or Path.home() / ".cache" / "tell443-lab")  # what comes from npm and Maven Central


def find(program):
    """Where a program or file, "npm:NAME" or "maven:NAME" (a folder of the cache) is."""
    if program.startswith("npm:"):
        return existing(CACHE / "node_modules" / program[4:])
    if program.startswith("maven:"):
        return existing(CACHE / "jars" / program[6:])
    if program.startswith("/"):
        return existing(Path(program))
    return shutil.which(program, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin:/usr/lib/git-core")


def existing(path):
    return str(path) if path.exists() else None


def versions(programs):
    """Debian package and version of each program."""
    found = []
    for program in dict.fromkeys(("tcpdump", *programs)):
        if ":" in program:
            found.append(program)
            continue
        path, owner = os.path.realpath(find(program)), ""
        for candidate in (path, find(program), path.replace("/usr/", "/", 1)):
            owner = subprocess.run(["dpkg", "-S", candidate], capture_output=True, text=True).stdout.split(":")[0]
            if owner:
                break
        version = subprocess.run(["dpkg-query", "-W", "-f", "${Package} ${Version}", owner], capture_output=True, text=True).stdout
        found.append(version or program)
    return list(dict.fromkeys(found))


def sh(*command):
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if result.returncode:
        raise RuntimeError(f"{' '.join(map(str, command[:8]))}: {result.stderr.strip()[-300:]}")
    return result.stdout


def edit(source, target, change):
    """Copies a little-endian pcap file with every packet's bytes through ``change``; None leaves the packet out."""
    data = Path(source).read_bytes()
    out, at = [data[:24]], 24
    while at + 16 <= len(data):
        seconds, fraction, captured, original = struct.unpack_from("<IIII", data, at)
        packet = data[at + 16:at + 16 + captured]
        at += 16 + captured
        new = change(packet)
        if new is not None:
            out.append(struct.pack("<IIII", seconds, fraction, len(new), original + len(new) - captured) + new)
    Path(target).write_bytes(b"".join(out))
