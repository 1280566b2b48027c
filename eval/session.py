"""Wire a whole evaluation: questions, index, the product, the baselines, the record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from assistant.indexing import embedder_of, open_assistant
from assistant.settings import Settings, parse_day
from eval.file_sets import FileSets
from eval.product import ProductAsker
from eval.record import Outcome, RunRecord, SystemRun
from eval.runs import Asker, Progress, Questions, load_questions, make_record, run_system


def evaluate(
    datasets: Iterable[Path],
    *,
    index_dir: Path | None,
    sources: Sequence[Path] = (),
    options: Mapping[str, Any],
    progress: Progress | None = None,
) -> RunRecord:
    """Put the questions to the product, and to the baselines if asked, and return the record.

    Args:
        datasets: Files of cases.
        index_dir: The index to answer from; the default one, built when absent, for ``None``.
        sources: Directories of the files that the cases name; indexed under ``index_dir``.
        options: ``split``, ``limit``, ``as_of`` (``YYYY-MM-DD``) and ``baselines`` of this run.
        progress: Told after each question.

    Raises:
        TiaowenError: a file, the index or the model cannot be used.
    """
    questions = load_questions(datasets, split=options["split"], limit=options["limit"])
    day = parse_day(options["as_of"])
    settings = Settings()
    if sources:
        work = index_dir or settings.index_dir.parent / "eval" / "files"
        sets = FileSets(sources, work, settings)
        return _evaluate_sets(sets, questions, day, options, progress)
    assistant = open_assistant(index_dir, settings)
    index = assistant.retriever.index
    askers: list[Asker] = [ProductAsker(assistant)]
    if options["baselines"]:
        from eval.baselines import clause_baselines, usual_recipe  # llama-index takes seconds

        embedder = embedder_of(settings)
        askers += [*clause_baselines(index, embedder), usual_recipe(index, embedder)]
    systems = [
        run_system(asker, questions.cases, as_of=day, progress=progress) for asker in askers
    ]
    used = {**options, "as_of": day.isoformat()}
    return make_record(index, questions, systems, settings, used)


def _evaluate_sets(
    sets: FileSets,
    questions: Questions,
    day: date,
    options: Mapping[str, Any],
    progress: Progress | None,
) -> RunRecord:
    """Put every question to the product on the files that it names."""
    cases = tuple(map(sets.resolved, questions.cases))
    outcomes: dict[str, Outcome] = {}
    for codes in dict.fromkeys(case.sources for case in cases):
        asker = ProductAsker(sets.assistant(codes))
        asked = [case for case in cases if case.sources == codes]
        run = run_system(asker, asked, as_of=day)
        outcomes.update({outcome.id: outcome for outcome in run.outcomes})
        if progress is not None:
            progress(ProductAsker.label, len(outcomes), len(cases))
    ordered = tuple(outcomes[case.id] for case in cases)
    run = SystemRun(name=ProductAsker.name, label=ProductAsker.label, outcomes=ordered)
    used = {**options, "as_of": day.isoformat()}
    return make_record(sets.index(), replace(questions, cases=cases), [run], Settings(), used)
