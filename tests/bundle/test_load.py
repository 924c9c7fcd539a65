"""A bundle answers as its catalogs do, and what is no whole bundle is refused with what to do."""

import hashlib
import json

import jsonschema
import pytest

import errnorm
from errnorm.bundle.write import bundle_of, compact, export_files

OWN = {
    "vendor": "acme",
    "title": "Acme",
    "sources": {"errors": {"url": "https://docs.acme.example/errors", "retrieved": "2026-11-20"}},
    "shapes": [
        {
            "name": "refusal",
            "phase": "request",
            "when": {"acme_code": "present"},
            "fields": {"code": "acme_code"},
            "evidence": "observed",
            "source": "errors",
        }
    ],
    "rules": [
        {
            "code": "7",
            "title": "Full",
            "meaning": "The queue is full.",
            "canonical": "throughput_limited",
            "delay": "90 s",
            "why": "Acme says so.",
            "evidence": "documented",
            "source": "errors",
        }
    ],
}


@pytest.fixture(scope="module")
def loaded(files, tmp_path_factory):
    path = tmp_path_factory.mktemp("bundle") / "errnorm.json"
    path.write_bytes(files["errnorm.json"])
    return errnorm.load_bundle(path, sha256=hashlib.sha256(files["errnorm.json"]).hexdigest())


def test_look_ups_are_those_of_the_catalogs(loaded):
    assert loaded.vendors() == errnorm.vendors()
    for vendor in errnorm.vendors():
        for code in loaded.tables.vendors[vendor].rules.by_code:
            assert loaded.lookup(vendor, code) == errnorm.lookup(vendor, code)


def test_the_bundle_has_the_form_its_schema_says(files):
    schema = json.loads(files["errnorm.schema.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(json.loads(files["errnorm.json"]))


def test_own_catalogs_travel_in_a_bundle(tmp_path):
    own = errnorm._shipped.with_catalogs(OWN)
    (tmp_path / "own.json").write_bytes(export_files(own)["errnorm.json"])
    answer = errnorm.load_bundle(tmp_path / "own.json").normalize({"acme_code": 7})

    assert (answer.vendor, str(answer.code), answer.retry.delay) == ("acme", "throughput_limited", 90)
    assert answer.match.catalog_version != errnorm.normalize({}).match.catalog_version


def break_json(data):
    return b'{"schema_version": 1, '


def changed(change):
    def broken(data):
        change(data)
        return compact(data).encode()

    return broken


def set_delay(data):
    next(rule for rule in data["rules"]["meta"] if rule["id"] == "meta/any/131049")["facets"]["delay"] = 1


BROKEN = {
    "no JSON": (break_json, r"no JSON .*fetch it again"),
    "a list": (lambda _: b"[]", "no schema_version; name the errnorm.json"),
    "another file": (lambda _: b'{"verdicts": []}', "no schema_version; name the errnorm.json"),
    "newer": (
        changed(lambda data: data.update(schema_version=2)),
        "schema_version 2, and this errnorm reads 1; update errnorm",
    ),
    "text for version": (
        changed(lambda data: data.update(schema_version="1")),
        "schema_version is '1'; fetch it again",
    ),
    "unknown field": (
        changed(lambda data: data["rules"]["meta"][0].update(weather="fine")),
        r"does not know: rules\.meta\.0\.weather .*update errnorm",
    ),
    "unknown part": (changed(lambda data: data.update(extra={})), r"does not know: extra .*update errnorm"),
    "missing part": (
        changed(lambda data: data.pop("transport")),
        r"damaged: transport \(field required\); fetch it again",
    ),
    "wrong type": (
        changed(lambda data: data["vendors"]["meta"].update(shapes="none")),
        r"damaged: vendors\.meta\.shapes",
    ),
    "rules without vendor": (changed(lambda data: data["vendors"].pop("chirp")), "chirp has shapes or rules alone"),
    "changed rule": (changed(set_delay), "was changed after it was made.*with_catalogs"),
    "cut off": (lambda data: compact(data).encode()[:-1000], "no JSON .*fetch it again"),
    "bytes": (lambda _: b"\xff\xfe\x00", "no JSON .*fetch it again"),
    "deep": (lambda _: b"[" * 200_000, "no JSON .*fetch it again"),
}


@pytest.mark.parametrize(("break_it", "why"), BROKEN.values(), ids=BROKEN)
def test_what_is_no_whole_bundle_is_refused(tmp_path, break_it, why):
    path = tmp_path / "errnorm.json"
    path.write_bytes(break_it(json.loads(compact(bundle_of(errnorm._shipped)))))
    before = errnorm.normalize({"error": {"code": 131049, "type": "OAuthException", "message": "x"}})

    with pytest.raises(errnorm.BundleError, match=why) as caught:
        errnorm.load_bundle(path)

    assert str(caught.value).startswith(str(path))
    assert errnorm.normalize({"error": {"code": 131049, "type": "OAuthException", "message": "x"}}) == before


def test_another_digest_is_refused(folder, files):
    right = hashlib.sha256(files["errnorm.json"]).hexdigest()
    with pytest.raises(errnorm.BundleError, match=f"its SHA-256 is {right}, not {'0' * 64}; fetch the file again"):
        errnorm.load_bundle(folder / "errnorm.json", sha256="0" * 64)

    assert errnorm.load_bundle(str(folder / "errnorm.json"), sha256=f"sha256:{right.upper()}").vendors()


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(errnorm.BundleError, match="cannot be read"):
        errnorm.load_bundle(tmp_path / "none.json")
