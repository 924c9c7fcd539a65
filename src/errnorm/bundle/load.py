"""Reading a bundle back."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from errnorm.bundle.form import Bundle
from errnorm.catalog.compile import SCHEMA_VERSION, digest
from errnorm.engine.tables import Tables
from errnorm.normalizer import Normalizer

_MOST_FAULTS = 10
_NAME_IT = "name the errnorm.json of `errnorm export`"


class BundleError(ValueError):
    """A bundle cannot be used; `path` names it, and the text says why and what to do."""

    def __init__(self, path: str | Path, why: str) -> None:
        super().__init__(path, why)
        self.path = Path(path)
        self.why = why

    def __str__(self) -> str:
        return f"{self.path}: {self.why}"


def load_bundle(path: str | Path, *, sha256: str | None = None) -> Normalizer:
    """Give a Normalizer that answers from the `errnorm.json` at `path`, as the catalogs it was made from answer.

    `sha256` is the digest that `errnorm export` printed, 64 hexadecimal digits; a file with another one is refused.
    Nothing that is already loaded changes, whatever happens. Raises `BundleError` where the file cannot be read, is
    damaged, has another digest, or is of a form that this version does not know.
    """
    content = _read(path)
    if sha256 is not None:
        _refuse_another(path, hashlib.sha256(content).hexdigest(), sha256)
    data = _parse(path, content)
    _refuse_newer(path, data.get("schema_version"))
    _refuse_unknown(path, data)
    rules = data["rules"]
    index = {name: value for name, value in data.items() if name != "rules"}
    _refuse_changed(path, index, rules)
    return Normalizer(tables=Tables(index, rules.__getitem__))


def _read(path: str | Path) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise BundleError(path, f"cannot be read ({error.strerror}); {_NAME_IT}") from error


def _refuse_another(path: str | Path, found: str, wanted: str) -> None:
    if found != wanted.strip().lower().removeprefix("sha256:"):
        raise BundleError(
            path,
            f"its SHA-256 is {found}, not {wanted}; fetch the file again, or pin the digest of the release you want",
        )


def _parse(path: str | Path, content: bytes) -> dict[str, Any]:
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise BundleError(path, f"is damaged: no JSON ({error}); fetch it again") from error
    if not isinstance(data, dict) or "schema_version" not in data:
        raise BundleError(path, f"is no errnorm bundle: it has no schema_version; {_NAME_IT}")
    return data


def _refuse_newer(path: str | Path, version: Any) -> None:
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise BundleError(path, f"is damaged: schema_version is {version!r}; fetch it again")
    if version > SCHEMA_VERSION:
        raise BundleError(
            path,
            f"has schema_version {version}, and this errnorm reads {SCHEMA_VERSION}; "
            "update errnorm, or fetch the bundle of an older release",
        )


def _refuse_unknown(path: str | Path, data: dict[str, Any]) -> None:
    try:
        bundle = Bundle.model_validate(data)
    except ValidationError as error:
        raise BundleError(path, _told(error)) from error
    if missing := sorted(bundle.vendors.keys() ^ bundle.rules.keys()):
        raise BundleError(path, f"is damaged: {', '.join(missing)} has shapes or rules alone; fetch it again")


def _told(error: ValidationError) -> str:
    faults = error.errors()
    unknown = [fault for fault in faults if fault["type"] == "extra_forbidden"]
    shown = [
        f"{'.'.join(map(str, fault['loc']))} ({fault['msg'].lower()})" for fault in (unknown or faults)[:_MOST_FAULTS]
    ]
    said = "; ".join(shown)
    if unknown:
        return f"has fields this errnorm does not know: {said}; update errnorm, or fetch the bundle of an older release"
    return f"is damaged: {said}; fetch it again"


def _refuse_changed(path: str | Path, index: dict[str, Any], rules: dict[str, Any]) -> None:
    said = index["catalog_version"]
    content = {name: value for name, value in index.items() if name != "catalog_version"}
    if digest(content, rules) != said:
        raise BundleError(
            path,
            f"was changed after it was made: its content is not that of catalog_version {said}; "
            "fetch it again, and lay changes of your own over it with `with_catalogs`",
        )
