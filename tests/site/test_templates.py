"""The policy of the templates: what they print is escaped, an undefined name fails the build, lines fit a screen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import Environment, StrictUndefined, Undefined
from mkdocs.config import load_config

from dialogue_archive.site.templates import site_environment
from support import PROJECT, build

OVERRIDES = PROJECT / "overrides"
TEMPLATES = sorted(file for file in OVERRIDES.rglob("*") if file.is_file())
MAXIMUM = 120


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """The environment of the pages."""
    theme = load_config(str(PROJECT / "mkdocs.yml")).theme
    return site_environment(theme.get_env(), OVERRIDES, theme.dirs, tmp_path_factory.mktemp("cache"))


def test_lines_fit_a_screen() -> None:
    long = [
        f"{file.relative_to(OVERRIDES)}:{number}"
        for file in TEMPLATES
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if len(line) > MAXIMUM
    ]
    assert long == []


def test_only_what_mkdocs_renders_is_printed_without_escaping() -> None:
    found = re.compile(r"\{\{[^{}]*\|\s*(?:safe|e|escape)\b[^{}]*\}\}|\{%-? *autoescape|with context")
    unescaped = {match for file in TEMPLATES for match in found.findall(file.read_text("utf-8"))}
    assert unescaped == {"{{ page.content | safe }}", "{{ entry.title | safe }}"}


def test_our_templates_are_strict_and_the_themes_are_not(environment: Environment) -> None:
    ours = [file.relative_to(OVERRIDES).as_posix() for file in TEMPLATES if "root" not in file.parts]
    for name in ours:
        loaded = environment.get_template(name).environment
        assert (loaded.autoescape, loaded.undefined) == (True, StrictUndefined), name
    # The theme includes templates of ours by its own environment; they are strict nevertheless.
    theme = environment.get_template("base.html").environment
    assert (theme.autoescape, theme.undefined) == (False, Undefined)
    assert theme.get_template("partials/javascripts/base.html").environment.undefined is StrictUndefined


@pytest.mark.parametrize(
    ("template", "right", "wrong", "message"),
    [
        ("thread.html", "view.rounds", "view.ruonds", "'ThreadPage' object has no attribute 'ruonds'"),
        ("topic.html", "{{ view.label }}", "{{ view.labels.zh }}", "'TopicPage' object has no attribute 'labels'"),
        ("people.html", "words('people_remark')", "wrods('people_remark')", "'wrods' is undefined"),
        ("main.html", "{% if title and", "{% if titel and", "'titel' is undefined"),
        ("partials/colophon.html", "{%- if head %}", "{%- if haed %}", "'haed' is undefined"),
        ("partials/colophon.html", "words('rights')", "words('rihgts')", "data/interface.yml has no words for rihgts"),
        ("partials/items.html", "entry.takes_up,", "entry.taken_down,", "has no attribute 'taken_down'"),
        ("404.html", "found.rounds", "found.ruonds", "has no attribute 'ruonds'"),
        ("sitemap.xml", "in sitemap", "in sitemaps", "'sitemaps' is undefined"),
    ],
)
def test_a_misspelt_name_fails_the_build(project: Path, template: str, right: str, wrong: str, message: str) -> None:
    file = project / "overrides" / template
    text = file.read_text("utf-8")
    assert right in text
    file.write_text(text.replace(right, wrong), "utf-8")
    result = build(project, project / "site")
    assert result.returncode != 0
    assert message in result.stderr
