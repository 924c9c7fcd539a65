"""Everything that two catalog sets tell otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from errnorm.diff.cases import Asked, answer_to, cases_of, shown_code
from errnorm.diff.change import Change, Kind
from errnorm.diff.facets import changes_of
from errnorm.engine.fallback import by_failure, by_status, by_transient
from errnorm.engine.tables import Tables
from errnorm.model.facets import MatchKind
from errnorm.model.verdict import Verdict

Answer = Callable[[Tables], Verdict | None]


def changes_between(old: Tables, new: Tables) -> list[Change]:
    """Give every change from one set to the other, each once: vocabulary, fall-backs, then vendors by name."""
    vendors = sorted({*old.vendors, *new.vendors})
    found = [
        *_vocabulary(old, new),
        *_fallbacks(old, new),
        *_forms("envelopes", old.index["envelopes"], new.index["envelopes"]),
        *(change for vendor in vendors for change in _vendor(vendor, old, new)),
    ]
    return [*dict.fromkeys(_hashable(change) for change in found)]


def _hashable(change: Change) -> Change:
    return replace(change, old=_frozen(change.old), new=_frozen(change.new))


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _vocabulary(old: Tables, new: Tables) -> Iterator[Change]:
    for part, known, wanted in _words(old, new):
        for word in sorted({*known} ^ {*wanted}):
            kind = Kind.REMOVED if word in known else Kind.ADDED
            said = {"old": word, "new": None} if word in known else {"old": None, "new": word}
            yield Change(f"canonical/{word}", "canonical", None, part, kind=kind, **said)
    for code in sorted({*old.vocabulary.codes} & {*new.vocabulary.codes}):
        before, after = _plain(old, code), _plain(new, code)
        yield from changes_of("canonical", code, before, after, f"canonical/{code}")


def _plain(tables: Tables, code: str) -> Verdict:
    return tables.vocabulary.plain(code, MatchKind.EXACT)


def _words(old: Tables, new: Tables) -> Iterator[tuple[str, Iterable[str], Iterable[str]]]:
    before, after = old.index["vocabulary"], new.index["vocabulary"]
    for part in ("codes", "actions", "categories"):
        yield part, before[part], after[part]
    for facet in sorted({*before["values"], *after["values"]}):
        yield f"values.{facet}", before["values"].get(facet, {}), after["values"].get(facet, {})


def _fallbacks(old: Tables, new: Tables) -> Iterator[Change]:
    for vendor, code, answer in _points(old, new):
        before, after = answer(old), answer(new)
        told = after or before
        rule = (told.match.rule if told else None) or vendor
        yield from changes_of(vendor, code, before, after, rule)


def _points(old: Tables, new: Tables) -> Iterator[tuple[str, str, Answer]]:
    both = (old, new)
    statuses = {int(status) for tables in both for status in tables.http["statuses"]}
    statuses |= {int(first) * 100 + 99 for tables in both for first in tables.http["classes"]}
    for status in sorted(statuses):
        yield "http", str(status), lambda tables, status=status: by_status(tables, status)  # type: ignore[misc]
    for hint in sorted({hint for tables in both for hint in tables.http["transient"]}):
        yield "http", hint, lambda tables, hint=hint: by_transient(tables, hint)  # type: ignore[misc]
    rows = [row for tables in both for row in tables.index["transport"]]
    for name in dict.fromkeys(name for row in rows for name in row["classes"]):
        yield "transport", name, lambda tables, name=name: by_failure(tables, ([name], ""))  # type: ignore[misc]
    for words in dict.fromkeys(words for row in rows for words in row["phrases"]):
        yield "transport", words, lambda tables, words=words: by_failure(tables, ((), words))  # type: ignore[misc]


def _vendor(vendor: str, old: Tables, new: Tables) -> Iterator[Change]:
    known = [tables.vendors[vendor] for tables in (old, new) if vendor in tables.vendors]
    before, after = (tables.index["vendors"].get(vendor) for tables in (old, new))
    yield from _head(vendor, before, after)
    for asked in cases_of(known):
        yield from _case(vendor, asked, old, new)
    if before and after:
        yield from _forms(vendor, before["shapes"], after["shapes"])


def _head(vendor: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> Iterator[Change]:
    if before is None or after is None:
        said = (before and before["title"], after and after["title"])
        yield Change(vendor, vendor, None, "vendor", *said, Kind.ADDED if before is None else Kind.REMOVED)
        return
    for alias in sorted({*before.get("aliases", ())} - {*after.get("aliases", ())}):
        yield Change(vendor, vendor, None, "alias", alias, None, Kind.REMOVED)
    for alias in sorted({*after.get("aliases", ())} - {*before.get("aliases", ())}):
        yield Change(vendor, vendor, None, "alias", None, alias, Kind.ADDED)
    for name, kind in (("title", Kind.HARMLESS), ("upstream", Kind.CODE_CHANGED)):
        if before[name] != after[name]:
            yield Change(vendor, vendor, None, name, before[name], after[name], kind)


def _case(vendor: str, asked: Asked, old: Tables, new: Tables) -> Iterator[Change]:
    before, after = answer_to(old, vendor, asked), answer_to(new, vendor, asked)
    names = [verdict.match.rule for verdict in (after, before) if verdict is not None and verdict.match.rule]
    if not names:
        return
    code = shown_code((old, new), vendor, asked, set(names))
    yield from changes_of(vendor, code, before, after, names[0])
    kind = _of_other_rule(names[-1], names[0], old, new) if names[0] != names[-1] else None
    if kind is not None:
        yield Change(names[0], vendor, code, "rule", names[-1], names[0], kind)


def _of_other_rule(before: str, after: str, old: Tables, new: Tables) -> Kind | None:
    """Give the class of another rule's id; overrides name rules, so an id that is gone is missed."""
    if not _has(new, before):
        return Kind.REMOVED
    return None if _has(old, after) else Kind.ADDED


def _has(tables: Tables, rule: str) -> bool:
    vendor = tables.vendors.get(rule.partition("/")[0])
    return vendor is not None and rule in vendor.rules.by_id


def _forms(vendor: str, old: Iterable[Mapping[str, Any]], new: Iterable[Mapping[str, Any]]) -> Iterator[Change]:
    before, after = ({shape["name"]: shape for shape in shapes} for shapes in (old, new))
    for name in sorted({*before, *after}):
        rule = f"{vendor}#{name}"
        if name not in before:
            yield Change(rule, vendor, None, "shape", None, name, Kind.ADDED)
        elif name not in after:
            yield Change(rule, vendor, None, "shape", name, None, Kind.REMOVED)
        elif before[name] != after[name]:
            yield Change(rule, vendor, None, "shape", name, name, Kind.FORM_CHANGED)
