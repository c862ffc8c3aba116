"""Page by page: where its text begins, what is hard to hit, what is too wide. Each is loaded once for all three."""

from __future__ import annotations

from reader.tools.static_server import Host

from .conftest import Tabs
from .test_first_screen import begins_low
from .test_touch import hard_to_hit
from .test_width import sideways


def test_it_fits_a_small_phone_and_fingers(host: Host, tabs: Tabs, each_page: str) -> None:
    page = tabs.open(f"{host.url}{each_page}", height=740)
    found = [*begins_low(page), *hard_to_hit(page), *sideways(page)]
    assert not found, f"/{each_page}: " + "; ".join(found)
