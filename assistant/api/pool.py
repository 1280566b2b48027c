"""Runs answers in a bounded number of threads, each within a time limit."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from index.errors import AccessError

Result = TypeVar("Result")


class AnswerPool:
    """So many answers at a time, so many more that wait; others are turned away at once."""

    def __init__(self, *, concurrency: int, waiting: int, timeout_s: float) -> None:
        self._threads = ThreadPoolExecutor(concurrency, thread_name_prefix="answer")
        self._room = concurrency + waiting
        self._timeout_s = timeout_s
        self._taken = 0

    async def run(self, work: Callable[[], Result]) -> Result:
        """Return what ``work`` returns.

        Raises:
            AccessError: too many are waiting (503), or the time is up (504). Work that has begun
                cannot be broken off: it keeps its thread until it is done.
        """
        if self._taken >= self._room:
            raise AccessError("现在提问的人太多，请稍后再试。", status=503, retry_after=2)
        self._taken += 1
        future = asyncio.get_running_loop().run_in_executor(self._threads, work)
        future.add_done_callback(self._free)
        try:
            return await asyncio.wait_for(asyncio.shield(future), self._timeout_s)
        except TimeoutError as error:
            raise AccessError("处理超时，请换个简短的问法或稍后再试。", status=504) from error

    def _free(self, future: asyncio.Future[Result]) -> None:
        self._taken -= 1
        if not future.cancelled():
            future.exception()  # told to whoever waited; nobody else is to hear of it

    def close(self) -> None:
        """Let what has begun finish and take nothing new."""
        self._threads.shutdown(wait=True, cancel_futures=True)
