"""What a browser lets a page of ours do, written into the page itself: the net below the checks.

A host can send the same as a header. In the page it also holds on a memory stick and on hosts that send nothing.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re

# Our own files, and pictures that stand in our style sheets. No styles and no scripts written into a page. The worker and the
# manifest are for those who keep a copy.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; worker-src 'self'; manifest-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
_HEAD = re.compile(r"<head(?: [^>]*)?>", re.IGNORECASE)


def policed(page: str, *, style: str = "", script: str = "") -> str:
    """The page with the policy as the first line of its head, before anything it has to hold for.

    `style` and `script` are what a page that is one file holds of ours, letter by letter: these run, and nothing else does.
    """
    allowed = POLICY
    for kind, text in (("style-src", style), ("script-src", script)):
        if text:
            allowed = allowed.replace(f"{kind} 'self'", f"{kind} '{digest(text)}'")
    if script:  # one file asks for nothing else
        allowed = allowed.replace("img-src 'self' data:; worker-src 'self'; manifest-src 'self'", "img-src data:")
    meta = f'<meta http-equiv="Content-Security-Policy" content="{html.escape(allowed, quote=False)}">'
    return _HEAD.sub(lambda match: f"{match[0]}{meta}", page, count=1)


def digest(text: str) -> str:
    """The name by which a policy knows a script or style that is written into a page."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
