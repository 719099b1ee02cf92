"""
A computer's stub resolver: asks over UDP what it is told, when it is told. Prints how many answers came and how many were due.

  asker.py ADDRESS PORT FILE

FILE is a list of [seconds, name, kind].
"""
import json
import os
import select
import socket
import struct
import sys
import time

from message import query

SERVER_FAILURE = 2  # RFC 1035, section 4.1.1


def main(address, port, file):
    with open(file) as text:
        questions = json.load(text)
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.connect((address, int(port)))
    waiting, answers, started, next_one = set(), 0, time.monotonic(), 0
    first = struct.unpack(">H", os.urandom(2))[0]
    end = (questions[-1][0] if questions else 0) + 3
    while time.monotonic() - started < end and (waiting or next_one < len(questions)):
        now = time.monotonic() - started
        while next_one < len(questions) and questions[next_one][0] <= now:
            number = (first + next_one) & 0xFFFF
            server.send(query(*questions[next_one][1:], number=number))
            waiting.add(number)
            next_one += 1
        due = questions[next_one][0] - now if next_one < len(questions) else end - now
        if select.select([server], [], [], max(0, due))[0]:
            answer = server.recv(65535)
            number = struct.unpack(">H", answer[:2])[0]
            answers += number in waiting and answer[3] & 15 != SERVER_FAILURE
            waiting.discard(number)
    print(answers, len(questions))


main(*sys.argv[1:])
