from __future__ import annotations

import threading

from assistant.upkeep import Upkeep
from index.errors import StorageError


class Store:
    """Counts the calls; the first one fails."""

    def __init__(self):
        self.days = []
        self.often = threading.Event()

    def keep_days(self, days):
        self.days.append(days)
        if len(self.days) == 1:
            raise StorageError("数据库暂时不可用。")
        if len(self.days) >= 3:
            self.often.set()
        return 0


def test_it_goes_on_after_a_failure_and_stops_when_told():
    store = Store()
    upkeep = Upkeep(store, retention_days=30, every_seconds=0.01)
    upkeep.start()
    assert store.often.wait(5)
    upkeep.stop()
    count = len(store.days)
    assert set(store.days) == {30}
    threading.Event().wait(0.05)
    assert len(store.days) == count


def test_nothing_is_deleted_where_answers_are_kept_for_ever():
    store = Store()
    upkeep = Upkeep(store, retention_days=0, every_seconds=0.01)
    upkeep.start()
    upkeep.stop()
    assert store.days == []
