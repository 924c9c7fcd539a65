"""Catalog sets from wherever they lie."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from errnorm.catalog.compile import compile_folder
from errnorm.catalog.diagnostics import CatalogError
from errnorm.diff.changes import changes_between
from errnorm.diff.revision import RevisionError, newest_tag
from errnorm.diff.sets import SetError, read_set

SHIPPED = Path(__file__).parents[2] / "catalogs"
HERE = Path(__file__).parent
WHOLE = read_set(str(SHIPPED), HERE)


@pytest.fixture(scope="module")
def compiled():
    """Give the files of a wheel's `_data` folder by name."""
    index, rules = compile_folder(SHIPPED)
    parts = {"index": index, **{f"rules_{vendor}": {"rules": data} for vendor, data in rules.items()}}
    return {f"{name}.json": json.dumps(part) for name, part in parts.items()}


def is_shipped(tables):
    return changes_between(WHOLE, tables) == []


def test_a_folder_with_its_vocabulary(tmp_path):
    """A whole folder of catalogs is read with its own shared files."""
    assert is_shipped(read_set(str(SHIPPED), tmp_path))


def test_a_folder_of_vendors_has_the_shipped_vocabulary(folder, texts):
    """A folder without shared files holds its own vendors alone, over the shipped vocabulary."""
    rule, acme = texts
    path = folder("mine", acme=acme(rule(17)))

    tables = read_set(str(path), path)

    assert list(tables.vendors) == ["acme"]
    assert tables.vocabulary.codes == WHOLE.vocabulary.codes


def test_one_catalog_is_a_set(folder, texts):
    """A file is read as a folder that holds only it."""
    rule, acme = texts
    path = folder("mine", acme=acme(rule(17))) / "acme.yaml"

    assert list(read_set(str(path), path.parent).vendors) == ["acme"]


@pytest.mark.parametrize("inside", [".", "errnorm/_data"])
def test_a_folder_of_compiled_data(tmp_path, compiled, inside):
    """A `_data` folder, or an unpacked wheel around it, is read."""
    folder = tmp_path / inside
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in compiled.items():
        (folder / name).write_text(text)

    assert is_shipped(read_set(str(tmp_path), tmp_path))


@pytest.fixture
def wheel(tmp_path, compiled):
    """Write a wheel; `without` is left out."""

    def call(without=None):
        path = tmp_path / "errnorm-9-py3-none-any.whl"
        with zipfile.ZipFile(path, "w") as made:
            made.writestr("errnorm/__init__.py", "")
            for name, text in compiled.items():
                if name != without:
                    made.writestr(f"errnorm/_data/{name}", text)
        return path

    return call


def test_a_wheel(wheel):
    """The compiled catalogs in a wheel are read without unpacking it."""
    assert is_shipped(read_set(str(wheel()), HERE))


@pytest.mark.parametrize("without", ["index.json", "rules_meta.json"])
def test_a_wheel_that_lacks_a_part_is_refused(wheel, without):
    """A wheel without index or without a vendor's rules is no catalog set, and the part is named."""
    path = wheel(without)

    with pytest.raises(SetError, match=f"errnorm-9.*{without}.* is missing"):
        read_set(str(path), HERE)


def bundle(compiled):
    index = json.loads(compiled["index.json"])
    rules = {vendor: json.loads(compiled[f"rules_{vendor}.json"])["rules"] for vendor in index["vendors"]}
    return {"index": index, "rules": rules}


def test_a_bundle(tmp_path, compiled):
    """A JSON file with index and rules is read."""
    path = tmp_path / "bundle.json"
    path.write_text(json.dumps(bundle(compiled)))

    assert is_shipped(read_set(str(path), HERE))


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda compiled: {"index": {}}, "needs the keys index and rules"),
        (lambda compiled: [], "needs the keys index and rules"),
        (lambda compiled: {"index": {"vendors": {}}, "rules": {}}, "the index lacks catalog_version, envelopes"),
        (lambda compiled: {"index": [], "rules": {}}, "the index lacks"),
        (
            lambda compiled: {**bundle(compiled), "index": {**bundle(compiled)["index"], "schema_version": 99}},
            "form 99; this version reads form 1",
        ),
        (lambda compiled: {**bundle(compiled), "rules": {}}, "can be read"),
        (lambda compiled: {**bundle(compiled), "rules": {"360dialog": [{"id": 1}]}}, "can be read"),
        (
            lambda compiled: {**bundle(compiled), "index": {**bundle(compiled)["index"], "transport": 5}},
            "no compiled catalog set",
        ),
    ],
    ids=[
        "no rules",
        "a list",
        "an empty index",
        "a list as index",
        "a later form",
        "no vendor's rules",
        "a bad rule",
        "bad",
    ],
)
def test_a_bundle_that_is_none_is_refused_with_the_reason(tmp_path, compiled, make, why):
    """What the data lacks is said, under the name of the file."""
    path = tmp_path / "bundle.json"
    path.write_text(json.dumps(make(compiled)))

    with pytest.raises(SetError, match=rf"bundle\.json.*{why}"):
        read_set(str(path), HERE)


@pytest.mark.parametrize("name", ["text.json", "text.whl", "text.bin"])
def test_what_is_no_set_is_refused(tmp_path, name):
    """A file that holds neither JSON nor a wheel is refused by its name."""
    path = tmp_path / name
    path.write_text("words")

    with pytest.raises(SetError, match=name):
        read_set(str(path), HERE)


def test_an_empty_folder_is_no_set(tmp_path):
    """A folder without catalogs is refused."""
    with pytest.raises(SetError, match="is no catalog set"):
        read_set(str(tmp_path), HERE)


def test_a_faulty_catalog_is_told_with_its_place(folder, texts):
    """Faults of a folder's catalogs are told as everywhere."""
    rule, acme = texts
    path = folder("mine", acme=acme(rule(17, "no_such_code")))

    with pytest.raises(CatalogError, match=r'acme\.yaml:\d+:\d+: rules\.0\.canonical: no such code "no_such_code"'):
        read_set(str(path), path)


def known(name, checkout):
    return [rule for vendor in read_set(name, checkout.path).vendors.values() for rule in vendor.rules.by_id]


def test_a_revision_is_read_as_it_stood(checkout, texts):
    """A tag, a relative revision and a revision with a folder give the catalogs of that commit."""
    rule, acme = texts
    checkout.write("catalogs/acme.yaml", acme(rule(17)))
    checkout.commit(tag="v1")
    checkout.write("catalogs/acme.yaml", acme(rule(18)))
    checkout.write("my/own/acme.yaml", acme(rule(19)))
    checkout.commit()
    checkout.write("catalogs/acme.yaml", acme(rule(20)))

    found = {name: known(name, checkout) for name in ("v1", "HEAD~1", "HEAD", "HEAD:catalogs", "HEAD:my/own")}

    assert found == {
        "v1": ["acme/any/17"],
        "HEAD~1": ["acme/any/17"],
        "HEAD": ["acme/any/18"],
        "HEAD:catalogs": ["acme/any/18"],
        "HEAD:my/own": ["acme/any/19"],
    }
    assert known("catalogs", checkout) == ["acme/any/20"]


def test_a_fault_in_a_revision_is_told_under_its_name(checkout, texts):
    """The place of a fault names revision and file, not the folder it was unpacked into."""
    rule, acme = texts
    checkout.write("catalogs/acme.yaml", acme(rule(17, "no_such_code")))
    checkout.commit(tag="v1")

    with pytest.raises(CatalogError, match=r"^v1:acme\.yaml:\d+:\d+: rules"):
        read_set("v1", checkout.path)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("nowhere", '"nowhere" is no revision of'),
        ("HEAD:nowhere", "HEAD has no folder nowhere/"),
        ("HEAD:empty", "HEAD:empty holds no catalogs"),
        ("--output=x", '"--output=x" is no revision of'),
        ("", "is no "),
    ],
)
def test_a_name_for_nothing_is_refused(checkout, name, why):
    """A word that is neither a path nor a revision with catalogs is refused; none is taken for an option of git."""
    checkout.write("empty/readme.txt", "words")
    checkout.commit()

    with pytest.raises(SetError, match=why):
        read_set(name, checkout.path)

    assert not (checkout.path / "x").exists()


def test_outside_a_checkout_there_are_no_revisions(tmp_path):
    """The reason is told where the folder lies in no checkout."""
    with pytest.raises(SetError, match="lies in no git checkout"):
        read_set("v1", tmp_path)


def test_without_git_there_are_no_revisions(tmp_path, monkeypatch):
    """The reason is told where git is not installed."""
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(SetError, match="git is not installed"):
        read_set("v1", tmp_path)


def test_the_newest_tag_is_one_that_head_descends_from(checkout):
    """A tag on another branch does not count."""
    checkout.commit(tag="v1")
    checkout.git("checkout", "--quiet", "-b", "other")
    checkout.commit(tag="v2")
    checkout.git("checkout", "--quiet", "v1")

    assert newest_tag(checkout.path) == "v1"


def test_no_tag_is_none(checkout):
    """A checkout without tags has no newest one; what is no checkout is an error."""
    checkout.commit()

    assert newest_tag(checkout.path) is None
    with pytest.raises(RevisionError, match="no git checkout"):
        newest_tag(checkout.path.parent)


def test_a_damaged_wheel_is_refused(wheel):
    """A wheel whose content does not fit its checksums is refused by its name."""
    path = wheel()
    content = path.read_bytes()
    path.write_bytes(content.replace(b'"catalog_version"', b'"catalog_versiox"', 1))

    with pytest.raises(SetError, match=r"errnorm-9.*no wheel that can be read"):
        read_set(str(path), HERE)
