"""What a browser lets a page of ours do, written into the page itself: the net below the checks.

A host can send the same as a header. In the page it also holds on a memory stick and on hosts that send nothing.
"""

from __future__ import annotations

import html
import re

# Our own files, and pictures that stand in our style sheets. No styles and no scripts written into a page.
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
_HEAD = re.compile(r"<head(?: [^>]*)?>", re.IGNORECASE)


def policed(page: str) -> str:
    """The page with the policy as the first line of its head, before anything it has to hold for."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{html.escape(POLICY, quote=False)}">'
    return _HEAD.sub(lambda match: f"{match[0]}{meta}", page, count=1)
