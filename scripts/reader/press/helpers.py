"""The processes that lay papers out beside a build: how they begin, what they hear, how they end."""

from __future__ import annotations

import contextlib
import gc
import importlib
import multiprocessing
import multiprocessing.context
import multiprocessing.resource_tracker
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any

from reader.press import handed, layout
from reader.press.errors import NoPangoError
from reader.press.material import Text

_LOADED = [f"reader.press.{name}" for name in ("make", "weasyprint_patched", "pdf.impose", "pdf.places")]


class Helpers:
    """As many processes as there are cores, and one more that binds the book: it has kept nothing of what went before.

    On Linux they are forked from this process, which has loaded already what they need; where that is not safe, because
    the system is another or something else runs in here as well, from a server that loads it once for all of them.
    """

    def __init__(self, text: Text) -> None:
        """Begin all of them, while this process is small: what it holds counts for each. `text` is what `handed` hands each."""
        forked = sys.platform == "linux" and threading.active_count() == 1
        context = multiprocessing.get_context("fork" if forked else "forkserver")
        with contextlib.suppress(NoPangoError):  # whoever asks for papers hears why
            layout.libraries()
            for name in _LOADED if forked else ():
                importlib.import_module(name)
        if isinstance(context, multiprocessing.context.ForkServerContext):
            context.set_forkserver_preload(_LOADED)
            multiprocessing.resource_tracker.ensure_running()  # first: when it starts, it opens our ears again
        self.binder = ProcessPoolExecutor(1, context, _begin, (text,))
        self.others = ProcessPoolExecutor(os.cpu_count() or 1, context, _begin, (text,))
        for pool in (self.binder, self.others) if forked else ():  # the thread of the first only waits while the second forks
            self._submit(pool, int)

    def do(self, job: Callable[..., None], *material: Any) -> Future[None]:
        """Have one of them do a job."""
        return self._submit(self.others, handed.do, job, *map(handed.named, material))

    def bind(self, job: Callable[..., None]) -> Future[None]:
        """The same by the one that was kept for it."""
        return self._submit(self.binder, handed.do, job)

    def _submit(self, pool: ProcessPoolExecutor, job: Callable[..., Any], *material: Any) -> Future[Any]:
        with _deaf():
            return pool.submit(job, *material)

    def send_home(self) -> None:
        """Wait until they have done what they were given, and let them go."""
        for pool in (self.others, self.binder):
            pool.shutdown()

    def end(self) -> list[int]:
        """Send all helpers of this process away at once. Returns who they were."""
        helpers = multiprocessing.active_children()
        for helper in helpers:
            helper.terminate()
        for pool in (self.others, self.binder):
            pool.shutdown(cancel_futures=True)  # its thread sees that they are gone; left alone, it may outlive its pipe
        for helper in helpers:
            helper.join()
        return [helper.pid for helper in helpers if helper.pid is not None]


@contextlib.contextmanager
def _deaf() -> Iterator[None]:
    """Helpers that are started in here never hear of Ctrl-C, from their first moment on: it is the build that ends them."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(text: Text) -> None:
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
    handed.take(text)
