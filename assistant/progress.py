"""Show on stderr how far long work is and when it will be done."""

from __future__ import annotations

import sys
import time
from typing import TextIO

#: Seconds between two lines: on a terminal, where one overwrites the other, and in a log.
_TERMINAL_INTERVAL, _LOG_INTERVAL = 0.2, 15.0


class ProgressLine:
    """A callable for ``build_index``: what is going on, items done, items in all."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._what = ""
        self._started = self._shown = 0.0

    def __call__(self, what: str, done: int, total: int) -> None:
        """Write the line if it is due; the last one of each piece of work always is."""
        now = time.monotonic()
        if what != self._what:
            self._what, self._started, self._shown = what, now, 0.0
        terminal = self._stream.isatty()
        finished = done >= total
        if not finished and now - self._shown < (_TERMINAL_INTERVAL if terminal else _LOG_INTERVAL):
            return
        self._shown = now
        start, end = ("\r\x1b[K", "\n" if finished else "") if terminal else ("", "\n")
        self._stream.write(start + describe(what, done, total, now - self._started) + end)
        self._stream.flush()


def describe(what: str, done: int, total: int, elapsed: float) -> str:
    """Return the line: share done, rate, and the time that the rest will take at that rate."""
    line = f"{what} {done}/{total}"
    if done and elapsed > 0:
        line += f"，每秒{done / elapsed:.0f}条"
        if done < total:
            line += f"，还需{_duration(elapsed / done * (total - done))}"
    return line


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours}小时{minutes}分"
    return f"{minutes}分{rest}秒" if minutes else f"{rest}秒"
