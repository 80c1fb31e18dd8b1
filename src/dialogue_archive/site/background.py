"""A task in a process of its own, which runs while the pages are built."""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Callable


class BackgroundTask:
    """A task that starts at once. Where a process cannot be forked (Windows), `wait` runs it."""

    def __init__(self, task: Callable[[], None], name: str) -> None:
        self._task, self._name = task, name
        self._process = None
        if "fork" in multiprocessing.get_all_start_methods():
            gc.freeze()  # a garbage collection would copy the memory pages that both processes share
            context = multiprocessing.get_context("fork")
            self._process = context.Process(target=task, name=name, daemon=True)
            self._process.start()

    def wait(self) -> None:
        """Wait until the task is done. Raises RuntimeError when it failed."""
        if self._process is None:
            self._task()
            return
        self._process.join()
        if self._process.exitcode:
            raise RuntimeError(f"{self._name} failed; the reason is printed above")

    def stop(self) -> None:
        """Stop the task without finishing it."""
        if self._process is not None and self._process.is_alive():
            self._process.terminate()
            self._process.join()
