"""The marks of our Markdown that more than one part of the package has to know."""

from __future__ import annotations

import re

# Says some numbers again, for whoever is in a hurry.
HURRY = re.compile(r"^!!! tonight.*\n(?:(?: {4}.*)?\n)*", re.MULTILINE)
