"""A sheet for those who check the text or call its numbers, as a Word document: to type into, and to print."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import docx
from docx.shared import Inches, Pt

from reader import archive
from reader.source.claims import Sheet
from reader.source.history import History


def written(sheet: Sheet, history: History) -> bytes:
    """The bytes of a .docx: a row for each line, with its boxes and a line to write on."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Inches(0.7)
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = "Arial", Pt(10)
    document.add_heading(sheet.title, 1)
    for line in (f"Edition {history.edition or 'not known'}.", *sheet.first):
        document.add_paragraph(line)
    boxes = "   ".join(f"☐ {box}" for box in sheet.boxes)
    for code, words, lines in sheet.rows:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{code}  ").bold = True
        paragraph.add_run(words)
        paragraph.paragraph_format.keep_with_next = True
        for line in lines:
            small = document.add_paragraph().add_run(line)
            small.font.size = Pt(8.5)
        answer = document.add_paragraph(f"{boxes}   {sheet.ask} {'_' * 24}")
        answer.paragraph_format.space_after = Pt(10)
    about = document.core_properties
    day = datetime.fromtimestamp(history.timestamp, UTC).replace(tzinfo=None) if history.timestamp else datetime(2026, 1, 1)
    about.title, about.author, about.comments, about.created, about.modified = sheet.title, "", "", day, day
    out = io.BytesIO()
    document.save(out)
    return archive.again(out.getvalue())
