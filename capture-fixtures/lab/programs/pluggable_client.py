"""
Each connection to 127.0.0.1:1080 goes through a pluggable transport's SOCKS proxy to its server. Arguments: port of the
proxy, server's address, what the transport wants to know (given as SOCKS user name and password).
"""
import socket
import sys
import threading


def hear(proxy, count):
    data = b""
    while len(data) < count:
        data += proxy.recv(count - len(data)) or sys.exit("the transport hung up")
    return data


def dial(port, server, words):
    proxy = socket.create_connection(("127.0.0.1", port))
    user, password = words[:200], words[200:] or b"\0"
    proxy.sendall(b"\x05\x01\x02")
    hear(proxy, 2)
    proxy.sendall(b"\x01" + bytes([len(user)]) + user + bytes([len(password)]) + password)
    hear(proxy, 2)
    six = ":" in server
    address = socket.inet_pton(socket.AF_INET6 if six else socket.AF_INET, server)
    proxy.sendall(b"\x05\x01\x00" + (b"\x04" if six else b"\x01") + address + (443).to_bytes(2, "big"))
    if hear(proxy, 10)[1]:
        sys.exit("the transport could not connect")
    return proxy


def copy(source, target):
    try:
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass


def carry(inside, port, server, words):
    outside = dial(port, server, words)
    threading.Thread(target=copy, args=(outside, inside), daemon=True).start()
    copy(inside, outside)


def main(port, server, words):
    door = socket.create_server(("127.0.0.1", 1080))
    while True:
        threading.Thread(target=carry, args=(door.accept()[0], int(port), server, words.encode()), daemon=True).start()


main(*sys.argv[1:])
