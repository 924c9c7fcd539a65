"""The command kept open beside a program: one line in, one line out, at once."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

import errnorm

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "docs/reference"
EXAMPLES = ROOT / "docs/examples/coprocess"
CAPPED = {"error": {"type": "OAuthException", "code": 131049, "message": "(#131049) Not delivered to +15550001111"}}
DELIVERED = {
    "whatsapp": {
        "messages": [{"callback_type": "dlr", "sid": "a", "exo_status_code": 30002, "exo_detailed_status": "SEEN"}]
    }
}


def valid(name, data):
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(data)
    return data


class Coprocess:
    """The command, asked one line at a time; an answer that does not come at once would hang the test."""

    def __init__(self, *arguments):
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "errnorm.cli", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return valid("stream", json.loads(self.process.stdout.readline()))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.communicate()

    def close(self):
        rest, _ = self.process.communicate(timeout=30)
        assert rest == ""
        return self.process.returncode


def test_each_payload_is_answered_at_once():
    with Coprocess("normalize", "--stream") as errnorm_:
        first = errnorm_.ask(json.dumps({"payload": CAPPED, "vendor": "meta", "http_status": 400}))
        second = errnorm_.ask(json.dumps(DELIVERED))
        third = errnorm_.ask(json.dumps(CAPPED))
        assert (first["line"], second, third["line"]) == (1, {"line": 2, "answers": []}, 3)
        expected = errnorm.normalize(CAPPED, vendor="meta", http_status=400).to_dict()
        assert first["answers"] == [{name: part for name, part in expected.items() if name != "detail"}]
        assert errnorm_.close() == 0


def test_a_broken_line_has_its_problem_and_the_rest_goes_on():
    with Coprocess("normalize", "--stream", "--vendor", "meta", "--show-detail") as errnorm_:
        assert errnorm_.ask("{") == {
            "line": 1,
            "problem": "not JSON: Expecting property name enclosed in double quotes",
        }
        assert "problem" in errnorm_.ask("")
        assert "+15550001111" in errnorm_.ask(json.dumps(CAPPED))["answers"][0]["detail"]
        assert errnorm_.close() == 1


def test_each_code_is_looked_up_at_once():
    with Coprocess("lookup", "--stream") as errnorm_:
        found = errnorm_.ask(json.dumps({"vendor": "meta", "code": 131049}))
        bound = errnorm_.ask(json.dumps({"vendor": "exotel", "code": "1000", "surface": "v2"}))
        assert valid("lookup", found["verdict"]) == errnorm.lookup("meta", 131049).to_dict()
        assert bound["verdict"] == errnorm.lookup("exotel", "1000", surface="v2").to_dict()
        assert "did you mean 'meta'?" in errnorm_.ask('{"vendor": "mta", "code": 1}')["problem"]
        assert "no other key" in errnorm_.ask('{"vendor": "meta", "kode": 1}')["problem"]
        assert "no other key" in errnorm_.ask('{"vendor": "meta", "code": 1, "text": []}')["problem"]
        assert errnorm_.close() == 1


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("normalize", "--stream", "a.json"), "reads standard input"),
        (("lookup", "--stream", "meta"), "reads vendor and code from standard input"),
        (("lookup",), "give VENDOR and CODE, or --stream"),
    ],
)
def test_a_stream_takes_nothing_else(arguments, why):
    command = [sys.executable, "-m", "errnorm.cli", *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT / "src")

    assert (done.returncode, done.stdout) == (2, "")
    assert why in done.stderr


def test_lines_of_json_have_the_form_their_schema_says():
    for more in ((), ("--show-detail",)):
        command = [
            sys.executable,
            "-m",
            "errnorm.cli",
            "normalize",
            "--json",
            *more,
            str(ROOT / "docs/examples/failures.ndjson"),
        ]
        done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT / "src")
        lines = [valid("normalize", json.loads(line)) for line in done.stdout.splitlines()]
        assert len(lines) > 10
        assert all(("detail" in line) is bool(more) for line in lines)


@pytest.fixture
def with_errnorm(tmp_path):
    """Give an environment in which `errnorm` is this checkout's."""
    command = tmp_path / "bin/errnorm"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT / "src"}" exec "{sys.executable}" -m errnorm.cli "$@"\n')
    command.chmod(0o755)
    return {**os.environ, "PATH": f"{command.parent}:{os.environ['PATH']}"}


def test_the_example_for_the_shell_runs(with_errnorm):
    done = subprocess.run(
        ["bash", EXAMPLES / "gateway.sh"], check=True, capture_output=True, text=True, env=with_errnorm, timeout=60
    )

    codes = [valid("stream", json.loads(line))["answers"][0]["code"] for line in done.stdout.splitlines()]
    assert codes == ["marketing_capped", "rate_limited"]


@pytest.mark.skipif(shutil.which("go") is None, reason="no Go toolchain")
def test_the_example_for_go_runs(with_errnorm, tmp_path):
    environment = {**with_errnorm, "GOCACHE": str(tmp_path / "cache"), "GOFLAGS": "-mod=mod"}
    done = subprocess.run(
        ["go", "run", EXAMPLES / "gateway.go"], check=True, capture_output=True, text=True, env=environment, timeout=300
    )

    assert done.stdout == "marketing_capped rejected after_wait 86400\n"
