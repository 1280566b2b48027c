"""Does once a day what time asks for: deletes what is older than the settings keep."""

from __future__ import annotations

import logging
import threading

from assistant.storage.conversations import Conversations
from index.errors import TiaowenError

_log = logging.getLogger(__name__)
_EVERY_SECONDS = 24 * 3600.0


class Upkeep:
    """A thread that deletes old answers at the start and then once a day.

    Several processes may do it at the same time: each deletes what is left.
    """

    def __init__(
        self, conversations: Conversations, *, retention_days: int,
        every_seconds: float = _EVERY_SECONDS,
    ) -> None:  # fmt: skip
        self._conversations = conversations
        self._days = retention_days
        self._every = every_seconds
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="upkeep", daemon=True)

    def start(self) -> None:
        """Begin, unless answers are kept for ever."""
        if self._days:
            self._thread.start()

    def stop(self) -> None:
        """End, within a second."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout=1)

    def _run(self) -> None:
        while True:
            try:
                deleted = self._conversations.keep_days(self._days)
                _log.info("%d answers older than %d days deleted", deleted, self._days)
            except TiaowenError as error:
                _log.warning("old answers could not be deleted: %s", error)
            if self._stop.wait(self._every):
                return
