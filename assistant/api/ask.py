"""Asking, the asker's conversations, and feedback."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from assistant.api.errors import MissingError
from assistant.api.guard import Asker, BackendOf, Pool
from assistant.api.schemas import AskRequest, FeedbackRequest, turns_of
from assistant.dialogue import CONVERSATION_NAME, Exchange, storable
from assistant.privacy import mask
from assistant.storage.tables import AnswerRecord

router = APIRouter(prefix="/api", tags=["问答"])
ConversationName = Annotated[str, Path(pattern=f"^{CONVERSATION_NAME.pattern}$")]


@router.post("/ask", summary="问一个问题，得到引用条款的回答")
async def ask(request: AskRequest, backend: BackendOf, asker: Asker, pool: Pool) -> dict[str, Any]:
    """Answer a question, within a stored conversation where one is named."""

    def answer() -> Exchange:
        if request.messages is not None and request.conversation_id is None:
            return backend.dialogue.ask_turns(
                turns_of(request.messages), owner=asker.owner, channel="api", as_of=request.as_of
            )
        turns = turns_of(request.messages) if request.messages is not None else []
        question = request.question if request.question is not None else "".join(turns[-1:])
        return backend.dialogue.ask(
            question,
            owner=asker.owner,
            channel="api",
            conversation=request.conversation_id,
            as_of=request.as_of,
        )

    return (await pool.run(answer)).to_json()


@router.post("/feedback", summary="说一个回答有用还是没用")
def feedback(request: FeedbackRequest, backend: BackendOf, asker: Asker) -> dict[str, bool]:
    """Keep an opinion on an answer that the caller got."""
    reason = mask(storable(request.reason))
    backend.feedback.give(request.id, asker.owner, helpful=request.helpful, reason=reason)
    return {"ok": True}


@router.get("/conversations", summary="自己的对话")
def conversations(
    backend: BackendOf, asker: Asker,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> dict[str, Any]:  # fmt: skip
    """List the caller's own conversations, the newest first."""
    found = backend.conversations.listed(asker.owner, limit=limit, offset=offset)
    return {
        "conversations": [
            {
                "conversation_id": item.name,
                "title": item.title,
                "created_at": item.created_at.isoformat(),
                "updated_at": item.updated_at.isoformat(),
            }
            for item in found
        ]
    }


@router.get("/conversations/{name}", summary="一段对话的全部问答")
def conversation(name: ConversationName, backend: BackendOf, asker: Asker) -> dict[str, Any]:
    """Return the answers of one of the caller's conversations."""
    answers = backend.conversations.answers(asker.owner, name)
    if not answers:
        raise MissingError("没有这段对话。")
    return {"conversation_id": name, "answers": [answer_json(answer) for answer in answers]}


@router.delete("/conversations/{name}", summary="删除一段对话")
def delete_conversation(
    name: ConversationName, backend: BackendOf, asker: Asker
) -> dict[str, bool]:
    """Delete one of the caller's conversations with everything that was kept of it."""
    if not backend.conversations.delete(asker.owner, name):
        raise MissingError("没有这段对话。")
    return {"deleted": True}


def answer_json(record: AnswerRecord) -> dict[str, Any]:
    """Return a kept answer in the contract's shape, under its record's id."""
    return {**record.answer, "id": record.id, "created_at": record.created_at.isoformat()}
