"""The templates of overrides/print, and the two things that several of them show."""

from __future__ import annotations

import functools
import io
from pathlib import Path

import jinja2
import segno
from jinja2.sandbox import SandboxedEnvironment

from reader.press.errors import TemplateFault
from reader.source import templates
from reader.source.finding import Finding


def filled(root: Path, name: str, /, **values: object) -> str:
    """A template of overrides/print with these values in it. Raises TemplateFault with file and line.

    A value it does not get is an error, not an empty place; and it reaches nothing but what it is given.
    """
    try:
        return _templates(root).get_template(name).render(**values)
    except Exception as error:
        if (fault := templates.fault(root, error)) is None:
            raise
        raise TemplateFault(Finding(fault[0], fault[1], "templates", fault[2])) from error


@functools.cache
def _templates(root: Path) -> SandboxedEnvironment:
    loader = jinja2.FileSystemLoader(root / "overrides/print")  # looks whether a file has changed
    return SandboxedEnvironment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)


def qr(address: str) -> str:
    """A QR code as SVG, for a chapter's opening page."""
    out = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(out, kind="svg", border=2, xmldecl=False, svgclass=None, lineclass=None, title="QR code of the live page")
    return out.getvalue().decode()
