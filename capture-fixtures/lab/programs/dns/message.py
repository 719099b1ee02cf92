"""DNS queries as bytes."""
import struct

KINDS = {"A": 1, "NULL": 10, "TXT": 16, "AAAA": 28, "HTTPS": 65}


def query(name, kind, block=0, number=0):
    """With EDNS; padded to a multiple of ``block`` bytes (RFC 8467) where wanted."""
    labels = b"".join(bytes([len(part)]) + part.encode() for part in name.split("."))
    header = struct.pack(">HHHHHH", number, 0x0100, 1, 0, 0, 1)
    message = header + labels + b"\0" + struct.pack(">HH", KINDS[kind], 1) + b"\0\0\x29\x04\xd0" + bytes(4)
    if not block:
        return message + bytes(2)
    zeros = -(len(message) + 6) % block
    return message + struct.pack(">HHH", zeros + 4, 12, zeros) + bytes(zeros)
