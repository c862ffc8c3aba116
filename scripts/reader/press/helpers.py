"""The processes that lay papers out beside a build: how they begin, what they hear, how they end."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import multiprocessing.forkserver
import multiprocessing.resource_tracker
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

from reader.press import handed, layout
from reader.press.errors import NoPangoError

_LOADED = [f"reader.press.{name}" for name in ("make", "weasyprint_patched", "pdf.impose", "pdf.places")]


def warm() -> None:
    """Start the process that helpers are forked from, with WeasyPrint loaded, while the build has other things to do.

    Loading it takes longer than a form takes to lay out. Nothing happens when that process is there already, or when
    WeasyPrint can't be loaded: whoever asks for papers then hears why.
    """
    context = _context()
    with contextlib.suppress(NoPangoError):
        layout.libraries()
        context.set_forkserver_preload(_LOADED)
        multiprocessing.resource_tracker.ensure_running()  # first: when it starts, it opens our ears again
        with deaf():
            multiprocessing.forkserver.ensure_running()


def pool(packed: bytes = b"") -> ProcessPoolExecutor:
    """As many helpers as there are cores, each begun when it is first needed: hand over work only while `deaf`.

    `packed` is what each gets when it begins: see `handed`.
    """
    return ProcessPoolExecutor(os.cpu_count() or 1, _context(), _begin, (packed,))


def end(pool: ProcessPoolExecutor) -> list[int]:
    """Send all helpers of this process away at once. Returns who they were."""
    helpers = multiprocessing.active_children()
    for helper in helpers:
        helper.terminate()
    pool.shutdown(cancel_futures=True)  # its thread sees that they are gone; left alone, it may outlive its pipe
    for helper in helpers:
        helper.join()
    return [helper.pid for helper in helpers if helper.pid is not None]


def _context() -> multiprocessing.context.ForkServerContext:
    return multiprocessing.get_context("forkserver")


@contextlib.contextmanager
def deaf() -> Iterator[None]:
    """Helpers that are started in here never hear of Ctrl-C, from their first moment on: it is the build that ends them."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(packed: bytes) -> None:
    """A helper is ended by its build, and goes when that is gone, however it ended.

    A layout makes millions of objects that live until its end: looking for garbage among them again and again takes a
    sixth of the time, and finds none. It is cleared away between two jobs instead.
    """
    gc.freeze()
    gc.disable()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    build = multiprocessing.parent_process()

    def watch() -> None:
        if build is not None:
            build.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
    handed.take(packed)
