"""What every e-book has beside its text: the list of its files, what it says of itself, its style, its cover."""

from __future__ import annotations

import textwrap
from html import escape

CONTAINER = b"""<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>\
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
"""
# Sizes in em and no colours but for lines: a reader sets its own letters, and its own night.
STYLE = b"""body { line-height: 1.45; margin: 0 .5em }
h1, h2, h3, h4 { line-height: 1.2; text-align: left; page-break-after: avoid; break-after: avoid }
.number { display: block; font-size: .8em }
.part { font-size: 1.3em; font-weight: bold }
.admonition { border: 1px solid; padding: 0 .7em; margin: 1em 0 }
.admonition-title, .fact { font-weight: bold }
.stop, .tonight { border-width: 4px }
table { border-collapse: collapse; width: 100% }
th, td { border: 1px solid; padding: .2em .4em; text-align: left; vertical-align: top; min-width: 2em; height: 1.3em }
.to-right { text-align: right }
.to-center { text-align: center }
sup { line-height: 0; font-size: .7em }
aside { font-size: .85em }
.age, .meaning { font-size: .85em }
.phone, .emergency { white-space: nowrap }
.blank { display: inline-block; border-bottom: 1px solid; width: 6em; height: 1em }
.line { border-bottom: 1px solid; height: 1.6em }
.box { display: inline-block; border: 1px solid; width: .7em; height: .7em; margin-right: .3em }
svg, img { max-width: 100%; height: auto }
.six-steps > li { clear: both; min-height: 4em; margin-bottom: .5em; break-inside: avoid }
svg.step { float: left; width: 3.4em; height: 3.4em; margin: .1em .7em .3em 0 }
.ticked { list-style: none }
.wide { font-size: .65em }
.wide th { hyphens: auto; -webkit-hyphens: auto }
.wide th, .wide td { min-width: 0 }
.never { border: 2px solid; padding: .3em .5em }
.keep { border-top: 2px solid; padding-top: .3em }
nav ol { list-style: none; padding-left: 1em }
[hidden] { display: none }
"""
# https://www.w3.org/TR/epub-a11y-11/: what it has, what it needs of who reads, what it spares them
_ACCESS = (
    ("accessMode", "textual"), ("accessMode", "visual"), ("accessModeSufficient", "textual"),
    ("accessibilityFeature", "tableOfContents"), ("accessibilityFeature", "readingOrder"),
    ("accessibilityFeature", "structuralNavigation"), ("accessibilityFeature", "alternativeText"),
    ("accessibilityFeature", "displayTransformability"), ("accessibilityFeature", "pageBreakMarkers"),
    ("accessibilityFeature", "pageNavigation"), ("accessibilityHazard", "none"),
    ("accessibilitySummary", "All of it is text. Drawings have their words beside them. The numbers in the list of pages are "
     "those of the sections, not of sheets of paper. Not checked against a standard by anyone."),
)  # fmt: skip


def package(about: dict[str, str], manifest: list[tuple[str, str, str]], order: list[str]) -> bytes:
    """The package document: `manifest` has name, media type and more attributes of each file; `order` is how it is read."""
    ids = {name: f"f{at}" for at, (name, _, _) in enumerate(manifest)}
    said = {name: escape(text) for name, text in about.items()}
    access = "".join(f'<meta property="schema:{name}">{escape(text)}</meta>' for name, text in _ACCESS)
    files = "".join(f'<item id="{ids[name]}" href="{escape(name)}" media-type="{kind}"{more}/>' for name, kind, more in manifest)
    spine = "".join(f'<itemref idref="{ids[name]}"/>' for name in order)
    language = said["language"]
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{language}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">{said["identifier"]}</dc:identifier>\
<dc:title>{said["title"]}</dc:title><dc:language>{language}</dc:language><dc:description>{said["description"]}</dc:description>\
<dc:rights>CC BY-SA 4.0. {said["changed"]}</dc:rights><meta property="dcterms:modified">{said["modified"]}</meta>\
<meta property="pageBreakSource">none</meta>{access}</metadata>
<manifest>{files}</manifest>
<spine>{spine}</spine>
</package>
""".encode()


def cover_picture(name: str, title: str, changed: str) -> bytes:
    """A cover for the shelf: black letters on white, as big as they fit."""
    lines = [(line, 92, 800) for line in textwrap.wrap(name, 14)] + [(line, 52, 400) for line in textwrap.wrap(title, 24)]
    drawn, height = "", 220
    for text, size, weight in lines:
        drawn += f'<text x="70" y="{height}" font-size="{size}" font-weight="{weight}">{escape(text)}</text>'
        height += int(size * 1.25)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 1200" width="900" height="1200" font-family="sans-serif" role="img" \
aria-label="{escape(f"{name} {title}".strip())}"><rect width="900" height="1200" fill="#fff"/>\
<rect y="0" width="900" height="70" fill="#000"/>{drawn}<text x="70" y="1120" font-size="30">{escape(changed)}</text></svg>
""".encode()
