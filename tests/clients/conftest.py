"""Local servers that misbehave in one way each, and the same call through every client. Nothing leaves the loopback."""

import asyncio
import socket
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import aiohttp
import httpx
import pytest
import requests

Handle = Callable[[socket.socket, threading.Event], None]

SHORT, LONG = 0.3, 10.0
REAL_GETADDRINFO = socket.getaddrinfo


class Server:
    """A server on a free port of the loopback; `handle` gets each connection, and an event for the end."""

    def __init__(self, handle: Handle) -> None:
        self.over = threading.Event()
        self._handle = handle
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self.port = self._socket.getsockname()[1]
        self._threads[0].start()

    def _accept(self) -> None:
        while True:
            connection, _ = self._socket.accept()
            if self.over.is_set():
                connection.close()
                return
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            try:
                self._handle(connection, self.over)
            except OSError:
                return  # the client went away first

    def close(self) -> None:
        self.over.set()
        socket.create_connection(("127.0.0.1", self.port)).close()
        for thread in self._threads:
            thread.join(5)
        self._socket.close()


def read_request(connection: socket.socket) -> bytes:
    """Read head and body, so that closing sends an end and no reset."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += connection.recv(65536) or b"\r\n\r\n"
    head, _, body = data.partition(b"\r\n\r\n")
    length = next((int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), 0)
    while len(body) < length:
        body += connection.recv(65536) or b" " * length
    return head


def answering(answer: bytes) -> Handle:
    """Answer every request with the same bytes and close."""

    def handle(connection: socket.socket, _over: threading.Event) -> None:
        read_request(connection)
        connection.sendall(answer)

    return handle


def silent(connection: socket.socket, over: threading.Event) -> None:
    read_request(connection)
    over.wait(10)


def resetting(connection: socket.socket, _over: threading.Event) -> None:
    read_request(connection)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")


def plain_text(connection: socket.socket, _over: threading.Event) -> None:
    """Answer a TLS hello as an HTTP server does."""
    connection.recv(65536)
    connection.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


def closing(connection: socket.socket, _over: threading.Event) -> None:
    connection.recv(65536)


def post_httpx(url: str, patience: float) -> httpx.Response:
    return httpx.post(url, json={"to": "15550000000"}, timeout=patience, follow_redirects=True).raise_for_status()


def post_httpx_async(url: str, patience: float) -> httpx.Response:
    async def post() -> httpx.Response:
        async with httpx.AsyncClient(timeout=patience, follow_redirects=True) as client:
            return (await client.post(url, json={"to": "15550000000"})).raise_for_status()

    return asyncio.run(post())


def post_requests(url: str, patience: float) -> requests.Response:
    response = requests.post(url, json={"to": "15550000000"}, timeout=patience)
    response.raise_for_status()
    return response


def post_aiohttp(url: str, patience: float) -> bytes:
    async def post() -> bytes:
        limits = aiohttp.ClientTimeout(sock_connect=patience, sock_read=patience)
        connector = aiohttp.TCPConnector(resolver=aiohttp.ThreadedResolver())
        async with (
            aiohttp.ClientSession(timeout=limits, connector=connector) as session,
            session.post(url, json={"to": "15550000000"}) as response,
        ):
            response.raise_for_status()
            return await response.read()

    return asyncio.run(post())


def post_urllib(url: str, patience: float) -> bytes:
    request = urllib.request.Request(url, data=b'{"to": "15550000000"}', headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=patience) as response:
        return response.read()


CLIENTS = {
    "httpx": post_httpx,
    "httpx_async": post_httpx_async,
    "requests": post_requests,
    "aiohttp": post_aiohttp,
    "urllib": post_urllib,
}


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture(autouse=True)
def _no_resolver(monkeypatch):
    """Names fail here as they do at a resolver, so that no question leaves the machine."""

    def getaddrinfo(host, *args, **kwargs):
        if host in ("127.0.0.1", b"127.0.0.1", "localhost"):
            return REAL_GETADDRINFO(host, *args, **kwargs)
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)


@pytest.fixture
def serve() -> Iterator[Callable[[Handle | bytes], str]]:
    """Start a server by what it does or answers; give its address."""
    with ExitStack() as stack:

        def start(handle: Handle | bytes) -> str:
            server = Server(answering(handle) if isinstance(handle, bytes) else handle)
            stack.callback(server.close)
            return f"http://127.0.0.1:{server.port}/messages"

        yield start


@pytest.fixture
def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@pytest.fixture
def full_port() -> Iterator[int]:
    """Give a port whose queue of connections is full, so that the kernel leaves a further one unanswered."""
    with ExitStack() as stack:
        server = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        port = server.getsockname()[1]
        for _ in range(8):
            connection = stack.enter_context(socket.socket())
            connection.setblocking(False)  # noqa: FBT003 - the name of the parameter is not public
            connection.connect_ex(("127.0.0.1", port))
        try:
            socket.create_connection(("127.0.0.1", port), timeout=0.1).close()
        except TimeoutError:
            yield port
        else:
            pytest.skip("this kernel answers however full the queue is")


@pytest.fixture
def urls(serve, request) -> Callable[[str], str]:
    """Give the address at which a call fails in the way that is named."""

    def url(failure: str) -> str:
        match failure:
            case "refused":
                return f"http://127.0.0.1:{request.getfixturevalue('closed_port')}/messages"
            case "connect_timeout":
                return f"http://127.0.0.1:{request.getfixturevalue('full_port')}/messages"
            case "tls_to_plain_text":
                return serve(plain_text).replace("http:", "https:")
            case "tls_closed":
                return serve(closing).replace("http:", "https:")
            case "name":
                return "http://errnorm.invalid/messages"
            case _:
                return serve(SERVED[failure])

    return url


SERVED: dict[str, Handle | bytes] = {
    "read_timeout": silent,
    "closed_without_answer": b"",
    "reset": resetting,
    "closed_in_body": b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{",
    "closed_in_chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{",
    "no_http": b"220 mail.example ESMTP\r\n\r\n",
    "broken_gzip": b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd",
    "redirect_loop": b"HTTP/1.1 307 Again\r\nLocation: /messages\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
}


@pytest.fixture(params=CLIENTS)
def client(request) -> str:
    return request.param


@pytest.fixture
def fail(urls) -> Iterator[Callable[[str, str], BaseException]]:
    """Give the exception a client raises at an address, or at the address of a named failure."""
    with ExitStack() as stack:

        def raised(client: str, failure: str) -> BaseException:
            with pytest.raises(Exception) as caught:  # noqa: PT011 - which exception it is, the client decides
                CLIENTS[client](
                    failure if "/" in failure else urls(failure), SHORT if failure.endswith("timeout") else LONG
                )
            if isinstance(caught.value, urllib.error.HTTPError):
                stack.callback(caught.value.close)
            return caught.value

        yield raised
