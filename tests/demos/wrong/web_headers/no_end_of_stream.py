"""A reader looks for the empty line only, and would spin round for ever when the server has hung up."""

import asyncio

DELAY = 0.05


async def serve(reader, writer):
    await reader.readuntil(b"\r\n\r\n")
    await asyncio.sleep(DELAY)
    writer.write(b"HTTP/1.0 200 O")
    writer.close()


async def headers(host, port):
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(b"HEAD / HTTP/1.0\r\n\r\n")
    spins = 0
    while await reader.readline() != b"\r\n":
        spins += 1
        if spins > 1000:
            raise RecursionError("it never comes")


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(headers(*server.sockets[0].getsockname()), name="reader")


if __name__ == "__main__":
    asyncio.run(main())
