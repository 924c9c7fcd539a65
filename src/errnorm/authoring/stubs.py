"""The lines of stubs: rules, shapes and whole catalogs that load, and whose blanks say what belongs there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from errnorm.authoring.words import flow, scalar
from errnorm.catalog.blanks import blank

NO_CODE = "unknown"
WHOLE_PAYLOAD = blank("one whole payload with invented numbers and names")
_TITLE = blank("the vendor's own short title")
_MEANING = blank("what the code means in your own words") + "."
_SOURCE = blank("which of the sources says so: set `source` and drop this note")
_SEEN = blank("where this was seen; or cite a page and set `evidence` to documented")


@dataclass(frozen=True)
class RuleStub:
    """What is known of a new rule; what is not is left blank.

    `sources` are the sources of its file, of which one will be cited; `seen` says that the code was met in a payload
    and stands on no page yet; `needs_example` that no shape's example can carry the code.
    """

    code: str
    sources: Sequence[str]
    title: str | None = None
    canonical: str | None = None
    status: str | None = None
    phase: str | None = None
    surface: str | None = None
    source: str | None = None
    seen: bool = False
    needs_example: bool = False

    def lines(self) -> list[str]:
        """Give the lines, without indentation and without the dash. Raises `NotWritable`."""
        return [f"{key}: {scalar(value)}" for key, value in self._parts() if value is not None]

    def _parts(self) -> Iterator[tuple[str, str | None]]:
        """Give the keys in the order that the form of a catalog lists them."""
        yield "code", self.code
        yield "status", self.status
        yield "phase", self.phase
        yield "surface", self.surface
        yield "title", self.title or _TITLE
        yield "meaning", _MEANING
        yield "canonical", self.canonical or NO_CODE
        yield "evidence", "observed" if self.seen else "documented"
        yield "source", self.source or self.sources[0]
        yield "note", self._note()
        yield "example", WHOLE_PAYLOAD if self.needs_example else None

    def _note(self) -> str | None:
        if self.seen:
            return _SEEN
        return _SOURCE if self.source is None and len(self.sources) > 1 else None


FIRST_RULE = RuleStub(code=blank("the vendor's code"), sources=["errors"])
FIRST_SHAPE = (
    "name: error_object",
    "phase: request",
    "when: {error.code: known}",
    "fields: {code: error.code, detail: error.message}",
    "identifies: false",
    "evidence: documented",
    "source: errors",
    "example: " + flow({"error": {"code": FIRST_RULE.code, "message": WHOLE_PAYLOAD}}),
)


def catalog_text(  # noqa: PLR0913 - a catalog has as many parts as it has
    vendor: str,
    *,
    today: str,
    title: str | None = None,
    schema: str | None = None,
    shapes: Sequence[Sequence[str]] = (),
    rules: Sequence[Sequence[str]] = (),
) -> str:
    """Give the text of a new catalog with one source to fill in, these shapes and these rules.

    `schema` is the way to the JSON Schema that editors read, none where there is no such file; `today` is the day on
    which the source is read, as 2026-11-22. Raises `NotWritable`.
    """
    head = [f"# yaml-language-server: $schema={schema}"] if schema else []
    address = scalar("https://" + blank("the address of the page that lists the errors"))
    lines = [
        *head,
        f"vendor: {vendor}",
        f"title: {scalar(title or blank('the name of the vendor'))}",
        "sources:",
        f"  errors: {{url: {address}, retrieved: {today}}}",
        *_list("shapes", shapes),
        *_list("rules", rules),
    ]
    return "\n".join(lines) + "\n"


def _list(key: str, entries: Sequence[Sequence[str]]) -> list[str]:
    inside = [line for entry in entries for line in _entry(entry)]
    return ["", f"{key}:", *inside] if entries else []


def _entry(lines: Sequence[str]) -> list[str]:
    return [f"  - {lines[0]}", *(f"    {line}" for line in lines[1:])]
