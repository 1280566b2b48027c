"""Fine-tune the pruned base model with a contrastive loss, kept near the base on policy text.

Each step takes a batch of statutes' questions, each with one right article and hard negatives, and
a batch of policy pairs of a few documents, whose other clauses are the negatives. On policy text
the vectors are held near the base model's by distillation. The embedding table stays as it is.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch.nn import functional

from training.policy import Pair
from training.statutes import Question

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


@dataclass(frozen=True, slots=True)
class Recipe:
    """The settings of a run; lengths in tokens, batch sizes in queries."""

    seed: int = 20261123
    steps: int = 330
    mine_again_after: int = 110
    statute_batch: int = 24
    policy_batch: int = 12
    hard_negatives: int = 1
    query_tokens: int = 96
    passage_tokens: int = 128
    frozen_layers: int = 4
    temperature: float = 0.02
    learning_rate: float = 4e-5
    warm_up: float = 0.1
    policy_weight: float = 0.5
    distillation_weight: float = 2.0
    save_every: int = 55


@dataclass(frozen=True, slots=True)
class StatuteExamples:
    """Questions with their right rows, the mined wrong rows, and every article's passage."""

    questions: list[Question]
    negatives: list[list[int]]
    passages: list[str]


class Trainer:
    """Hold the model under training and the frozen base beside it."""

    def __init__(
        self, encoder: SentenceTransformer, base: SentenceTransformer, recipe: Recipe
    ) -> None:
        self.recipe = recipe
        self._encoder = encoder
        self._base = base.eval()
        self._base_vectors: dict[str, torch.Tensor] = {}
        bert = encoder[0].auto_model
        # The lower layers know the language; leaving them saves a fifth of the time.
        for part in (bert.embeddings, *bert.encoder.layer[: recipe.frozen_layers]):
            part.requires_grad_(False)
        trained = [weight for weight in encoder.parameters() if weight.requires_grad]
        self._optimizer = torch.optim.AdamW(trained, lr=recipe.learning_rate, weight_decay=0.01)
        self._schedule = torch.optim.lr_scheduler.LambdaLR(self._optimizer, self._rate)
        self._trained = trained

    def _rate(self, step: int) -> float:
        """Return the learning rate's factor: linear warm-up, then linear decay."""
        warm = max(1, int(self.recipe.warm_up * self.recipe.steps))
        if step < warm:
            return (step + 1) / warm
        return max(0.0, (self.recipe.steps - step) / (self.recipe.steps - warm))

    def run(self, statutes: StatuteExamples, pairs: list[Pair], steps: range, out: Path) -> None:
        """Train for ``steps``, of all the recipe's, and save checkpoints of the weights."""
        recipe = self.recipe
        torch.manual_seed(recipe.seed + steps.start)
        chance = random.Random(recipe.seed + steps.start)
        out.mkdir(parents=True, exist_ok=True)
        batches = zip(
            statute_batches(statutes, recipe, chance),
            policy_batches(pairs, recipe.policy_batch, chance),
            strict=False,
        )
        # No dropout: it costs a fifth of the time, and distillation already holds the model back.
        self._encoder.eval()
        started = time.monotonic()
        for step, ((questions, articles, masked), policy) in zip(steps, batches, strict=False):
            statute_loss = self._contrast(questions, articles, masked)
            statute_loss.backward()  # type: ignore[no-untyped-call]
            policy_loss, drift = self._policy_losses(policy)
            (recipe.policy_weight * policy_loss + recipe.distillation_weight * drift).backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(self._trained, 1.0)
            self._optimizer.step()
            self._schedule.step()
            self._optimizer.zero_grad(set_to_none=True)
            print(
                f"step {step}: statutes {statute_loss.item():.3f} policy {policy_loss.item():.3f} "
                f"drift {drift.item():.4f} after {time.monotonic() - started:.0f} s",
                flush=True,
            )
            if step % recipe.save_every == 0 or step == steps[-1]:
                torch.save(self._encoder[0].auto_model.state_dict(), out / f"step{step:04d}.pt")

    def _contrast(
        self, queries: Sequence[str], passages: Sequence[str], masked: torch.Tensor
    ) -> torch.Tensor:
        """Return InfoNCE; query i's passage is i, ``masked`` [queries, passages] hides others."""
        recipe = self.recipe
        left = embed(self._encoder, [f"query: {text}" for text in queries], recipe.query_tokens)
        right = embed(
            self._encoder, [f"passage: {text}" for text in passages], recipe.passage_tokens
        )
        return self._info_nce(left, right, masked)

    def _info_nce(
        self, left: torch.Tensor, right: torch.Tensor, masked: torch.Tensor
    ) -> torch.Tensor:
        logits = (left @ right.T / self.recipe.temperature).masked_fill(masked, -1e4)
        return functional.cross_entropy(logits, torch.arange(len(left)))

    def _policy_losses(self, pairs: list[Pair]) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the policy pairs' contrastive loss and the mean cosine distance to the base."""
        recipe = self.recipe
        queries = [f"query: {pair.query}" for pair in pairs]
        passages = [f"passage: {pair.passage}" for pair in pairs]
        sides = []
        for texts, length in ((queries, recipe.query_tokens), (passages, recipe.passage_tokens)):
            vectors = embed(self._encoder, texts, length)
            target = self._base_targets(texts, length)
            sides.append((vectors, 1 - (vectors * target).sum(dim=1).mean()))
        clauses = [pair.clause for pair in pairs]
        masked = torch.tensor(
            [[i != j and a == b for j, b in enumerate(clauses)] for i, a in enumerate(clauses)]
        )
        (left, query_drift), (right, passage_drift) = sides
        return self._info_nce(left, right, masked), query_drift + passage_drift

    def _base_targets(self, texts: list[str], length: int) -> torch.Tensor:
        """Return the base model's vectors, each computed once."""
        missing = sorted({text for text in texts if text not in self._base_vectors})
        if missing:
            with torch.no_grad():
                vectors = embed(self._base, missing, length)
            self._base_vectors.update(zip(missing, vectors, strict=True))
        return torch.stack([self._base_vectors[text] for text in texts])


def embed(encoder: SentenceTransformer, texts: Sequence[str], length: int) -> torch.Tensor:
    """Return unit vectors [texts, dimension], computed in groups of like length to save padding."""
    encodings = [
        ids[:length]
        for ids in encoder.tokenizer(list(texts), truncation=True, max_length=length)["input_ids"]
    ]
    order = sorted(range(len(texts)), key=lambda row: len(encodings[row]))
    bert, parts = encoder[0].auto_model, []
    for start in range(0, len(order), 12):
        group = [encodings[row] for row in order[start : start + 12]]
        ids = torch.nn.utils.rnn.pad_sequence(
            [torch.tensor(row) for row in group], batch_first=True, padding_value=1
        )
        mask = (torch.arange(ids.shape[1]) < torch.tensor([[len(row)] for row in group])).long()
        states = bert(input_ids=ids, attention_mask=mask)[0]
        weights = mask.unsqueeze(-1).to(states.dtype)
        parts.append((states * weights).sum(dim=1) / weights.sum(dim=1))
    back = torch.argsort(torch.tensor(order))
    return functional.normalize(torch.cat(parts)[back], dim=-1)


def statute_batches(
    examples: StatuteExamples, recipe: Recipe, chance: random.Random
) -> Iterator[tuple[list[str], list[str], torch.Tensor]]:
    """Yield questions, passages (the right ones first) and the mask of further right ones."""
    while True:
        rows = list(range(len(examples.questions)))
        chance.shuffle(rows)
        for start in range(0, len(rows) - recipe.statute_batch + 1, recipe.statute_batch):
            chosen = rows[start : start + recipe.statute_batch]
            questions = [examples.questions[row] for row in chosen]
            articles = [chance.choice(sorted(chance.choice(q.relevant))) for q in questions]
            for row in chosen:
                pool = examples.negatives[row]
                articles += chance.sample(pool, recipe.hard_negatives)
            masked = torch.tensor(
                [
                    [column != line and article in question.right_rows
                     for column, article in enumerate(articles)]
                    for line, question in enumerate(questions)
                ]
            )  # fmt: skip
            yield [q.text for q in questions], [examples.passages[a] for a in articles], masked


def policy_batches(pairs: list[Pair], size: int, chance: random.Random) -> Iterator[list[Pair]]:
    """Yield batches in which half of the pairs, or more, are of one document."""
    by_group: dict[str, list[Pair]] = {}
    for pair in pairs:
        by_group.setdefault(pair.group, []).append(pair)
    while True:
        group = by_group[chance.choice(pairs).group]
        near = chance.sample(group, min(size // 2, len(group)))
        yield near + chance.sample(pairs, size - len(near))
