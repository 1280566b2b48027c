"""From a question's words to what is searched: spelling mended, vocabulary bridged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.abbreviations import AbbreviationFinder
from index.lexical import LexicalIndex
from index.spelling import SpellingCorrector
from index.synonyms import Expansion, expand
from index.tokenization import Tokenizer, amount_tokens


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """One term of a question; a text speaks of it where it holds the tokens of any choice.

    The first choice is the term as asked, the others are what documents may say for it.
    """

    surface: str
    choices: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A question as it is searched.

    ``text`` is the mended question, ``official`` the same with everyday terms replaced by those
    of the index (equal to ``text`` where there are none), ``tokens`` the weighted BM25 tokens,
    ``terms`` what the question speaks of, in order.
    """

    text: str
    official: str
    tokens: dict[str, float]
    terms: tuple[QueryTerm, ...] = ()


class QueryReader:
    """Read questions in the vocabulary of one index."""

    def __init__(
        self, tokenizer: Tokenizer, lexical: LexicalIndex, texts: Iterable[str] = ()
    ) -> None:
        """Take an index's words; ``texts`` are its clauses, searched for long forms."""
        self._tokenizer = tokenizer
        self._lexical = lexical
        self._abbreviations = AbbreviationFinder(texts)
        self._corrector = SpellingCorrector(lexical.document_frequencies(), tokenizer.knows)
        # One question is read for its subject, for its retrieval and for its evidence.
        self._held = lru_cache(maxsize=512)(self._read)

    def read(self, question: str) -> SearchQuery:
        """Return what to search for a question."""
        return self._held(question)

    def _read(self, question: str) -> SearchQuery:
        words = self._tokenizer.words(" ".join(question.split()))
        words = self._corrector.correct(words)
        expansions = expand(words)
        expansions += self._abbreviations.expansions(words, expansions)
        expansions.sort(key=lambda expansion: expansion.span)
        return SearchQuery(
            text="".join(words),
            official=self._in_official_words("".join(words), expansions),
            tokens=self._weigh(words, expansions),
            terms=tuple(self._terms(words, expansions)),
        )

    def _terms(
        self, words: Sequence[str], expansions: Sequence[Expansion]
    ) -> Iterator[QueryTerm]:
        by_start = {expansion.span[0]: expansion for expansion in expansions}
        place = covered = 0
        for word in words:
            expansion = by_start.get(place)
            if expansion is not None:
                covered = expansion.span[1]
                texts = (expansion.term, *expansion.alternatives)
                choices = tuple(frozenset(self._tokenizer.tokenize(text)) for text in texts)
                yield QueryTerm(expansion.term, tuple(filter(None, choices)))
            elif place >= covered and (tokens := frozenset(self._tokenizer.tokens_of(word))):
                yield QueryTerm(word, (tokens,))
            place += len(word)

    def _weigh(self, words: Sequence[str], expansions: Sequence[Expansion]) -> dict[str, float]:
        """Weigh the question's own tokens 1, those of an alternative by how sure it is.

        An alternative of several words spreads its weight over them. Where the index lacks the
        asked term altogether, its alternatives stand in for it with full weight.
        """
        own = [token for word in words for token in self._tokenizer.tokens_of(word)]
        tokens = dict.fromkeys((*own, *amount_tokens("".join(words))), 1.0)
        for expansion in expansions:
            weight = expansion.weight if expansion.term in self._lexical else 1.0
            for alternative in expansion.alternatives:
                parts = [part for part in self._tokenizer.words(alternative) if len(part) > 1]
                for part in parts:
                    tokens[part] = max(tokens.get(part, 0.0), weight / len(parts))
        return tokens

    def _in_official_words(self, text: str, expansions: Sequence[Expansion]) -> str:
        """Replace the terms that the index lacks by their first alternative that it has."""
        pieces: list[str] = []
        place = 0
        for expansion in expansions:
            said = any(alternative in text for alternative in expansion.alternatives)
            if said or expansion.term in self._lexical:
                continue
            official = next((term for term in expansion.alternatives if self._has(term)), None)
            if official is not None:
                start, end = expansion.span
                pieces += [text[place:start], official]
                place = end
        return "".join((*pieces, text[place:]))

    def _has(self, term: str) -> bool:
        """Tell whether every word of a term stands in the index."""
        return all(word in self._lexical for word in self._tokenizer.words(term))
