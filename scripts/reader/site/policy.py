"""What a browser lets a page of ours do, written into the page itself: the net below the checks.

A host can send the same as a header. In the page it also holds on a memory stick and on hosts that send nothing.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re

# Our own files, and pictures that stand in our style sheets. No styles and no scripts written into a page. The worker and the
# manifest are for those who keep a copy. A page may ask its own host and no other: audits read robots.txt through the page.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'"
)
_HEAD = re.compile(r"<head(?: [^>]*)?>", re.IGNORECASE)


def policed(page: str, *, style: str = "", script: str = "", besides: bool = False) -> str:
    """The page with the policy as the first line of its head, before anything it has to hold for.

    `style` and `script` are what a page that is one file holds of ours, letter by letter: these run, and nothing else does.
    `besides`: they stand in a page that loads files of the site too.
    """
    allowed = POLICY
    for kind, text in (("style-src", style), ("script-src", script)):
        if text:
            own = f"{kind} 'self'"
            allowed = allowed.replace(own, f"{own if besides else kind} '{digest(text)}'")
    if script and not besides:  # one file asks for nothing else
        shared = "img-src 'self' data:; connect-src 'self'; worker-src 'self'; manifest-src 'self'"
        allowed = allowed.replace(shared, "img-src data:")
    meta = f'<meta http-equiv="Content-Security-Policy" content="{html.escape(allowed, quote=False)}">'
    return _HEAD.sub(lambda match: f"{match[0]}{meta}", page, count=1)


def digest(text: str) -> str:
    """The name by which a policy knows a script or style that is written into a page."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
