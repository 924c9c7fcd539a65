"""What the generated schema flags while a catalog is typed, held against what the loader refuses."""

import json
import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator, FormatChecker

from errnorm.catalog.diagnostics import CatalogError
from errnorm.catalog.load import load_catalogs, vendor_files

ROOT = Path(__file__).parents[2]
CATALOGS = vendor_files(ROOT / "catalogs")

GOOD = """\
vendor: acme
aliases: [acme_sms]
title: Acme Messaging
sources:
  errors: {url: "https://docs.acme.example/errors", retrieved: 2026-11-20}
upstream: refine
defaults: {other_vendor: 'no', why: The same platform refuses it.}
shapes:
  - name: fault
    phase: request
    when: {fault.code: known, fault.trace: string}
    fields: {code: fault.code, detail: [fault.words, {path: fault.text, take: hash_code}], request_id: {is: none}}
    source: errors
    example: {fault: {code: 21610, words: null, trace: trc_1}}
rules:
  - code: 21610
    title: Blocked by STOP
    meaning: The person answered STOP to this sender.
    canonical: recipient_opted_out
    evidence: documented
    source: errors
  - code: 429
    title: Slow down
    meaning: Too much at once.
    canonical: rate_limited
    delay: 30 s
    max_attempts: 2
    http_status: 429
    why: The page says so.
    evidence: documented
    source: [errors#limits]
"""
ALSO_GOOD = {
    "code with leading zero": ("code: 21610", "code: 0010"),
    "code in quotes": ("code: 21610", 'code: "0010"'),
    "code that looks like a number with a point": ("code: 21610", "code: 5.10"),
    "code that looks like a time": ("code: 21610", "code: 12:30"),
    "code that looks like a boolean": ("code: 21610", "code: no"),
    "code that looks like a date": ("code: 21610", "code: 2024-01-01"),
    "list of codes of all kinds": ("code: 21610", "code: [0010, a_b, true, 1_000]"),
    "title that is a number": ("title: Slow down", "title: 429"),
    "no without quotes": ("other_vendor: 'no'", "other_vendor: no"),
    "yes without quotes": ("other_vendor: 'no'", "other_vendor: yes"),
    "date in quotes": ("retrieved: 2026-11-20", "retrieved: '2026-11-20'"),
    "status in quotes": ("http_status: 429", "http_status: '429'"),
    "list of statuses": ("http_status: 429", "http_status: [429, 503]"),
    "attempts in quotes": ("max_attempts: 2", "max_attempts: '2'"),
    "condition on a boolean": ("fault.trace: string", "fault.trace: false"),
    "condition on one of several": ("fault.trace: string", "fault.trace: [1, true, x]"),
    "condition on a start": ("fault.trace: string", "fault.trace: {prefix: [a, 1]}"),
    "condition on a range": ("fault.trace: string", "fault.trace: {from: 1, to: 9}"),
    "alternatives of conditions": (
        "when: {fault.code: known, fault.trace: string}",
        "when: [{fault.code: known}, {fault.trace: string}]",
    ),
    "boolean key": ("canonical: rate_limited", "canonical: rate_limited\n    coarse: true"),
    "boolean key in a word": ("canonical: rate_limited", "canonical: rate_limited\n    coarse: yes"),
    "fraction of a second": ("delay: 30 s", "delay: 0.5 s"),
    "any example": ("example: {fault: {code: 21610, words: null, trace: trc_1}}", "example: 'error | 102 | x'"),
    "no rules": (GOOD[GOOD.index("rules:") :], "rules: []\n"),
}
BAD = {
    "unknown key of the file": ("aliases:", "alias:"),
    "unknown key of a rule": ("max_attempts:", "max_attempt:"),
    "unknown key of a shape": ("request_id:", "requestid:"),
    "unknown key of a source": ("retrieved:", "read:"),
    "code that is not in the vocabulary": ("rate_limited", "rate_limitted"),
    "retry that is not in the vocabulary": ("delay: 30 s", "retry: later"),
    "phase that is not in the vocabulary": ("phase: request", "phase: call"),
    "evidence that is not in the vocabulary": ("evidence: documented", "evidence: guessed"),
    "upstream that is not in the vocabulary": ("upstream: refine", "upstream: trust"),
    "transform that is not in the vocabulary": ("take: hash_code", "take: hash"),
    "date of another form": ("2026-11-20", "20/11/2026"),
    "month that does not exist": ("2026-11-20", "2026-13-20"),
    "day that does not exist": ("2026-11-20", "2026-02-30"),
    "address that is not https": ("https://docs", "http://docs"),
    "duration without a unit": ("delay: 30 s", "delay: 30"),
    "duration with another unit": ("delay: 30 s", "delay: 30 sec"),
    "duration with more before it": ("delay: 30 s", "delay: about 30 s"),
    "status that is none": ("http_status: 429", "http_status: 42"),
    "attempts in words": ("max_attempts: 2", "max_attempts: two"),
    "vendor id with a capital": ("vendor: acme", "vendor: Acme"),
    "name of a shape with a dash": ("name: fault", "name: the-fault"),
    "rule without canonical": ("    canonical: rate_limited\n", ""),
    "rule without source": ("    source: [errors#limits]\n", ""),
    "rule without title": ("    title: Slow down\n", ""),
    "rule that matches nothing": ("  - code: 21610\n    title", "  - title"),
    "rule with code and range": ("  - code: 429", "  - code: 429\n    range: {from: 1, to: 2}"),
    "facet without a reason": ("    why: The page says so.\n", ""),
    "defaults without a reason": (", why: The same platform refuses it.", ""),
    "shape without anything to read": (re.search(r"    fields: .*\n", GOOD)[0], ""),
    "condition of another kind": ("fault.trace: string", "fault.trace: {suffix: a}"),
    "list where text is meant": ("title: Slow down", "title: [Slow, down]"),
    "nothing where text is meant": ("canonical: rate_limited", "canonical:"),
    "no rules but a mapping": (GOOD[GOOD.index("rules:") :], "rules: {}\n"),
}


class OldLoader(yaml.SafeLoader):
    """YAML 1.1, as some editors read it: `no` is false, `0010` is eight, `12:30` is 750; dates are text, as in JSON."""


OldLoader.add_constructor("tag:yaml.org,2002:timestamp", lambda _, node: node.value)


class CoreLoader(yaml.SafeLoader):
    """YAML 1.2, as most editors read it: `no` and dates are text, `0010` is ten."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 - the name is PyYAML's


for tag, pattern, starts in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?[0-9]*\.[0-9]+", list("-+.0123456789")),
):
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})$"), starts)
CoreLoader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))


READERS = {"YAML 1.1": OldLoader, "YAML 1.2": CoreLoader, "all text": yaml.BaseLoader}


def seen_by(reader, text):
    """Give what an editor's validator sees: JSON, so that every key is text."""
    return json.loads(json.dumps(yaml.load(text, READERS[reader])))


@pytest.fixture(scope="module")
def validator(pages):
    schema = json.loads(pages["catalog.schema.json"])
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema, format_checker=FormatChecker())


def loads(text, folder):
    """Say whether our loader takes the text."""
    file = folder / "acme.yaml"
    file.write_text(text, encoding="utf-8")
    try:
        load_catalogs([file])
    except CatalogError:
        return False
    return True


def changed(before, after):
    assert before in GOOD
    return GOOD.replace(before, after, 1)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.stem)
def test_shipped_catalogs_are_good(path, reader, validator):
    """Nothing in a shipped catalog is flagged, however the editor types its values."""
    faults = validator.iter_errors(seen_by(reader, path.read_text(encoding="utf-8")))

    assert [f"{fault.json_path}: {fault.message}" for fault in faults] == []


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.stem)
def test_a_catalog_names_the_schema_in_its_first_line(path):
    """The first line of each catalog leads editors to the schema."""
    first = path.read_text(encoding="utf-8").splitlines()[0]
    named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)

    assert named
    assert (path.parent / named[1]).resolve() == ROOT / "docs/reference/catalog.schema.json"


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("change", [("acme", "acme"), *ALSO_GOOD.values()], ids=["as it is", *ALSO_GOOD])
def test_what_the_loader_takes_is_not_flagged(change, reader, validator, tmp_path):
    """A catalog that loads has no fault, however the editor types its values."""
    text = changed(*change)

    assert loads(text, tmp_path)
    assert [fault.message for fault in validator.iter_errors(seen_by(reader, text))] == []


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("change", BAD.values(), ids=BAD)
def test_what_the_loader_refuses_is_flagged(change, reader, validator, tmp_path):
    """Unknown keys, words, dates, durations and missing parts are flagged, and the loader refuses them too."""
    text = changed(*change)

    assert not loads(text, tmp_path)
    assert list(validator.iter_errors(seen_by(reader, text)))


@pytest.mark.parametrize("value", ["null", "~", ""])
def test_null_is_flagged(value, validator):
    """An absent key is the only nothing; the loader would take `null` for a text, so the editor says it first."""
    text = changed("canonical: rate_limited", f"canonical: rate_limited\n    remediation: {value}")

    assert list(validator.iter_errors(seen_by("YAML 1.2", text)))


def test_a_date_is_flagged_without_format_checks(pages):
    """An editor that ignores `format` still sees that a date has another form."""
    validator = Draft7Validator(json.loads(pages["catalog.schema.json"]))

    assert list(validator.iter_errors(seen_by("YAML 1.2", changed("2026-11-20", "20/11/2026"))))


def test_each_word_has_its_sentence(pages):
    """Beside the canonical codes and the words of the facets stand their meanings, in the same order."""
    rule = json.loads(pages["catalog.schema.json"])["$defs"]["Rule"]["properties"]
    said = dict(zip(rule["canonical"]["enum"], rule["canonical"]["enumDescriptions"], strict=True))

    assert said["rate_limited"] == "Too many API requests in the vendor's time window."
    assert rule["other_vendor"]["enumDescriptions"][1] == "It would not, or it is forbidden."
    assert rule["phase"]["enumDescriptions"][0] == "The answer to a call."
