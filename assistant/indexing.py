"""Opens what the settings name: the embedding model, the index, the assistant on it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from assistant.progress import ProgressLine
from assistant.service import PolicyAssistant
from assistant.settings import Settings
from index.channels import open_channels
from index.embedding import Embedder, load_embedder
from index.errors import IndexStoreError, InputError
from index.manifest import read_manifest
from index.publishing import current_version, list_versions, rollback, version_dir
from index.retriever import HybridRetriever
from index.store import PolicyIndex, open_index

if TYPE_CHECKING:
    from assistant.llm import LanguageModel

# What only a build or a language model needs is imported where it is used: a question from the
# command line waits for every import.


def embedder_of(settings: Settings) -> Embedder:
    """Load the embedding model that the settings name."""
    key = settings.embedder_api_key
    return load_embedder(
        settings.embedder,
        models_dir=settings.models_dir,
        base_url=settings.embedder_base_url,
        api_key=key.get_secret_value() if key else None,
    )


def vectors_url_of(settings: Settings) -> str | None:
    """Return the address of the Milvus database, ``None`` where the index searches by itself."""
    return settings.vectors_url.get_secret_value() if settings.vectors_url else None


def update_index(
    settings: Settings, *, source: Path | None = None, index_dir: Path | None = None,
    strict: bool = False,
) -> str:  # fmt: skip
    """Build or update an index and return its report in words."""
    from index.build import build_index

    report = build_index(
        source or settings.source_dir,
        index_dir or settings.index_dir,
        embedder_of(settings),
        strict=strict,
        progress=ProgressLine(),
        vectors_url=vectors_url_of(settings),
    )
    lines = [
        f"{'索引没有变化' if report.unchanged else '索引已发布'}：{report.documents}个文件，"
        f"{report.clauses}条，新计算{report.embedded}段，用时{report.seconds:.1f}秒，版本{report.version}。"
    ]
    lines += [f"未收入“{name}”：{reason}" for name, reason in report.failures.items()]
    return "\n".join(lines)


def list_kept_versions(directory: Path) -> str:
    """Return the kept versions of an index in words, oldest first, the published one marked."""
    current = current_version(directory)
    lines = []
    for name in list_versions(directory):
        mark = "（正在使用）" if name == current else ""
        try:
            manifest = read_manifest(version_dir(directory, name))
        except IndexStoreError as error:
            lines.append(f"{name}{mark}：用不了，{error}")
            continue
        lines.append(
            f"{name}{mark}：{manifest.documents}个文件，{manifest.clauses}条，"
            f"建于{manifest.created_at}，向量模型{manifest.embedder}"
        )
    return "\n".join(lines) or "还没有索引，请先运行 tiaowen index 建立。"


def roll_back(directory: Path, version: str | None) -> None:
    """Publish a kept version again, by default the one before the current.

    Raises:
        InputError: there is no such version.
        IndexStoreError: the version is damaged.
    """
    if version is not None and version not in list_versions(directory):
        raise InputError(f"没有索引版本“{version[:40]}”，用 tiaowen versions 看保留着哪些。")
    rollback(directory, version)


def published_dir(index_dir: Path | None, settings: Settings, embedder: Embedder) -> Path:
    """Return the index's directory; the default one is built when absent, a given one must exist.

    Raises:
        IndexStoreError: the given directory holds no index.
    """
    directory = index_dir or settings.index_dir
    if current_version(directory) is None:
        if index_dir is not None:
            raise IndexStoreError(
                f"找不到索引“{directory.name}”：请先运行 tiaowen index --index 目录 建立它。"
            )
        from index.build import build_index

        build_index(
            settings.source_dir,
            directory,
            embedder,
            progress=ProgressLine(),
            vectors_url=vectors_url_of(settings),
        )
    return directory


def retriever_on(index: PolicyIndex, embedder: Embedder, settings: Settings) -> HybridRetriever:
    """Return the retriever over an opened index, with the channels that the settings name."""
    return HybridRetriever(index, embedder, channels=open_channels(index, vectors_url_of(settings)))


def open_retriever(
    index_dir: Path | None = None, settings: Settings | None = None
) -> HybridRetriever:
    """Open an index, under the rules of ``published_dir``."""
    settings = settings or Settings()
    embedder = embedder_of(settings)
    index = open_index(published_dir(index_dir, settings, embedder))
    return retriever_on(index, embedder, settings)


def open_assistant(
    index_dir: Path | None = None, settings: Settings | None = None
) -> PolicyAssistant:
    """Open the assistant on an index, under the same rules as ``open_retriever``."""
    settings = settings or Settings()
    retriever = open_retriever(index_dir, settings)
    return assistant_on(retriever, settings, language_model_of(settings))


def language_model_of(settings: Settings) -> LanguageModel | None:
    """Return the language model that the settings name, ``None`` where they name none."""
    if not settings.llm_base_url:
        return None
    from assistant.llm import OpenAICompatibleModel

    key = settings.llm_api_key
    return OpenAICompatibleModel(
        base_url=settings.llm_base_url,
        model=settings.llm_model,
        api_key=key.get_secret_value() if key else None,
        timeout_s=settings.llm_timeout_s,
        max_tokens=settings.llm_max_tokens,
    )


def assistant_on(
    retriever: HybridRetriever, settings: Settings, model: LanguageModel | None
) -> PolicyAssistant:
    """Return the assistant on an opened index, helped by a model where there is one."""
    if model is None:
        return PolicyAssistant(retriever, max_question_chars=settings.max_question_chars)
    from assistant.fact_reader import FactReader
    from assistant.follow_up_writer import FollowUpWriter
    from assistant.writer import AnswerWriter

    return PolicyAssistant(
        retriever,
        max_question_chars=settings.max_question_chars,
        writer=AnswerWriter(model),
        follow_up_writer=FollowUpWriter(model) if settings.llm_follow_ups else None,
        fact_reader=FactReader(model) if settings.llm_facts else None,
    )
