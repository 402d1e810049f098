"""What is saved in the library from the chat is held against the brand's voice."""

from __future__ import annotations

from bot.simulator.state import Message
from replies.types import Library, Outgoing, SavedReply, Snippet, Variant, VoiceFinding, Weight
from replies.voice import Voice
from replies.voice_rules import BannedWords, Emoji
from tests.flows.library_stage import open_entry, prompted, stored, turn, versions, write
from tests.flows.stage import LIBRARY, Stage
from tests.flows.test_gaps import asked_by, open_gap
from tests.flows.test_library_saving import answered

PROMISES = BannedWords(
    rule="promises", phrases=("guarantee*",), instead={"en": "say what we do now"}
)
FEW_EMOJI = Emoji(most=1, weight=Weight.WARN)
NO_REGRETS = BannedWords(rule="regrets", phrases=("sorry",), lanes=("praise",))


async def voiced(stage: Stage, *rules: BannedWords | Emoji) -> Stage:
    """A running stage whose brand has these rules."""
    stage.voice = Voice(rules=rules)
    await stage.start()
    return stage


def is_refused_with_reasons(told: Message) -> bool:
    return all(
        one in told.text for one in ("promises (English)", "“guarantee”", "say what we do now")
    )


async def test_a_text_that_the_voice_stops_is_not_saved_until_it_is_mended(
    dark_stage: Stage,
) -> None:
    stage = await voiced(dark_stage, PROMISES)
    prompt = await prompted(stage, await open_entry(stage), "Edit text")

    # when the new text promises something
    told = await write(stage, prompt, "$author, we guarantee hot chai.")

    # then rule, place and advice are told, and nothing is saved
    assert is_refused_with_reasons(told)
    assert told.wants_reply
    assert (await stored(stage)).version == 1

    # and the mended text is taken as the answer to that
    await write(stage, told, "$author, a hot chai is on its way.")
    assert (await stored(stage)).entry.variants[0].text == "$author, a hot chai is on its way."


async def test_a_text_in_one_more_language_is_checked(dark_stage: Stage) -> None:
    stage = await voiced(dark_stage, PROMISES)
    page = await open_entry(stage)
    await turn(stage, page, "Add language")

    told = await write(stage, await prompted(stage, page, "✓ English"), "We guarantee it.")

    assert is_refused_with_reasons(told)
    assert len((await stored(stage)).entry.variants) == 1


async def test_a_doubt_is_shown_with_what_was_saved(dark_stage: Stage) -> None:
    stage = await voiced(dark_stage, FEW_EMOJI)
    prompt = await prompted(stage, await open_entry(stage), "Edit text")

    told = await write(stage, prompt, "$author, sorry 🙏🙏🙏")

    assert "Saved as version 2" in told.text
    assert "🟡 Emoji (English)" in told.text
    assert "at most 1" in told.text


async def test_a_text_that_was_there_before_stops_no_other_change(dark_stage: Stage) -> None:
    # given a text that the voice would stop today
    dark_stage.starter = lambda: library_saying("We guarantee it, $author.")
    stage = await voiced(dark_stage, PROMISES)
    page = await open_entry(stage, lane="🔴 Complaint · 1")

    # when something else is changed, then it is saved without a word of that
    told = await write(stage, await prompted(stage, page, "Add example"), "chai was ice")
    assert "Saved as version 2" in told.text
    assert "promises" not in told.text


async def test_other_lanes_bring_their_own_rules(dark_stage: Stage) -> None:
    stage = await voiced(dark_stage, NO_REGRETS)
    page = await open_entry(stage)

    # when a text that says sorry is to answer praise as well
    await turn(stage, page, "Lanes", "💚 Praise")
    told = await stage.press(stage.asha, page, "Save")

    # then it is not, and the page says why
    assert told == "Not saved: against the brand's voice (regrets)."
    await stage.until(lambda: "Nothing was saved" in page.text)
    assert "⛔ regrets (English)" in page.text
    assert (await stored(stage)).entry.lanes == ("complaint",)


async def test_an_earlier_version_off_the_voice_does_not_come_back(dark_stage: Stage) -> None:
    # given a promise that was mended
    dark_stage.starter = lambda: library_saying("We guarantee it.")
    stage = await voiced(dark_stage, PROMISES)
    page = await open_entry(stage, lane="🔴 Complaint · 1")
    shown = await write(stage, await prompted(stage, page, "Edit text"), "We look into it.")

    # when somebody wants the old text back
    await turn(stage, shown, "History", "Version 1")
    told = await stage.press(stage.asha, shown, "Revert to this")

    # then it stays as it is
    assert "promises" in told
    assert (await stored(stage)).version == 2


async def test_slots_are_no_findings(dark_stage: Stage) -> None:
    stage = await voiced(dark_stage, PROMISES, FEW_EMOJI)
    prompt = await prompted(stage, await open_entry(stage), "Edit text")

    told = await write(stage, prompt, "$author, see $link_menu or tell us $ask_order_number.")

    assert "Saved as version 2" in told.text
    assert "🟡" not in told.text
    assert "⛔" not in told.text


async def test_an_answer_sent_in_spite_of_the_voice_is_mended_before_it_is_saved(
    dark_stage: Stage,
) -> None:
    # given an answer that a lead sent all the same
    stage = dark_stage
    voice = ChangingVoice()
    stage.voice = voice
    await stage.start()
    receipt = await answered(stage, "Rahul, we guarantee it.")
    voice.now_is = Voice(rules=(PROMISES,))

    # when it is to be saved, then better words are asked for, and only then a title
    asked = await prompted(stage, receipt, "Save as reply")
    assert is_refused_with_reasons(asked)
    assert "$author, we guarantee it." in asked.text
    title = await write(stage, asked, "$author, we look into it.")
    assert "title" in title.text
    await write(stage, title, "On it")

    assert (await stored(stage, "on-it")).entry.variants[0].text == "$author, we look into it."
    assert len(await versions(stage, "on-it")) == 1


async def test_a_voice_that_changed_before_the_title_came_stops_it_too(
    dark_stage: Stage,
) -> None:
    stage = dark_stage
    voice = ChangingVoice()
    stage.voice = voice
    await stage.start()
    title = await prompted(stage, await answered(stage, "We guarantee it."), "Save as reply")
    voice.now_is = Voice(rules=(PROMISES,))

    told = await write(stage, title, "On it")

    assert is_refused_with_reasons(told)
    assert told.wants_reply


async def test_a_reply_for_a_gap_is_checked_and_its_doubts_are_shown(dark_stage: Stage) -> None:
    stage = await voiced(dark_stage, PROMISES, FEW_EMOJI)
    await asked_by(stage, "Ann", "Ben", "Cid")
    prompt = await prompted(stage, await open_gap(stage), "Make a reply")

    # when its first text promises something, then it is asked for again
    again = await write(stage, prompt, "We guarantee there is none.")
    assert is_refused_with_reasons(again)

    # and a doubtful one is saved with the doubt shown
    saved = await write(stage, await write(stage, again, "There is none 🙏🙏🙏"), "Gluten")
    assert "Saved as version 1" in saved.text
    assert "🟡 Emoji (English)" in saved.text


async def test_a_long_text_that_is_stopped_is_not_repeated(dark_stage: Stage) -> None:
    stage = await voiced(dark_stage, PROMISES)
    prompt = await prompted(stage, await open_entry(stage), "Edit text")

    told = await write(stage, prompt, "We guarantee it. " + "<&> " * 900)

    assert is_refused_with_reasons(told)
    assert "<&>" not in told.text


def library_saying(text: str) -> Library:
    """The first reply of the stage, with another text."""
    (first, *_) = LIBRARY
    return Library(
        replies=(
            SavedReply(
                id=first.id,
                titles=first.titles,
                lanes=first.lanes,
                examples=first.examples,
                variants=(Variant(lang="en", text=text),),
            ),
        )
    )


class ChangingVoice:
    """A voice whose file changes while the desk runs."""

    def __init__(self) -> None:
        self.now_is = Voice()

    def check(self, outgoing: Outgoing) -> tuple[VoiceFinding, ...]:
        return self.now_is.check(outgoing)

    def check_texts(self, entry: SavedReply | Snippet) -> tuple[tuple[VoiceFinding, ...], ...]:
        return self.now_is.check_texts(entry)
