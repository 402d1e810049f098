"""What `jawab check` finds about drafts: whether the server answers, and has the model."""

from __future__ import annotations

from difflib import get_close_matches

from bot.errors import DrafterDown, DrafterRefused, DraftUnreadable
from bot.ports import Drafter
from bot.sections import Drafting
from bot.services.doctor import Finding, failure, fine, note

_SUBJECT = "drafting"
_MOST_NAMED = 5


async def examine_drafting(drafter: Drafter, section: Drafting) -> Finding:
    """Ask the server which models it has."""
    where = f"the server at {section.base_url}"
    try:
        names = await drafter.models()
    except DrafterDown as error:
        return failure(
            _SUBJECT, f"{error} ({where})", "look at drafting.base_url, and whether it runs"
        )
    except DrafterRefused as error:
        return failure(
            _SUBJECT,
            f"{error} ({where})",
            "JAWAB_DRAFTING__API_KEY or drafting.api_key_file holds its key; drafting.base_url "
            "usually ends in /v1",
        )
    except DraftUnreadable as error:
        return failure(
            _SUBJECT, f"{error} ({where})", "drafting.base_url usually ends in /v1; is it right?"
        )
    return _examine_model(names, section, where)


def _examine_model(names: tuple[str, ...], section: Drafting, where: str) -> Finding:
    if section.model in names:
        return fine(_SUBJECT, f"{where} has {section.model}")
    if not names:
        return note(_SUBJECT, f"{where} answers, and does not tell which models it has")
    near = get_close_matches(section.model, names, n=_MOST_NAMED, cutoff=0.3)
    named = ", ".join(near or names[:_MOST_NAMED])
    return failure(_SUBJECT, f"{where} has no {section.model}", f"drafting.model: {named}")
