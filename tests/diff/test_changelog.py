"""No published verdict changes without a line in the changelog."""

from __future__ import annotations

import json

import pytest

from errnorm.diff.changelog import catalogs_part

HEAD = "# Changelog\n\nWords.\n\n"
FIRST = "## 0.1.0 - 2026-11-22\n\n### Catalogs\n\n- **Acme Messaging**: its codes.\n"


@pytest.fixture
def published(checkout, texts):
    """Give a checkout whose tag v1 has one rule and its line; `changed` writes what comes after."""
    rule, acme = texts
    checkout.write("catalogs/acme.yaml", acme(rule(17), rule(18)))
    checkout.write("CHANGELOG.md", HEAD + FIRST)
    checkout.commit(tag="v1")

    def change(*rules, log=FIRST):
        checkout.write("catalogs/acme.yaml", acme(*rules))
        checkout.write("CHANGELOG.md", HEAD + log)

    checkout.change = change
    return checkout


def unreleased(line):
    return f"## Unreleased\n\n### Catalogs\n\n{line}\n\n{FIRST}"


def test_a_changed_verdict_without_a_line_is_refused(run, published, texts):
    """The rule is named with what changed, and the line to write stands ready to paste."""
    rule, _ = texts
    published.change(rule(17, "recipient_opted_out"), rule(18), log="## Unreleased\n\n" + FIRST)

    done = run("diff", "--check-changelog", "CHANGELOG.md")

    assert done.exit_code == 1
    assert done.stdout.splitlines()[0] == (
        "CHANGELOG.md:5:1: acme/any/17: `17` is now `recipient_opted_out` instead of `recipient_unreachable` "
        "(code changed); no new line tells of Acme Messaging"
    )
    assert 'Write under "### Catalogs" of "## Unreleased", in your own words:' in done.stdout
    assert "- **Acme Messaging**: `17` is now `recipient_opted_out` instead of" in done.stdout


@pytest.mark.parametrize(
    "line",
    [
        "- **Acme Messaging**: `17` is an opt-out.",
        "- **acme**: `17` is an opt-out.",
        "- **Acme SMS** (`acme`): `17` is an opt-out.",
        "* **acme_sms:** `17` is an opt-out.",
        "- **All vendors**: 17 is an opt-out.",
    ],
)
def test_a_line_of_the_vendor_passes(run, published, texts, line):
    """The vendor is named by title, id or alias, or all of them are."""
    rule, _ = texts
    published.change(rule(17, "recipient_opted_out"), rule(18), log=unreleased(line))

    done = run("diff", "--check-changelog", "CHANGELOG.md")

    assert (done.exit_code, done.stdout) == (0, "Every verdict that changed since v1 has its line.\n")


@pytest.mark.parametrize(
    "log",
    [
        FIRST,
        unreleased("- **Other**: `17` is an opt-out."),
        unreleased("- Acme Messaging: `17` is an opt-out."),
        "## Unreleased\n\n### Fixed\n\n- **Acme Messaging**: `17` is an opt-out.\n\n" + FIRST,
    ],
    ids=["only the published line", "another vendor", "no bold vendor", "another part"],
)
def test_any_other_line_does_not(run, published, texts, log):
    """A line that was published, that names another vendor or none, or stands elsewhere tells nothing of the change."""
    rule, _ = texts
    published.change(rule(17, "recipient_opted_out"), rule(18), log=log)

    assert run("diff", "--check-changelog", "CHANGELOG.md").exit_code == 1


def test_the_newest_version_counts_where_nothing_is_unreleased(run, published, texts):
    """A release is being made: its new section holds the line."""
    rule, _ = texts
    log = "## 0.2.0 - 2026-12-01\n\n### Catalogs\n\n- **Acme Messaging**: `17` is an opt-out.\n\n" + FIRST
    published.change(rule(17, "recipient_opted_out"), rule(18), log=log)

    assert run("diff", "--check-changelog", "CHANGELOG.md").exit_code == 0


def test_harmless_changes_and_additions_need_no_line(run, published, texts):
    """Wording and new codes change no published verdict."""
    rule, _ = texts
    published.change(rule(17, meaning="Others."), rule(18), rule(19))

    assert run("diff", "--check-changelog", "CHANGELOG.md").exit_code == 0


def test_a_removed_rule_needs_a_line(run, published, texts):
    """A code that is no longer known had a verdict that is now missed."""
    rule, _ = texts
    published.change(rule(17))

    done = run("diff", "--check-changelog", "CHANGELOG.md")

    assert done.exit_code == 1
    assert "acme/any/18: `18` is no longer known (was `recipient_unreachable`)" in done.stdout


def test_since_names_the_base(run, published, texts):
    """Another base than the newest tag may be named."""
    rule, _ = texts
    published.change(rule(17, "recipient_opted_out"), rule(18))
    published.commit(tag="v2")

    assert run("diff", "--check-changelog", "CHANGELOG.md").exit_code == 0
    assert run("diff", "--check-changelog", "CHANGELOG.md", "--since", "v1").exit_code == 1
    assert run("diff", "--check-changelog", "CHANGELOG.md", "--since", "v1:catalogs").exit_code == 1


def test_the_checkout_is_that_of_the_changelog(run, published, texts, monkeypatch, tmp_path):
    """It does not matter where one stands."""
    rule, _ = texts
    published.change(rule(17, "recipient_opted_out"), rule(18))
    monkeypatch.chdir(tmp_path)

    assert run("diff", "--check-changelog", published.path / "CHANGELOG.md").exit_code == 1


def test_without_a_tag_nothing_is_published(run, checkout):
    """Where no tag is reachable that is said, and nothing is refused."""
    checkout.write("CHANGELOG.md", HEAD)
    checkout.commit()

    done = run("diff", "--check-changelog", "CHANGELOG.md")

    assert done.exit_code == 0
    assert done.stdout.startswith("No tag is reachable from HEAD")


def test_outside_a_checkout_nothing_can_be_said(run, tmp_path):
    """A changelog without git around it is status 2."""
    (tmp_path / "CHANGELOG.md").write_text(HEAD)

    done = run("diff", "--check-changelog", tmp_path / "CHANGELOG.md")

    assert (done.exit_code, "lies in no git checkout" in done.stderr) == (2, True)


def test_an_unknown_base_is_status_2(run, published):
    """A base that is no revision is named."""
    done = run("diff", "--check-changelog", "CHANGELOG.md", "--since", "v7")

    assert (done.exit_code, '"v7" is no revision' in done.stderr) == (2, True)


def test_untold_changes_as_json(run, published, texts):
    """Each untold change is a line with the place where its line belongs."""
    rule, _ = texts
    published.change(rule(17), log=unreleased("- **Other**: words."))

    (one,) = [
        json.loads(line) for line in run("diff", "--check-changelog", "CHANGELOG.md", "--json").stdout.splitlines()
    ]

    assert (one["kind"], one["file"], one["line"]) == ("untold", "CHANGELOG.md", 7)
    assert (one["rule"], one["class"]) == ("acme/any/18", "removed")


@pytest.mark.parametrize(
    ("text", "line", "heading", "entries"),
    [
        ("", 1, "Unreleased", 0),
        (HEAD + FIRST, 7, "0.1.0", 1),
        (
            "## [Unreleased]\n\n### Catalogs\n- **A**: b.\n  more\n* **C**: d.\n### Fixed\n- **E**: f.\n",
            3,
            "Unreleased",
            2,
        ),
        ("## 0.3.0\n\n### Catalogs\n- **A**: b.\n## Unreleased\n", 5, "Unreleased", 0),
    ],
)
def test_the_part_that_counts(text, line, heading, entries):
    """Unreleased comes before the newest version, and the part ends at the next heading."""
    part = catalogs_part(text)

    assert (part.line, part.heading, len(part.entries)) == (line, heading, entries)


def test_a_changelog_that_is_new_has_only_new_lines(run, published, texts):
    """Where the base had no such file, each line of it counts."""
    rule, _ = texts
    published.change(rule(17), log=FIRST)
    published.write("docs/CHANGES.md", HEAD + FIRST)

    assert run("diff", "--check-changelog", "docs/CHANGES.md").exit_code == 0
    assert run("diff", "--check-changelog", "CHANGELOG.md").exit_code == 1


def test_a_changelog_that_is_not_utf8_is_status_2(run, published):
    """The file is named."""
    (published.path / "CHANGELOG.md").write_bytes(b"\xe9")

    done = run("diff", "--check-changelog", "CHANGELOG.md")

    assert (done.exit_code, "CHANGELOG.md is not UTF-8" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("log", "heading"), [(FIRST, "Unreleased"), ("## 0.2.0\n\n" + FIRST, "0.2.0")], ids=["published", "new"]
)
def test_a_published_section_is_never_named_for_a_new_line(run, published, texts, log, heading):
    """Where the newest section was already published, the line belongs under Unreleased."""
    rule, _ = texts
    published.change(rule(17), log=log)

    told = run("diff", "--check-changelog", "CHANGELOG.md").stdout

    assert f'Write under "### Catalogs" of "## {heading}"' in told
