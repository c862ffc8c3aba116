"""A template that stops the site or the papers is named with its line, by the check or by the build."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.press import template
from reader.press.errors import TemplateFault
from reader.progress import Progress
from reader.site import build
from reader.source.settings import Settings
from small import make

BLOCK = "{% block tabs %}{% endblock %}"


@pytest.mark.parametrize(
    "wrong", ["{{ 1 / (page.title | length - page.title | length) }}", "{{ page.title.nope.nope }}", "{{ page.title + 1 }}"]
)
def test_a_template_that_stops_while_a_page_is_made(wrong: str, tmp_path: Path) -> None:
    project = make(tmp_path / "reader")
    line = project.text("overrides/main.html").partition(BLOCK)[0].count("\n") + 1
    project.replace("overrides/main.html", BLOCK, BLOCK.replace("%}{%", f"%}}{wrong}{{%"))
    with pytest.raises(build.Refused) as refused:
        build.build(Settings(project.root), project.site, Progress(quiet=True), papers=False)
    [finding] = refused.value.findings
    assert (finding.path, finding.line) == ("overrides/main.html", line)
    assert "this template stops here" in finding.message


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("{% if %}", "not written right"),
        ("{{ gone }}", "'gone' is undefined"),
        ("{{ 1 / 0 }}", "division by zero"),
        ("{{ name.__class__ }}", "unsafe"),
        ("{{ name.format_map.__globals__ }}", "unsafe"),
        ("{% include 'gone.html' %}", "there is no template “gone.html”"),
        ("{% for n in range(1000000000) %}{% endfor %}", "Range too big"),
    ],
)
def test_a_template_of_paper(wrong: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "overrides/print/form.html"
    file.parent.mkdir(parents=True)
    file.write_text(f"<p>{{{{ name }}}}</p>\n{wrong}\n", encoding="utf-8")
    with pytest.raises(TemplateFault) as fault:
        template.filled(tmp_path, "form.html", name="A log")
    finding = fault.value.finding
    assert (finding.path, finding.line) == ("overrides/print/form.html", 2)
    assert said in finding.message


def test_an_error_of_our_own_stays_an_error(tmp_path: Path) -> None:
    file = tmp_path / "overrides/print/form.html"
    file.parent.mkdir(parents=True)
    file.write_text("{{ name }}", encoding="utf-8")
    with pytest.raises(AttributeError):
        template.filled(Path("no such folder") / tmp_path.name, 5, name="A log")  # type: ignore[arg-type]
