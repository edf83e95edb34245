"""Streams of asyncio: arrows go from the task that writes to the task that reads, when it reads."""

import pytest

from tests.recorded import PYTHONS, Recorded, record, version

STREAMS = """
import asyncio


async def serve(reader, writer):
    asyncio.current_task().set_name("server")
    await reader.readline()
    writer.write(b"answer\\n")
    writer.write(b"and more\\n")
    print(await reader.readexactly(3))
    writer.close()


class Shout(asyncio.Protocol):
    def data_received(self, data):
        answered.set_result(data)


async def ask(port):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"question\\n")
    await reader.readuntil(b"answer\\n")  # reads a part
    await asyncio.sleep(0.05)
    print(await reader.readline())  # reads the rest
    writer.write(b"bye")
    print(await reader.read())
    writer.close()


async def main():
    global answered
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        await asyncio.create_task(ask(port), name="client")
    loop = asyncio.get_running_loop()
    answered = loop.create_future()
    server = await loop.create_server(Shout, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"loud")
        print(await answered)
        writer.close()


asyncio.run(main())
"""


@pytest.fixture(scope="module", params=PYTHONS, ids=version)
def streams(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    run = record(STREAMS, tmp_path_factory.mktemp("streams"), python=request.param)
    assert run.stdout == b"b'and more\\n'\nb'bye'\nb''\nb'loud'\n"
    assert (run.outcome.exit_code, run.stderr) == (0, b"")
    return run


def test_messages_of_a_stream_go_from_the_writing_to_the_reading_task(streams: Recorded) -> None:
    assert streams.flows("message") == [
        ("client", "server"),
        ("server", "client"),
        ("server", "client"),
        ("client", "server"),
        ("Task-1", "program.py"),  # a protocol of the program's own is called by the loop
    ]


def test_a_message_is_received_when_it_is_read(streams: Recorded) -> None:
    messages = [flow for flow in streams.summary["flows"] if flow["kind"] == "message"]
    pause = streams.span("client", "sleep")
    assert messages[1]["received_ns"] < pause["start_ns"]
    assert messages[2]["sent_ns"] < pause["start_ns"]
    assert messages[2]["received_ns"] > pause["end_ns"]
