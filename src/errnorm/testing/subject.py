"""A catalog under test: what its file says, and Normalizers that hold it over the shipped catalogs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from errnorm.catalog.compile import rule_id
from errnorm.catalog.diagnostics import CatalogError
from errnorm.catalog.layers import Override, Overrides
from errnorm.catalog.load import check_references, refuse_faults, validate, vendor_files
from errnorm.catalog.schema import Catalog, Rule, Shape
from errnorm.catalog.strict_yaml import Document, Where, read_yaml
from errnorm.testing.shipped import shipped_normalizer, shipped_shapes

if TYPE_CHECKING:
    from errnorm.engine.tables import Vendor
    from errnorm.model.answer import NormalizedError
    from errnorm.normalizer import Normalizer

NOW = 1795305600.0


@dataclass(frozen=True)
class Example:
    """A payload that a catalog holds: of which part (`shape fault`), where it stands, and what is told beside it."""

    owner: str
    place: str
    payload: Any
    told: Mapping[str, Any]


class Subject:
    """One file under test: a catalog or a list of overrides.

    `normalizer` holds it with all that is tested beside it over the shipped catalogs, `alone` holds only it.
    """

    def __init__(self, path: Path, document: Document) -> None:
        self.path = path
        self.document = document
        self.catalog: Catalog | None = None
        self.overrides: Sequence[Override] = ()
        self.normalizer = shipped_normalizer()

    @cached_property
    def alone(self) -> Normalizer:
        """A Normalizer that holds this catalog over the shipped ones, and no other."""
        return shipped_normalizer().with_catalogs(self.document.value)

    @property
    def written(self) -> Catalog:
        """The catalog, of a subject that is one."""
        assert self.catalog is not None
        return self.catalog

    @property
    def vendor(self) -> Vendor:
        """The vendor with all its layers, as the engine has it."""
        return self.normalizer.tables.vendors[self.written.vendor]

    @cached_property
    def whole(self) -> Catalog:
        """The catalog with the shapes that are shipped for the same vendor, where it does not replace them."""
        own = {shape.name for shape in self.written.shapes}
        below = [shape for shape in shipped_shapes(self.written.vendor) if shape.name not in own]
        return self.written.model_copy(update={"shapes": [*self.written.shapes, *below]})

    @cached_property
    def shapes(self) -> Mapping[str, Shape]:
        """Every shape of the vendor by its name."""
        return {shape.name: shape for shape in self.whole.shapes}

    @cached_property
    def rules(self) -> Sequence[tuple[str, Rule]]:
        """The rules as they are written, each with its id; an id that is taken ends in a number."""
        taken: dict[str, int] = {}
        found = []
        for rule in self.written.rules:
            name = rule_id(self.written.vendor, rule)
            taken[name] = taken.get(name, 0) + 1
            found.append((name if taken[name] == 1 else f"{name}-{taken[name]}", rule))
        return found

    def place(self, *where: str | int) -> str:
        """Give `file:line:column` of a part of the file."""
        found = self.document.fault(where, "")
        return f"{found.file}:{found.line}:{found.column}"

    def examples(self) -> Iterator[Example]:
        """Give the examples of the shapes and rules."""
        for index, shape in enumerate(self.written.shapes):
            if shape.example is not None:
                yield self._example(f"shape {shape.name}", shape, ("shapes", index, "example"))
        for index, (name, rule) in enumerate(self.rules):
            if rule.example is not None:
                yield self._example(f"rule {name}", rule, ("rules", index, "example"))

    def answers(self, payload: Any, told: Mapping[str, Any]) -> tuple[NormalizedError, ...]:
        """Give the answers to a caller who names the vendor."""
        return self.normalizer.normalize_all(payload, vendor=self.written.vendor, now=NOW, **told)

    def _example(self, owner: str, part: Shape | Rule, where: Where) -> Example:
        return Example(owner, self.place(*where), part.example, told_beside(part))


def told_beside(part: Shape | Rule) -> dict[str, Any]:
    """Give what a caller tells beside the example of a shape or rule."""
    return {"http_status": part.example_http_status, "headers": part.example_headers}


def read_subjects(sources: Sequence[str | Path]) -> list[Subject]:
    """Read files and folders, lay them over the shipped catalogs in this order, and give each file as a subject.

    Of a folder the vocabulary and the other files that belong to no vendor are left out; overrides lie over all
    catalogs named with or before them. Raises `CatalogError` with every fault of every file.
    """
    layers = [[_read(path) for path in catalog_files(Path(source))] for source in sources]
    subjects = [subject for layer in layers for subject in layer]
    refuse_faults([subject.document for subject in subjects] + [_empty(source) for source in sources])
    normalizer = shipped_normalizer()
    for layer in layers:
        for subject in sorted(layer, key=lambda subject: subject.catalog is None):
            normalizer = _layered(normalizer, subject)
    for subject in subjects:
        subject.normalizer = normalizer
    return subjects


def catalog_files(source: Path) -> list[Path]:
    """Give the files that a path names: itself, or the vendors' files and overrides of a folder."""
    return vendor_files(source) if source.is_dir() else [source]


def _empty(source: str | Path) -> Document:
    """Give a document whose fault is that the path names no catalog, where it names none."""
    document = Document(str(source))
    if not catalog_files(Path(source)):
        document.faults.append(document.fault((), "this folder holds no catalog named *.yaml"))
    return document


def _read(path: Path) -> Subject:
    subject = Subject(path, read_yaml(path, shown_as=_shown(path)))
    value = subject.document.value
    if isinstance(value, Mapping) and "overrides" in value:
        read = validate(subject.document, Overrides)
        subject.overrides = read.overrides if read else ()
        return subject
    subject.catalog = validate(subject.document, Catalog)
    if subject.catalog is not None:
        subject.document.faults += check_references(subject.document, subject.catalog)
    return subject


def _layered(normalizer: Normalizer, subject: Subject) -> Normalizer:
    try:
        return normalizer.with_catalogs(subject.document.value)
    except CatalogError as error:
        faults = [subject.document.fault((), fault.message) for fault in error.faults]
        raise CatalogError(faults) from error


def _shown(path: Path) -> str:
    full = path.resolve()
    return str(full.relative_to(Path.cwd())) if full.is_relative_to(Path.cwd()) else str(path)
