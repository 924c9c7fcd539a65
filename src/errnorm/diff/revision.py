"""Catalogs as they stood in a revision of a git checkout."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path, PurePosixPath

CATALOGS = "catalogs"
_READ = (".yaml", ".json")


class RevisionError(ValueError):
    """Git cannot give what was asked; the text says what and why."""


def top_of(here: Path) -> Path:
    """Give the top folder of the checkout that `here` lies in. Raises `RevisionError`."""
    return Path(_git(here, "rev-parse", "--show-toplevel", why=f"{here} lies in no git checkout").decode().strip())


def newest_tag(here: Path) -> str | None:
    """Give the newest tag that HEAD descends from, or none. Raises `RevisionError` outside a checkout."""
    top = top_of(here)
    try:
        return _git(top, "describe", "--tags", "--abbrev=0", "HEAD", why="no tag").decode().strip()
    except RevisionError:
        return None


def folder_of(name: str) -> tuple[str, str]:
    """Give revision and folder of `REV` or `REV:FOLDER`.

    >>> folder_of("v0.1.0"), folder_of("HEAD~1:my/catalogs")
    (('v0.1.0', 'catalogs'), ('HEAD~1', 'my/catalogs'))
    """
    revision, _, folder = name.partition(":")
    return revision, folder.strip("/") or CATALOGS


def unpack(name: str, here: Path, into: Path) -> None:
    """Write the YAML and JSON files of `REV` or `REV:FOLDER` into a folder. Raises `RevisionError`."""
    top = top_of(here)
    revision, folder = folder_of(name)
    refuse_unknown(revision, top)
    packed = _git(top, "archive", "--format=tar", f"{revision}:{folder}", why=f"{revision} has no folder {folder}/")
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        for member in archive:
            path = PurePosixPath(member.name)
            content = archive.extractfile(member) if len(path.parts) == 1 and path.suffix in _READ else None
            if content is not None:
                (into / path.name).write_bytes(content.read())


def refuse_unknown(revision: str, here: Path) -> None:
    """Raise `RevisionError` for what is no commit, which a word that begins with `-` never is."""
    why = f'"{revision}" is no revision of {here}'
    if not revision or revision.startswith("-"):
        raise RevisionError(why)
    _git(here, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}", why=why)


def text_of(revision: str, path: Path) -> str | None:
    """Give the text of a file as it stood in a revision, or none where it was not there."""
    name = f"{revision}:./{path.name}"
    try:
        return _git(path.resolve().parent, "show", name, why="no such file").decode("utf-8", "replace")
    except RevisionError:
        return None


def _git(here: Path, *words: str, why: str) -> bytes:
    try:
        done = subprocess.run(["git", "-C", str(here), *words], capture_output=True, check=True)  # noqa: S603, S607 - no shell, and git is where the user has it
    except FileNotFoundError as error:
        raise RevisionError("git is not installed, so no revision can be read") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        raise RevisionError(f"{why} (git says: {said})" if said else why) from error
    return done.stdout
