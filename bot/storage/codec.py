"""Actions, verdicts, suggestions and saved replies as JSON and back."""

from __future__ import annotations

from datetime import date

from bot.domain.desk import Action, Verb
from bot.domain.ids import CaseId, CommentId, OutboxId, UserId
from bot.domain.library import EntryKind, EntryRef
from bot.storage.fields import Fields, JsonObject, as_list, as_numbers
from classifiers.types import Sentiment, Signals, Verdict
from replies.types import Auto, Fit, Lack, SavedReply, Step, Suggestion, Variant

# --- actions -------------------------------------------------------------------------------------


def action_to_json(action: Action) -> JsonObject:
    """Write what a button means."""
    return {
        "verb": action.verb.value,
        "case_id": action.case_id,
        "revision": action.revision,
        "number": action.number,
        "text": action.text,
        "reply_id": action.reply_id,
        "slot": action.slot,
        "slots": [list(pair) for pair in action.slots],
        "outbox_id": action.outbox_id,
        "only": action.only,
        "entry": [action.entry.kind.value, action.entry.id] if action.entry else [],
        "sources": list(action.sources),
        "comment_ids": list(action.comment_ids),
        "case_ids": list(action.case_ids),
    }


def action_from_json(value: object) -> Action:
    """Read what a button means; raise ValueError where it is not one."""
    fields = Fields(value)
    case_id = fields.maybe_number("case_id")
    outbox_id = fields.maybe_number("outbox_id")
    only = fields.maybe_number("only")
    return Action(
        verb=Verb(fields.text("verb")),
        case_id=None if case_id is None else CaseId(case_id),
        revision=fields.number("revision"),
        number=fields.number("number"),
        text=fields.text("text"),
        reply_id=fields.text("reply_id"),
        slot=fields.text("slot"),
        slots=tuple(_pair(each) for each in fields.items("slots")),
        outbox_id=None if outbox_id is None else OutboxId(outbox_id),
        only=None if only is None else UserId(only),
        entry=_ref_from_json(fields.items("entry")),
        sources=fields.texts("sources"),
        comment_ids=tuple(map(CommentId, as_numbers(fields.items("comment_ids")))),
        case_ids=tuple(map(CaseId, as_numbers(fields.items("case_ids")))),
    )


def _ref_from_json(pair: list[object]) -> EntryRef | None:
    if not pair:
        return None
    kind, name = pair
    return EntryRef(kind=EntryKind(str(kind)), id=str(name))


def _pair(value: object) -> tuple[str, str]:
    name, filled = as_list(value)
    return str(name), str(filled)


# --- verdicts ------------------------------------------------------------------------------------


def verdict_to_json(verdict: Verdict) -> JsonObject:
    """Write a verdict without its vector, which has a column of its own."""
    return {
        "lang": verdict.lang,
        "model_id": verdict.model_id,
        "sentiment": {
            "negative": verdict.sentiment.negative,
            "neutral": verdict.sentiment.neutral,
            "positive": verdict.sentiment.positive,
        },
        "signals": {
            "question": verdict.signals.question,
            "complaint": verdict.signals.complaint,
            "praise": verdict.signals.praise,
            "toxic": verdict.signals.toxic,
            "spam": verdict.signals.spam,
        },
    }


def verdict_from_json(value: object, vector: bytes) -> Verdict:
    """Read a verdict; raise ValueError where it is not one."""
    fields = Fields(value)
    sentiment = fields.nested("sentiment")
    signals = fields.nested("signals")
    return Verdict(
        lang=fields.text("lang"),
        model_id=fields.text("model_id"),
        vector=vector,
        sentiment=Sentiment(
            negative=sentiment.real("negative"),
            neutral=sentiment.real("neutral"),
            positive=sentiment.real("positive"),
        ),
        signals=Signals(
            question=signals.real("question"),
            complaint=signals.real("complaint"),
            praise=signals.real("praise"),
            toxic=signals.real("toxic"),
            spam=signals.real("spam"),
        ),
    )


# --- suggestions and saved replies ---------------------------------------------------------------


def suggestion_to_json(suggestion: Suggestion) -> JsonObject:
    """Write a suggestion."""
    return {
        "reply_id": suggestion.reply_id,
        "titles": dict(suggestion.titles),
        "score": suggestion.score,
        "fit": suggestion.fit.value,
        "lang": suggestion.lang,
        "tone": suggestion.tone,
        "text": suggestion.text,
        "wordings": suggestion.wordings,
        "step": _step_to_json(suggestion.step) if suggestion.step else None,
    }


def _step_to_json(step: Step) -> JsonObject:
    return {"titles": dict(step.titles), "number": step.number, "count": step.count}


def _step_from_json(fields: Fields) -> Step:
    return Step(
        titles=fields.mapping("titles"),
        number=fields.number("number"),
        count=fields.number("count"),
    )


def suggestion_from_json(value: object) -> Suggestion:
    """Read a suggestion; raise ValueError where it is not one."""
    fields = Fields(value)
    return Suggestion(
        reply_id=fields.text("reply_id"),
        titles=fields.mapping("titles"),
        score=fields.real("score"),
        fit=Fit(fields.text("fit")),
        lang=fields.maybe_text("lang"),
        tone=fields.text("tone"),
        text=fields.maybe_text("text"),
        wordings=fields.number("wordings", 1),
        step=_step_from_json(fields.nested("step")) if fields.has("step") else None,
    )


def lack_to_json(lack: Lack) -> JsonObject:
    """Write what a library lacked."""
    return {"words": list(lack.words), "closest": dict(lack.closest)}


def lack_from_json(value: object) -> Lack:
    """Read what a library lacked; raise ValueError where it is not that."""
    fields = Fields(value)
    return Lack(words=fields.texts("words"), closest=fields.mapping("closest"))


def saved_reply_to_json(reply: SavedReply) -> JsonObject:
    """Write a saved reply without its id, which has a column of its own."""
    return {
        "titles": dict(reply.titles),
        "lanes": list(reply.lanes),
        "topic": reply.topic,
        "owner": reply.owner,
        "valid_until": reply.valid_until.isoformat() if reply.valid_until else None,
        "examples": list(reply.examples),
        "variants": [variant_to_json(each) for each in reply.variants],
        "auto": [reply.auto.threshold, reply.auto.daily_cap] if reply.auto else [],
    }


def saved_reply_from_json(reply_id: str, value: object) -> SavedReply:
    """Read a saved reply; raise ValueError where it is not one."""
    fields = Fields(value)
    valid_until = fields.maybe_text("valid_until")
    return SavedReply(
        id=reply_id,
        titles=fields.mapping("titles"),
        lanes=fields.texts("lanes"),
        topic=fields.text("topic"),
        owner=fields.text("owner"),
        valid_until=date.fromisoformat(valid_until) if valid_until else None,
        examples=fields.texts("examples"),
        variants=tuple(variant_from_json(Fields(each)) for each in fields.items("variants")),
        auto=_auto_from_json(fields),
    )


def _auto_from_json(fields: Fields) -> Auto | None:
    """None too in what was stored before there was such a mark."""
    match fields.items("auto"):
        case [int() | float() as threshold, int() as cap]:
            return Auto(threshold=float(threshold), daily_cap=cap)
        case _:
            return None


def variant_to_json(variant: Variant) -> JsonObject:
    """Write a text in one language and tone."""
    return {"lang": variant.lang, "text": variant.text, "tone": variant.tone}


def variant_from_json(fields: Fields) -> Variant:
    """Read a text in one language and tone."""
    return Variant(lang=fields.text("lang"), text=fields.text("text"), tone=fields.text("tone"))
