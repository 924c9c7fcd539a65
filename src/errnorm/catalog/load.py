"""Read catalogs from files, folders and mappings, and report every fault at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from errnorm.catalog.diagnostics import CatalogError, Diagnostic, nearest
from errnorm.catalog.schema import Catalog, Facets, Fields, Rule, Shape
from errnorm.catalog.strict_yaml import Document, Where, read_yaml

Model = TypeVar("Model", bound=BaseModel)
SHARED_FILES = frozenset({"canonical.yaml", "http.yaml", "transport.yaml", "envelopes.yaml"})
_KNOWN_KEYS = sorted(
    {*Catalog.model_fields, *Shape.model_fields, *Rule.model_fields, *Fields.model_fields, *Facets.model_fields}
)


def vendor_files(folder: Path) -> list[Path]:
    """Give the vendors' files of a catalog folder, sorted by name."""
    return sorted(path for path in folder.glob("*.yaml") if path.name not in SHARED_FILES)


def load_catalogs(paths: Sequence[Path]) -> list[Catalog]:
    """Read vendors' catalogs. Raises `CatalogError` with every fault of every file."""
    documents = [read_yaml(path, shown_as=_shown(path)) for path in paths]
    catalogs = [validate(document, Catalog) for document in documents]
    for document, catalog in zip(documents, catalogs, strict=True):
        if catalog is not None:
            document.faults += check_references(document, catalog) + repeated_matches(document, catalog)
    refuse_faults(documents)
    return [catalog for catalog in catalogs if catalog is not None]


def validate(document: Document, model: type[Model]) -> Model | None:
    """Give the document's value as `model`; where it is not one, add the faults to the document and give none."""
    if document.faults:
        return None
    try:
        return model.model_validate(document.value)
    except ValidationError as error:
        document.faults += [_diagnostic(document, fault) for fault in error.errors()]
    return None


def refuse_faults(documents: Sequence[Document]) -> None:
    """Raise `CatalogError` if any document has a fault."""
    if faults := [fault for document in documents for fault in document.faults]:
        raise CatalogError(faults)


def check_references(document: Document, catalog: Catalog) -> list[Diagnostic]:
    """Give a diagnostic for every source that is cited and not listed, and every repeated name of a shape."""
    faults = []
    for index, rule in enumerate(catalog.rules):
        faults += _missing_sources(document, catalog, ("rules", index, "source"), rule.source)
    names: dict[str, int] = {}
    for index, shape in enumerate(catalog.shapes):
        where = ("shapes", index, "name")
        faults += _missing_sources(document, catalog, ("shapes", index, "source"), shape.source or [])
        if names.setdefault(shape.name, index) != index:
            faults.append(document.fault(where, f'the name "{shape.name}" is taken by shapes.{names[shape.name]}'))
    return faults


def repeated_matches(document: Document, catalog: Catalog) -> list[Diagnostic]:
    """Give a diagnostic for every rule that matches exactly what one before it matches."""
    said = "matches exactly what rules.{} matches; one would never win"
    return [document.fault(("rules", index), said.format(first)) for index, first in repeated_rules(catalog).items()]


def repeated_rules(catalog: Catalog) -> dict[int, int]:
    """Give the place of every rule that matches exactly what one before it matches, with the place of that one."""
    first: dict[str, int] = {}
    places = [(index, first.setdefault(_match_part(rule), index)) for index, rule in enumerate(catalog.rules)]
    return {index: before for index, before in places if before != index}


def _match_part(rule: Rule) -> str:
    said = rule.model_dump(include={"code", "range", "subcode", "status", "phase", "surface", "http_status", "text"})
    return repr({name: sorted(value) if isinstance(value, list) else value for name, value in said.items()})


def _missing_sources(document: Document, catalog: Catalog, where: Where, cited: Sequence[str]) -> list[Diagnostic]:
    return [
        document.fault(where, f'no source "{name}" is listed under `sources`{nearest(name, catalog.sources)}')
        for name in cited
        if name.partition("#")[0] not in catalog.sources
    ]


def _shown(path: Path) -> str:
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _diagnostic(document: Document, fault: Any) -> Diagnostic:
    where = _place(document, tuple(part for part in fault["loc"] if _is_place(part)))
    return document.fault(where, _MESSAGES.get(fault["type"], _other)(fault))


def _place(document: Document, where: Where) -> Where:
    if not document.marks:
        return where
    while where and where not in document.marks:
        shorter = where[:-1]
        if shorter in document.marks or not shorter:
            break
        where = shorter
    return where


def _is_place(part: str | int) -> bool:
    return isinstance(part, int) or part not in {
        "Prefix",
        "Contains",
        "Between",
        "PathField",
        "Constant",
        "str",
        "list[str]",
    }


def _unknown_key(fault: Any) -> str:
    key = str(fault["loc"][-1])
    return f'no such key "{key}"{nearest(key, _KNOWN_KEYS)}'


def _missing(_: Any) -> str:
    return "this key is required and absent"


def _value_error(fault: Any) -> str:
    return str(fault["msg"]).removeprefix("Value error, ")


def _other(fault: Any) -> str:
    return f"{fault['msg']}; found {fault['input']!r:.60}"


_MESSAGES: dict[str, Callable[[Any], str]] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing,
    "value_error": _value_error,
}
