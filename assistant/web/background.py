"""Does something long in a thread of its own, and hands on what it tells meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

from index.errors import InputError, TiaowenError

Told = TypeVar("Told")
Result = TypeVar("Result")
_LOOK_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Done(Generic[Result]):
    """The last thing told: what the work came to."""

    result: Result


def in_background(
    work: Callable[[Callable[[Told], None]], Result],
) -> Iterator[Told | Done[Result]]:
    """Yield what a piece of work tells while it runs, then its result.

    Whoever stops listening does not stop the work.

    Args:
        work: takes the function by which it tells something.

    Raises:
        TiaowenError: the one that the work raised, or a general one where it broke down.
    """
    told: SimpleQueue[Told] = SimpleQueue()
    end: list[Done[Result] | TiaowenError] = []

    def run() -> None:
        try:
            end.append(Done(work(told.put)))
        except TiaowenError as error:
            end.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    while thread.is_alive() or not told.empty():
        try:
            yield told.get(timeout=_LOOK_SECONDS)
        except Empty:
            continue
    thread.join()
    result = end[0] if end else InputError("没有成功，请查看服务器日志。")
    if isinstance(result, TiaowenError):
        raise result
    yield result
