"""What is published says one version and one address everywhere."""

from __future__ import annotations

import re
import tomllib

import yaml

from tools.repository import ADDRESS, NAME, ROOT, TAG, VERSION


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_citation_is_of_this_version() -> None:
    cited = yaml.safe_load(text("CITATION.cff"))
    assert (cited["version"], cited["repository-code"]) == (VERSION, ADDRESS)
    assert cited["license"] == "MIT"
    assert {"cff-version", "message", "title", "authors"} <= cited.keys()


def test_both_packages_have_one_version() -> None:
    other = tomllib.loads(text("autograder/pyproject.toml"))["project"]["version"]
    assert other == VERSION


def test_the_changes_begin_with_this_version() -> None:
    heads = re.findall(r"^## (\S+?),? ", text("CHANGELOG.md"), re.M)
    assert heads[0] == VERSION


def test_no_other_repository_is_taken_for_the_courses() -> None:
    own = NAME.split("/")[1]
    found = 0
    for path in [
        *ROOT.glob("*.md"),
        *ROOT.glob("site/*.md"),
        *ROOT.glob("deploy/**/*"),
    ]:
        if path.is_file():
            said = re.findall(
                rf"github\.com/([\w-]+/{own})\b(?:@(v[\d.]+))?", path.read_text()
            )
            found += len(said)
            for repository, tag in said:
                assert repository == NAME, path
                assert tag in ("", TAG), path
    assert found, "CONTRIBUTING.md names it at least"
