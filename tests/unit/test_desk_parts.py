"""Parts of the desk bring what they take; what is brought twice, or by nobody, is refused."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from bot.domain.desk import Verb
from bot.ports import Transaction
from bot.services.desk.asked import Asked
from bot.services.desk.commands import COMMANDS, Commands
from bot.services.desk.notes import DeskNotes
from bot.services.desk.part import DeskPart
from bot.services.desk.pressing import Pressing
from bot.services.desk.prompts import Prompts
from bot.services.desk.solo import SoloCards
from bot.services.desk.speaking import Speaking
from bot.telegram.cards import DeskRenderer
from tests.card_views import OWNER, StillClock

CLOCK = StillClock()
RENDERER = DeskRenderer("en", "Asia/Kolkata", CLOCK, strict=True)
NOTES = DeskNotes(owner=OWNER, clock=CLOCK, renderer=RENDERER)


class MadeUp(DeskPart):
    """Takes what it is told to."""

    def __init__(
        self,
        *,
        verbs: Iterable[Verb] = (),
        prompted: Iterable[Verb] = (),
        commands: Iterable[str] = (),
    ) -> None:
        self.verbs = frozenset(verbs)
        self.prompted = frozenset(prompted)
        self.commands = dict.fromkeys(commands, nothing)


async def nothing(tx: Transaction, asked: Asked) -> None:
    """Carry out nothing."""


def pressing(*parts: DeskPart) -> Pressing:
    return Pressing(
        owner=OWNER,
        clock=CLOCK,
        speaking=Speaking(owner=OWNER, renderer=RENDERER),
        solo=SoloCards(owner=OWNER, notes=NOTES),
        parts=parts,
    )


def commands(*parts: DeskPart) -> Commands:
    return Commands(parts, clock=CLOCK, renderer=RENDERER, notes=NOTES)


def test_every_verb_has_a_part_that_takes_it() -> None:
    # given a part that has all buttons but one
    most = MadeUp(verbs=set(Verb) - {Verb.WHY})

    # then a desk of it is refused, and one where another part has that button is not
    with pytest.raises(ValueError, match="no part of the desk has why"):
        pressing(most)
    assert pressing(most, MadeUp(verbs={Verb.WHY}))


def test_what_is_only_ever_answered_in_words_needs_no_button() -> None:
    most = MadeUp(verbs=set(Verb) - {Verb.FILL_SLOT})
    assert pressing(most, MadeUp(prompted={Verb.FILL_SLOT}))


def test_no_button_and_no_prompt_belongs_to_two_parts() -> None:
    # given two parts that take the same
    every, one_more = MadeUp(verbs=Verb), MadeUp(verbs={Verb.SEND}, prompted={Verb.TAG})

    # then neither presses nor answers to prompts are shared out
    with pytest.raises(ValueError, match="two parts of the desk bring send"):
        pressing(every, one_more)
    with pytest.raises(ValueError, match="two parts of the desk bring tag"):
        Prompts((one_more, one_more))


def test_no_command_goes_without_a_role() -> None:
    # given a command that the table of roles does not name
    known = MadeUp(commands=set(COMMANDS) - {"help"})
    assert commands(known)

    # then it is refused, for else every viewer could give it
    with pytest.raises(ValueError, match="secret"):
        commands(known, MadeUp(commands={"secret"}))


def test_no_command_of_the_menu_goes_unheard_and_none_is_heard_twice() -> None:
    most = MadeUp(commands=set(COMMANDS) - {"help", "why"})
    with pytest.raises(ValueError, match="why"):
        commands(most)
    with pytest.raises(ValueError, match="two parts of the desk bring queue"):
        commands(most, MadeUp(commands={"queue", "why"}))
