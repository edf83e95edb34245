"""一个接一个地向三台网站服务器询问响应头。"""

import asyncio
from functools import partial

DELAY = 0.3  # 0.01..10, 自己的服务器要多少秒才回答
HOSTS = ""  # 改为询问真实主机，用空格分隔

pages = {"plain": "200 OK\n\n", "moved": "302 Found\nLocation: /\n\n", "hasty": "200 O"}


async def serve(name, reader, writer):
    await reader.readuntil(b"\r\n\r\n")
    await asyncio.sleep(DELAY)
    writer.write(f"HTTP/1.0 {pages[name]}".replace("\n", "\r\n").encode())
    writer.close()  # 性急的那台在一行中间就挂断


async def headers(name, host, port=80):
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(f"HEAD / HTTP/1.0\r\nHost: {host}\r\n\r\n".encode())
    while (line := await reader.readline()) not in (b"\r\n", b""):  # b"" 表示对方已挂断
        print(f"{name}：{line.decode().rstrip()}")
    writer.close()
    await writer.wait_closed()


async def main():
    asked = [(host, host) for host in HOSTS.split()]
    for name in [] if asked else pages:
        server = await asyncio.start_server(partial(serve, name), "127.0.0.1", 0)
        asked.append((name, *server.sockets[0].getsockname()))
    for each in asked:
        await headers(*each)  # 这台回答了才问下一台


if __name__ == "__main__":
    asyncio.run(main())
