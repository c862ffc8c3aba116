"""A text for paper, read the quick way where it is plain: the same tree, for WeasyPrint, as a browser would make of all of it.

tinyhtml5 reads the frame; what stands between the tags of its body is XML as well in nearly all we print (`plain_html`).
"""

from __future__ import annotations

import re
from typing import Any

from reader.render import plain_html

_BODY = re.compile(r'<body(?:\s+[a-z-]+="[^"]*+")*+\s*>(?P<held>.*)</body>\s*</html>\s*\Z', re.DOTALL)
_MARK = "<i></i>"  # where the body's own elements will stand


def read(weasyprint: Any, html: str, **named: Any) -> Any:
    """A document of WeasyPrint's from its HTML; `named` is what its HTML class takes."""
    match = _BODY.search(html)
    held = match["held"] if match else ""
    plain = plain_html.body(held.lstrip())
    if match is None or plain is None or len(plain) == 0:
        return weasyprint.HTML(string=html, **named)
    source = weasyprint.HTML(string=f"{html[: match.start('held')]}{_MARK}{html[match.end('held') :]}", **named)
    body = source.etree_element.find("body")
    end = body[0].tail or ""
    body[:] = plain
    body.text = held[: len(held) - len(held.lstrip())] or None
    body[-1].tail = f"{body[-1].tail or ''}{end}" or None
    return source
