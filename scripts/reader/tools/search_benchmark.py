"""How often a search finds the wanted page first, and how long a key waits, beside the theme's own search."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from reader.tools import first_answer, process_cost, relevance, stock_site
from reader.tools.benchmark import pages_alone, row
from reader.tools.browser import started
from reader.tools.static_server import serving

_KEPT, _SECOND = 600, "overdose/respond/"  # seconds, as long as GitHub Pages lets a browser keep files; the second page
_SLOWER, _SAMPLE = 4, 10  # a cheap phone; so many queries are timed, key by key


def search(root: Path, folder: Path) -> Iterator[str]:
    """What people type, put to both searches: how often the wanted page comes up, and how long a key waits."""
    ours, peer = pages_alone(root, folder)
    process_cost.cost(peer, root, stock_site.QUIET)
    process_cost.cost(ours, root)
    queries = relevance.read(root / "tests/queries.yml")
    kinds = list(dict.fromkeys(query.kind for query in queries))
    rates: dict[str, list[float]] = {kind: [] for kind in ("all", *kinds)}
    waits: list[list[float]] = []
    work: list[list[float]] = []
    firsts: list[tuple[first_answer.Wait, first_answer.Wait]] = []
    with started() as browser:
        for site, engine in ((folder / "site", relevance.OURS), (folder / "peer", relevance.STOCK)):
            with serving(site, keep=_KEPT) as host:
                firsts.append(first_answer.waits(browser, host, engine, _SECOND))
                page = browser.new_page(viewport={"width": 1300, "height": 900})
                relevance.opened(page, host.url, engine)
                found = relevance.answers(page, host.url, engine, [query.typed for query in queries])
                for kind, rate in rates.items():
                    some = [query for query in queries if kind in ("all", query.kind)]
                    rate += [relevance.rate(some, found.__getitem__, first)[0] for first in (1, 3)]
                timed = [query.typed for query in queries[:: max(1, len(queries) // _SAMPLE)]]
                work.append(relevance.work(page, engine, timed[::6]))
                waits.append(relevance.waits(page, engine, timed, _SLOWER))
                page.close()
    yield f"{len(queries)} queries. Peer: stock search of Material {version('mkdocs-material')} over the same pages.\n"
    yield f"{'':32}{'ours':>16}{'peer':>16}\n{'':32}{'hit@1   hit@3':>16}{'hit@1   hit@3':>16}"
    for kind, (a, b, c, d) in rates.items():
        yield f"{kind:32}{a:>8.0%}{b:>8.0%}{c:>8.0%}{d:>8.0%}"
    yield f"\n{f'key to first result, {_SLOWER}x slower':32}{'ours':>10}{'peer':>10}{'ratio':>8}"
    for name, share in (("median, ms", 0.5), ("95 of 100 keys, ms", 0.95)):
        yield row(name, *(_below(each, share) for each in waits))
    yield row("own work of 95 of 100 keys, ms", *(_SLOWER * _below(each, 0.95) for each in work))
    yield from _first_answers(*firsts)


def _below(measured: list[float], share: float) -> float:
    """What this share of all that was measured stays below."""
    return statistics.quantiles(measured, n=100)[round(share * 100) - 1]


def _first_answers(
    ours: tuple[first_answer.Wait, first_answer.Wait], peer: tuple[first_answer.Wait, first_answer.Wait]
) -> Iterator[str]:
    slow = f"{first_answer.LATENCY} ms, {first_answer.KBITS} kbit/s, {first_answer.SLOWER}x slower"
    yield f"\nFrom opening the search to its first result, at {slow}; files may be kept {_KEPT // 60} minutes.\n"
    yield f"{'':32}{'ours':>10}{'peer':>10}{'ratio':>8}"
    yield row("first visit, seconds", ours[0].seconds, peer[0].seconds)
    yield row("second page, seconds", ours[1].seconds, peer[1].seconds)
    yield row("page and search, KB", ours[0].with_page / 1e3, peer[0].with_page / 1e3)
    yield f"{'of that, after opening it, KB':32}{ours[0].size / 1e3:>10.2f}{peer[0].size / 1e3:>10.2f}"
