"""Keep the search tokens of passages on disk, so that a build cuts only what is new."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from index.normalization import normalize
from index.tokenization import Tokenizer, lexicon_fingerprint

_SCHEMA = """
CREATE TABLE IF NOT EXISTS token (key BLOB PRIMARY KEY, tokens TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS made_by (lexicon TEXT, names TEXT);
"""
_BATCH = 500


class TokenCache:
    """Tokens of passages by text, cut with the lexicon and the names of an index.

    A name that comes or goes changes how the texts that hold it are cut, and no others.
    """

    def __init__(self, path: Path, names: Sequence[str]) -> None:
        self._tokenizer = Tokenizer.with_words(names)
        self._connection = _open(path)
        self._changed = self._take_over(names)

    @property
    def tokenizer(self) -> Tokenizer:
        """Return the tokenizer that cuts what is new."""
        return self._tokenizer

    def _take_over(self, names: Sequence[str]) -> frozenset[str]:
        """Note the new names; return those by which they differ, or empty an outdated cache."""
        found = self._connection.execute("SELECT lexicon, names FROM made_by").fetchone()
        lexicon = lexicon_fingerprint()
        if found is None or found[0] != lexicon:
            self._connection.execute("DELETE FROM token")
            changed: frozenset[str] = frozenset()
        else:
            changed = frozenset(map(normalize, json.loads(found[1]))) ^ frozenset(
                map(normalize, names)
            )
        self._connection.execute("DELETE FROM made_by")
        self._connection.execute(
            "INSERT INTO made_by VALUES (?, ?)", (lexicon, json.dumps(list(names)))
        )
        return changed

    def _is_cut_anew(self, text: str) -> bool:
        """Tell whether a text holds a name that came or went."""
        if not self._changed:
            return False
        normalized = normalize(text)
        return any(name in normalized for name in self._changed)

    def token_lists(self, texts: Sequence[str]) -> Iterator[list[str]]:
        """Yield every text's tokens in order; equal tokens are one string in memory.

        What was cut is kept once all are done: until then another build sees the old state.
        """
        shared: dict[str, str] = {}
        try:
            for start in range(0, len(texts), _BATCH):
                for tokens in self._batch(texts[start : start + _BATCH]):
                    yield [shared.setdefault(token, token) for token in tokens]
            self._connection.commit()
        finally:
            self._connection.close()

    def _batch(self, texts: Sequence[str]) -> list[list[str]]:
        keys = [hashlib.sha256(text.encode()).digest()[:16] for text in texts]
        marks = ", ".join("?" * len(keys))
        kept = dict(
            self._connection.execute(f"SELECT key, tokens FROM token WHERE key IN ({marks})", keys)
        )
        found: list[list[str]] = []
        new: list[tuple[bytes, str]] = []
        for key, text in zip(keys, texts, strict=True):
            if key in kept and not self._is_cut_anew(text):
                found.append(kept[key].split("\n") if kept[key] else [])
            else:
                found.append(self._tokenizer.tokenize(text))
                new.append((key, "\n".join(found[-1])))
        self._connection.executemany("INSERT OR REPLACE INTO token VALUES (?, ?)", new)
        return found


def _open(path: Path) -> sqlite3.Connection:
    """Open the cache's file, or begin it anew where it is no database."""
    connection = sqlite3.connect(path)
    try:
        connection.executescript(_SCHEMA)
    except sqlite3.OperationalError:
        raise  # A full disk or the like: nothing is wrong with the file.
    except sqlite3.DatabaseError:
        connection.close()
        path.unlink()
        connection = sqlite3.connect(path)
        connection.executescript(_SCHEMA)
    return connection
