"""How often a search finds the wanted page first, and how long a key waits, beside the theme's own search."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from reader.tools import process_cost, relevance, stock_site
from reader.tools.benchmark import pages_alone, row
from reader.tools.browser import started
from reader.tools.static_server import serving

_SLOWER, _SAMPLE = 4, 6  # a cheap phone; every sixth query is timed


def search(root: Path, folder: Path) -> Iterator[str]:
    """What people type, put to both searches: how often the wanted page comes up, and how long a key waits."""
    ours, peer = pages_alone(root, folder)
    process_cost.cost(peer, root, stock_site.QUIET)
    process_cost.cost(ours, root)
    queries = relevance.read(root / "tests/queries.yml")
    kinds = list(dict.fromkeys(query.kind for query in queries))
    rates: dict[str, list[float]] = {kind: [] for kind in ("all", *kinds)}
    waits: list[list[float]] = []
    with started() as browser:
        for site, engine in ((folder / "site", relevance.OURS), (folder / "peer", relevance.STOCK)):
            with serving(site) as host:
                page = browser.new_page(viewport={"width": 1300, "height": 900})
                relevance.opened(page, host.url, engine)
                found = {query.typed: relevance.pages(page, host.url, engine, query.typed) for query in queries}
                for kind, rate in rates.items():
                    some = [query for query in queries if kind in ("all", query.kind)]
                    rate += [relevance.rate(some, found.__getitem__, first)[0] for first in (1, 3)]
                waits.append(relevance.waits(page, engine, [query.typed for query in queries[::_SAMPLE]], _SLOWER))
                page.close()
    yield f"{len(queries)} queries. Peer: stock search of Material {version('mkdocs-material')} over the same pages.\n"
    yield f"{'':32}{'ours':>16}{'peer':>16}\n{'':32}{'hit@1   hit@3':>16}{'hit@1   hit@3':>16}"
    for kind, (a, b, c, d) in rates.items():
        yield f"{kind:32}{a:>8.0%}{b:>8.0%}{c:>8.0%}{d:>8.0%}"
    yield f"\n{f'key to first result, {_SLOWER}x slower':32}{'ours':>10}{'peer':>10}{'ratio':>8}"
    for name, share in (("median, ms", 0.5), ("95 of 100 keys, ms", 0.95)):
        mine, theirs = (statistics.quantiles(each, n=100)[round(share * 100) - 1] for each in waits)
        yield row(name, mine, theirs)
