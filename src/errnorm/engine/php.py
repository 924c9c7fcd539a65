"""What PHP's `serialize` wrote, as logs keep it."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_DEEPEST = 64
_MOST_VALUES = 20_000
_START = re.compile(r'(?:\A|[\s=:,])(?=(?:a:[0-9]{1,6}:\{|O:[0-9]{1,4}:"))', re.ASCII)
_HEAD = re.compile(
    rb"N;|b:(?P<truth>[01]);|i:(?P<whole>-?[0-9]{1,18});|d:(?P<number>[-+.0-9eE]{1,40}|-?INF|NAN);"
    rb'|s:(?P<length>[0-9]{1,9}):"|a:(?P<size>[0-9]{1,6}):\{|O:[0-9]{1,4}:"[^"]{0,256}":(?P<members>[0-9]{1,6}):\{'
)


class _NotSerializedError(Exception):
    pass


def read_php(text: str) -> Any:
    """Give the array or object that PHP serialized somewhere in the text, or none where there is no whole one.

    Arrays with the keys 0, 1, 2 ... are lists; of the names of members only the last word is kept.

    >>> read_php('a:1:{s:6:"status";s:1:"9";}')
    {'status': '9'}
    """
    start = _START.search(text)
    if start is None:
        return None
    try:
        return _Reader(text[start.end() :].encode("utf-8", "surrogatepass")).value(0)
    except _NotSerializedError:
        return None


class _Reader:
    __slots__ = ("at", "left", "text")

    def __init__(self, text: bytes) -> None:
        self.text = text
        self.at = 0
        self.left = _MOST_VALUES

    def value(self, depth: int) -> Any:
        head = _HEAD.match(self.text, self.at)
        self.left -= 1
        if head is None or self.left < 0 or depth > _DEEPEST:
            raise _NotSerializedError
        self.at = head.end()
        if head["length"]:
            return self.string(int(head["length"]))
        if size := head["size"] or head["members"]:
            return self.members(int(size), depth + 1)
        return _scalar(head)

    def string(self, length: int) -> str:
        found, self.at = self.text[self.at : self.at + length], self.at + length
        self.expect(b'";')
        return found.decode("utf-8", "replace")

    def members(self, size: int, depth: int) -> Any:
        found: dict[str, Any] = {}
        for _ in range(size):
            name = self.name(depth)
            found[name] = self.value(depth)
        self.expect(b"}")
        return list(found.values()) if found and list(found) == [str(at) for at in range(len(found))] else found

    def name(self, depth: int) -> str:
        value = self.value(depth)
        if isinstance(value, bool) or not isinstance(value, (str, int)):
            raise _NotSerializedError
        return str(value).rpartition("\0")[2]

    def expect(self, mark: bytes) -> None:
        if not self.text.startswith(mark, self.at):
            raise _NotSerializedError
        self.at += len(mark)


def _scalar(head: re.Match[bytes]) -> Any:
    if head["truth"]:
        return head["truth"] == b"1"
    if head["whole"]:
        return int(head["whole"])
    try:
        return float(head["number"]) if head["number"] else None
    except ValueError as error:
        raise _NotSerializedError from error
