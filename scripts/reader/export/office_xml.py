"""Parts of a Word document that python-docx has no words for: places to type, boxes to tick, links, borders; how it is packed."""

from __future__ import annotations

import copy
import functools
import re
import zlib
from typing import Any, cast
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.pkgwriter import PackageWriter
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from reader import archive

_TICK = "http://schemas.microsoft.com/office/word/2010/wordml"
_OFF, _ON = "2610", "2612"  # an empty box, a box with a cross, in Unicode
_NUMBER = re.compile(r"\d(?:-\d+)+")  # as it is dialled: no line ends in it


def _text(text: str, properties: str = "") -> str:
    begin = '<w:t xml:space="preserve">'
    unbroken = _NUMBER.sub(lambda found: found[0].replace("-", f"</w:t><w:noBreakHyphen/>{begin}"), escape(text))
    return f"<w:r><w:rPr>{properties}</w:rPr>{begin}{unbroken}</w:t></w:r>"


def place(number: int, name: str, length: int) -> BaseOxmlElement:
    """A place to type: its underscores go away with the first letter. A screen reader says its name."""
    shown = _text("_" * length)
    return parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtPr><w:alias w:val={quoteattr(name)}/><w:tag w:val={quoteattr(name[:64])}/>"
        f'<w:id w:val="{number}"/><w:showingPlcHdr/><w:text/></w:sdtPr><w:sdtContent>{shown}</w:sdtContent></w:sdt>'
    )


def box(number: int, name: str) -> BaseOxmlElement:
    """A box to tick with a click or the space bar."""
    font = "MS Gothic"
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:hint="eastAsia"/>'
    return parse_xml(
        f'<w:sdt {nsdecls("w")} xmlns:w14="{_TICK}"><w:sdtPr><w:alias w:val={quoteattr(name)}/>'
        f'<w:tag w:val={quoteattr(name[:64])}/><w:id w:val="{number}"/><w14:checkbox><w14:checked w14:val="0"/>'
        f'<w14:checkedState w14:val="{_ON}" w14:font="{font}"/><w14:uncheckedState w14:val="{_OFF}" w14:font="{font}"/>'
        f"</w14:checkbox></w:sdtPr><w:sdtContent>{_text(chr(int(_OFF, 16)), fonts)}</w:sdtContent></w:sdt>"
    )


def link(paragraph: Paragraph, address: str, words: str, bold: bool) -> None:
    """Words at the end of a paragraph that lead to an address outside, underlined."""
    name = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    shown = _text(words, f'{"<w:b/>" if bold else ""}<w:u w:val="single"/>')
    paragraph._p.append(parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{name}">{shown}</w:hyperlink>'))


def frame(paragraph: Paragraph, sides: str = "top left bottom right", kind: str = "single") -> None:
    """A line on these sides of a paragraph."""
    lines = "".join(f'<w:{side} w:val="{kind}" w:sz="12" w:space="4" w:color="000000"/>' for side in sides.split())
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        parse_xml(f"<w:pBdr {nsdecls('w')}>{lines}</w:pBdr>"), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def repeat_heads(row: BaseOxmlElement) -> None:
    """Mark a row of a table as its headings: said with each cell, and printed again on the next sheet."""
    row.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))


def speak(styles: BaseOxmlElement, language: str) -> None:
    """Say which language the text is in, for spelling and for voices."""
    for element in styles.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}lang"):
        for name in list(element.attrib):
            if name.endswith("}val"):
                element.set(name, language)


def empty() -> Document:
    """A document with nothing in it, as python-docx begins: to read that takes longer than to copy it."""
    return copy.deepcopy(_empty())


@functools.cache
def _empty() -> Document:
    return docx.Document()


def packed(document: Document) -> bytes:
    """A document as a .docx file, without the zip that python-docx would make of it first."""
    kept, package, writer = _Kept(), document.part.package, cast("Any", PackageWriter)
    writer._write_content_types_stream(kept, package.parts)
    writer._write_pkg_rels(kept, package.rels)
    writer._write_parts(kept, package.parts)
    return archive.packed(archive.in_order(kept), smallest=True, squeeze=_deflated)  # no smaller, but remembered


@functools.lru_cache(maxsize=16)
def _deflated(content: bytes) -> bytes:
    """As zipfile compresses a file: most files of a document are those of the one before."""
    made = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return made.compress(content) + made.flush()


class _Kept(list[tuple[str, bytes]]):
    def write(self, path: PackURI, content: bytes) -> None:
        """Keep a file where python-docx would put it into its zip."""
        self.append((path.membername, content))
