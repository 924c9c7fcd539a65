"""Text as rules compare it: bounded, trimmed, folded, the same in every language."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

LONGEST_TEXT = 4096
_LONGEST_NUMBER = 15
_LARGEST_WHOLE = 2**53 - 1
BLANKS = " \t\n\r\f\v"
_OTHER_BLANKS = BLANKS[1:]
_FOLD: dict[int, int | str] = {ord(upper): ord(upper) + 32 for upper in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_FOLD |= {0xA0: " "}
_FOLD |= {0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'}
_HASH_CODE = re.compile(r"\(#([0-9]{1,10})\)")


def code_text(value: Any) -> str | None:
    """Give a code as text: trimmed text, or the digits of a whole number up to 2^53-1; none for anything else.

    A list of one stands for what it holds, as web frameworks hand over the values of a form.

    >>> code_text(131049), code_text(131049.0), code_text([" 13 "]), code_text("001"), code_text(True), code_text("")
    ('131049', '131049', '13', '001', None, None)
    """
    if type(value) is int:
        return str(value) if -_LARGEST_WHOLE <= value <= _LARGEST_WHOLE else None
    if isinstance(value, str):
        return value[:LONGEST_TEXT].strip(BLANKS) or None
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return str(value) if -_LARGEST_WHOLE <= value <= _LARGEST_WHOLE else None
    if isinstance(value, float) and value.is_integer() and abs(value) <= _LARGEST_WHOLE:
        return str(int(value))
    return code_text(value[0]) if _is_wrapped(value) else None


def _is_wrapped(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and len(value) == 1 and not isinstance(value[0], (list, tuple))


def free_text(value: Any) -> str | None:
    """Give text, at most its first 4,096 characters, or a number as text; none for anything else and for blank text."""
    if type(value) is str and 0 < len(value) <= LONGEST_TEXT and not value.isspace():
        return value
    if isinstance(value, str):
        return value[:LONGEST_TEXT] if value and not value.isspace() else None
    return free_text(value[0]) if _is_wrapped(value) else code_text(value)


def only_text(value: Any) -> str:
    """Give text, also that of a list of one; nothing for anything else."""
    found = value[0] if _is_wrapped(value) else value
    return found if isinstance(found, str) else ""


def scalar_text(value: Any) -> str | None:
    """Give a scalar as a condition compares it: text, digits, `true` or `false`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return scalar_text(value[0]) if _is_wrapped(value) else code_text(value)


def whole_number(code: str | None) -> int | None:
    """Give the number a code is, where its digits are those of a whole number of 15 digits at most; `007` is none."""
    if code is None or len(code) > _LONGEST_NUMBER or not code.isascii():
        return None
    digits = code.removeprefix("-")
    return int(code) if digits.isdecimal() and (digits == "0" or digits[0] != "0") else None


def fold(text: str) -> str:
    r"""Give text with ASCII letters small, runs of white space as one blank, and curly quotes straight.

    >>> fold("  Re-Engagement  Message\u2019s ")
    "re-engagement message's"
    """
    text = text[:LONGEST_TEXT]
    folded = text.lower() if text.isascii() else text.translate(_FOLD)
    for blank in _OTHER_BLANKS:
        if blank in folded:
            folded = folded.replace(blank, " ")
    return " ".join(filter(None, folded.split(" "))) if "  " in folded else folded.strip(" ")


def holds_phrase(phrases: Sequence[str]) -> Callable[[Any], bool]:
    """Give the test whether a text holds one of the phrases, as `fold` compares them.

    >>> holds_phrase(["stat: undeliv"])("id:1 Stat:  UNDELIV err:011")
    True
    """
    folded = [fold(phrase) for phrase in phrases]
    # A text that holds a phrase holds its longest word too, which is cheaper to see than to fold the text.
    words = [max((word for word in re.split("[ '\"]", one) if word.isascii()), key=len, default="") for one in folded]

    def test(value: Any) -> bool:
        text = only_text(value)[:LONGEST_TEXT]
        small = text.lower()
        for word in words:
            if word in small:
                break
        else:
            return False
        whole = fold(text)
        return any(phrase in whole for phrase in folded)

    return test


def hash_code(text: Any) -> str | None:
    """Give the number in `(#131030) ...`."""
    found = _HASH_CODE.search(text[:LONGEST_TEXT]) if isinstance(text, str) else None
    return found[1] if found else None


def leading_code(text: Any) -> str | None:
    """Give the word before the first colon, comma or blank."""
    if not isinstance(text, str):
        return code_text(text)
    return re.split(r"[:, \t\n\r]", text[:LONGEST_TEXT].strip(BLANKS), maxsplit=1)[0] or None


def word_after(phrases: Sequence[str]) -> Callable[[Any], str | None]:
    """Give the reader of the word that follows one of the phrases, whatever the case of ASCII letters.

    Blanks, brackets, quotes, `#`, `:` and `=` before the word are passed over; the first phrase with a word decides.

    >>> word_after(["error code"])("Sms.send_message method failed with Error code: 29.")
    '29'
    """
    patterns = [
        re.compile(re.escape(phrase) + r"""[\s"'\[(#:=]*([A-Za-z0-9][A-Za-z0-9_.-]*)""", re.IGNORECASE | re.ASCII)
        for phrase in phrases
    ]

    def read(text: Any) -> str | None:
        if not isinstance(text, str):
            return None
        found = next(filter(None, (pattern.search(text[:LONGEST_TEXT]) for pattern in patterns)), None)
        return found[1].rstrip(".-") if found else None

    return read


def word_starting(starts: Sequence[str]) -> Callable[[Any], str | None]:
    """Give the reader of the first word that starts with one of these and goes on; capitals count.

    >>> word_starting(["EC_", "REJECTED_"])("Failed: REJECTED_NETWORK / EC_ABSENT_SUBSCRIBER.")
    'REJECTED_NETWORK'
    """
    pattern = re.compile(rf"(?<![A-Za-z0-9_])(?:{'|'.join(map(re.escape, starts))})[A-Za-z0-9_]*", re.ASCII)

    def read(text: Any) -> str | None:
        found = pattern.search(text[:LONGEST_TEXT]) if isinstance(text, str) else None
        return found[0] if found else None

    return read


def last_segment(text: Any) -> str | None:
    """Give what follows the last `#`, `/` or `:`."""
    if not isinstance(text, str):
        return None
    bare = text[:LONGEST_TEXT].strip(BLANKS)
    return bare[max(bare.rfind("#"), bare.rfind("/"), bare.rfind(":")) + 1 :] or None
