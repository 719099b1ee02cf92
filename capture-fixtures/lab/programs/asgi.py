"""A web application for hypercorn: answers whose length and time the question names, events, and web sockets that draw, play or mirror."""
import asyncio
import json
import random
from urllib.parse import parse_qs


async def app(scope, receive, send):
    if scope["type"] == "http":
        await answer(scope, receive, send)
    elif scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        await {"/play": play, "/mirror": mirror}[scope["path"]](receive, send)


async def answer(scope, receive, send):
    query = {name: float(values[0]) for name, values in parse_qs(scope["query_string"].decode()).items() if values[0].replace(".",
                                                                                                                              "").isdigit()}
    received, more = 0, True
    while more:
        message = await receive()
        received, more = received + len(message.get("body", b"")), message.get("more_body", False)
    await asyncio.sleep(query.get("ms", random.uniform(2, 25)) / 1000)
    if scope["path"] == "/events":
        await start(send, 200, b"text/event-stream")
        for number in range(int(query["n"])):
            await send({"type": "http.response.body", "body": f"data: {text(random.randint(10, 90))}\n\n".encode(), "more_body": True})
            await asyncio.sleep(query["every"] * random.uniform(0.2, 1.8) / 1000)
        await send({"type": "http.response.body", "body": b""})
    elif scope["path"] == "/write":
        await start(send, 204, b"text/plain")
        await send({"type": "http.response.body", "body": b""})
    else:
        await start(send, 200, b"application/json")
        body = json.dumps({"jsonrpc": "2.0", "result": text(int(query.get("n", 40 + received % 300)))})
        await send({"type": "http.response.body", "body": body.encode()})


async def start(send, status, kind):
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", kind), (b"cache-control", b"no-store")]})


def text(length):
    return random.randbytes(length // 2 + 1).hex()[:length]


async def play(receive, send):
    """Frames at 60 Hz, whatever the player sends."""
    async def frames():
        while True:
            await send({"type": "websocket.send", "bytes": random.randbytes(random.randint(24, 70))})
            await asyncio.sleep(1 / 60)
    task = asyncio.create_task(frames())
    while (await receive())["type"] == "websocket.receive":
        pass
    task.cancel()


async def mirror(receive, send):
    """As much back as came, of the same sizes."""
    while (message := await receive())["type"] == "websocket.receive":
        await send({"type": "websocket.send", "bytes": random.randbytes(len(message["bytes"]))})
