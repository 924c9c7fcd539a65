"""One file under check: its text, its marks, what the schema makes of it, and what the schema finds in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from errnorm.catalog.compile import compile_rule
from errnorm.catalog.diagnostics import nearest
from errnorm.catalog.layers import Overrides
from errnorm.catalog.load import SHARED_FILES, check_references, validate
from errnorm.catalog.schema import Catalog
from errnorm.catalog.shared import Canonical, Envelopes, Http, Transport
from errnorm.catalog.strict_yaml import Document, Where, parse_yaml, read_yaml
from errnorm.check.finding import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pydantic import BaseModel

    from errnorm.catalog.compile import Data
    from errnorm.catalog.diagnostics import Diagnostic

_SHARED_MODELS: dict[str, type[BaseModel]] = {
    "canonical.yaml": Canonical,
    "http.yaml": Http,
    "transport.yaml": Transport,
    "envelopes.yaml": Envelopes,
}
_STAND_IN = {"url": "https://source.invalid", "retrieved": "2000-01-01"}
_PROSE = frozenset({"title", "meaning", "remediation", "why", "note", "disputed", "summary"})
_QUOTES = ("'", '"', "|", ">")


@dataclass(eq=False)
class Subject:
    """A file, read.

    `model` is what the schema makes of it, or none where its form is wrong; `usable_value` is a catalog's value with a
    stand-in for every source that it cites and does not list; `diagnostics` is what reading it found.
    """

    path: Path
    name: str
    text: str
    document: Document
    model: BaseModel | None = None
    usable_value: Any = None
    diagnostics: list[Diagnostic] = field(default_factory=list)

    @property
    def catalog(self) -> Catalog | None:
        """The vendor's catalog that the file is, or none."""
        return self.model if isinstance(self.model, Catalog) else None

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the file, without their ends."""
        return self.text.split("\n")

    @cached_property
    def leaves(self) -> list[tuple[Where, Any]]:
        """Every value that is neither list nor mapping, with the way to it."""
        return list(_leaves(self.document.value, ()))

    @cached_property
    def compiled(self) -> list[Data]:
        """The compiled rules of the catalog in the order of the file; ids may repeat."""
        return [compile_rule(self.catalog, rule) for rule in self.catalog.rules] if self.catalog else []

    @cached_property
    def rules(self) -> list[Data]:
        """The compiled rules with the ids that they get: of equal ones all but the first have a number."""
        taken: Counter[str] = Counter()
        rules = []
        for data in self.compiled:
            taken[data["id"]] += 1
            number = taken[data["id"]]
            rules.append(data if number == 1 else {**data, "id": f"{data['id']}-{number}"})
        return rules

    def prose(self, *keys: str) -> Iterator[tuple[Where, str]]:
        """Give the sentences under these keys, or under every key that holds sentences, payloads aside."""
        wanted = frozenset(keys) or _PROSE
        for where, value in self.leaves:
            if where and where[-1] in wanted and "example" not in where and isinstance(value, str):
                yield where, value

    def at(self, where: Where, message: str, cure: str) -> Fault:
        """Give a fault at a part of the document, or at the nearest part around it."""
        found = self.document.fault(where, message)
        return Fault(found.line, found.column, message, cure)

    def offset(self, line: int, column: int) -> int:
        """Give where a line and column, both from 1, stand in the text."""
        return self._starts[line - 1] + column - 1

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self.lines)]

    def is_plain(self, where: Where) -> bool:
        """Say whether the value there stands without quotes."""
        line, column = self.document.marks[where]
        return not self.lines[line - 1].startswith(_QUOTES, column - 1)

    def word(self, where: Where) -> str:
        """Give a rule's id where `where` lies in a rule, else the way as dotted text."""
        inside = len(where) > 1 and where[0] == "rules" and isinstance(where[1], int) and self.rules
        return self.rules[where[1]]["id"] if inside else ".".join(map(str, where))  # type: ignore[index]

    def with_text(self, text: str) -> Subject:
        """Give the same file with another text."""
        return _understood(Subject(self.path, self.name, text, parse_yaml(text, self.name)))


def read_subject(path: Path, name: str) -> Subject:
    """Read a file; whatever is wrong with it stands in `diagnostics`, nothing is raised."""
    document = read_yaml(path, shown_as=name)
    try:
        with path.open(encoding="utf-8", newline="") as file:
            text = file.read()
    except (OSError, UnicodeDecodeError):
        text = ""
    return _understood(Subject(path, name, text, document))


def shown(path: Path) -> str:
    """Give the name under which a file is told of: as seen from the working folder where it lies inside."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def is_shared(path: Path) -> bool:
    """Say whether a file is one of the four of a catalog set that belong to no vendor."""
    return path.name in SHARED_FILES and (path.parent / "canonical.yaml").exists()


def any_file(_: Subject) -> bool:
    """Say yes to every file."""
    return True


def valid_file(subject: Subject) -> bool:
    """Say whether the form of the file is right."""
    return subject.model is not None


def valid_catalog(subject: Subject) -> bool:
    """Say whether the file is a vendor's catalog, and its form is right."""
    return subject.catalog is not None


def _understood(subject: Subject) -> Subject:
    document = subject.document
    parsed, document.faults = document.faults, []
    model = _model_of(subject)
    subject.model = validate(document, model) if isinstance(document.value, dict) or not parsed else None
    if isinstance(subject.model, Catalog):
        document.faults += check_references(document, subject.model)
        subject.usable_value = _with_stand_ins(document.value, subject.model)
        if subject.usable_value is not document.value:
            subject.model = Catalog.model_validate(subject.usable_value)
    elif isinstance(subject.model, (Http, Transport)):
        document.faults += _missing_sources(document, subject.model)
    subject.diagnostics = sorted([*parsed, *document.faults])
    return subject


def _missing_sources(document: Document, model: Http | Transport) -> Iterator[Diagnostic]:
    for where, name in citations(model):
        if name.partition("#")[0] not in model.sources:
            yield document.fault(where, f'no source "{name}" is listed under `sources`{nearest(name, model.sources)}')


def citations(model: Catalog | Http | Transport) -> Iterator[tuple[Where, str]]:
    """Give every citation of a file, with the place where it stands."""
    if isinstance(model, Http):
        for key in ("statuses", "classes", "transient"):
            for name, row in getattr(model, key).items():
                yield (key, str(name), "source"), row.source
        return
    parts: dict[str, Sequence[Any]] = (
        {"rows": model.rows} if isinstance(model, Transport) else {"rules": model.rules, "shapes": model.shapes}
    )
    for key, members in parts.items():
        for place, part in enumerate(members):
            yield from (((key, place, "source"), name) for name in part.source or ())


def _model_of(subject: Subject) -> type[BaseModel]:
    if is_shared(subject.path):
        return _SHARED_MODELS[subject.path.name]
    value = subject.document.value
    return Overrides if isinstance(value, dict) and "overrides" in value else Catalog


def _with_stand_ins(value: Any, catalog: Catalog) -> Any:
    """Give the value with a source for every citation, so that a missing one hides no other fault."""
    cited = {name.partition("#")[0] for _, name in citations(catalog)}
    missing = dict.fromkeys(cited - catalog.sources.keys(), _STAND_IN)
    return {**value, "sources": {**value["sources"], **missing}} if missing else value


def _leaves(value: Any, where: Where) -> Iterator[tuple[Where, Any]]:
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if parts is None:
        yield where, value
        return
    for key, inside in parts:
        yield from _leaves(inside, (*where, key))
