"""Changing the library from the chat: words asked for, checked, kept as versions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.domain.library import Change, What
from replies.types import Library, Playbook, Variant
from tests.contract.store_values import BRAND
from tests.flows.library_stage import (
    answer_to,
    browse,
    open_entry,
    promote,
    prompted,
    stored,
    turn,
    versions,
    write,
)
from tests.flows.stage import LIBRARY, START, Stage


async def test_a_text_is_edited_with_the_old_one_at_hand(stage: Stage) -> None:
    # given a reply that is shown
    page = await open_entry(stage)

    # when its text is edited
    prompt = await prompted(stage, page, "Edit text")
    assert "$author, sorry for the cold chai. We are on it." in prompt.text
    shown = await write(stage, prompt, "$author, we are sorry. A fresh one is coming.")

    # then the new text stands in a new version, with the editor's name
    assert "version 2 · Asha" in shown.text
    assert "A fresh one is coming." in shown.text
    newest, first = await versions(stage)
    assert newest.entry.variants[0].text == "$author, we are sorry. A fresh one is coming."
    assert (newest.change.by_name, newest.change.what) == ("Asha", What.EDITED)
    assert first.entry.variants[0].text == "$author, sorry for the cold chai. We are on it."


async def test_every_change_is_an_audit_row(stage: Stage) -> None:
    page = await open_entry(stage)
    await write(stage, await prompted(stage, page, "Add example"), "chai was ice")

    assert (await versions(stage))[0].change.what is What.EXAMPLE_ADDED
    assert [one[1:] for one in audit_rows(stage)] == [
        ("Asha", "library_example_added", "reply cold-chai, version 2")
    ]


def audit_rows(stage: Stage) -> list[tuple[int, str, str, str]]:
    import sqlite3  # noqa: PLC0415
    from contextlib import closing  # noqa: PLC0415

    with closing(sqlite3.connect(stage.folder / "jawab.db")) as connection:
        return connection.execute(
            "SELECT id, by_name, action, detail FROM audit ORDER BY id"
        ).fetchall()


async def test_a_language_is_added_from_those_of_the_communities(stage: Stage) -> None:
    page = await open_entry(stage)
    await turn(stage, page, "Add language")
    prompt = await prompted(stage, page, "✓ English")
    shown = await write(stage, prompt, "Sorry $author, here comes a hot one.")

    assert "version 2" in shown.text
    assert (await stored(stage)).entry.variants == (
        Variant(lang="en", text="$author, sorry for the cold chai. We are on it."),
        Variant(lang="en", text="Sorry $author, here comes a hot one."),
    )


async def test_of_several_texts_one_is_chosen_to_be_edited(stage: Stage) -> None:
    # given a reply with two texts
    page = await open_entry(stage)
    await turn(stage, page, "Add language")
    await write(stage, await prompted(stage, page, "✓ English"), "A second one.")
    page = await open_entry(stage)

    # when the second one is edited
    await turn(stage, page, "Edit text")
    prompt = await prompted(stage, page, "2 English: A second one.")
    await write(stage, prompt, "The second one, better.")

    # then the first one is as it was
    texts = [one.text for one in (await stored(stage)).entry.variants]
    assert texts == [
        "$author, sorry for the cold chai. We are on it.",
        "The second one, better.",
    ]


async def test_one_of_several_texts_is_removed_and_the_last_one_is_not(stage: Stage) -> None:
    # given a reply with two texts
    page = await open_entry(stage)
    await turn(stage, page, "Add language")
    await write(stage, await prompted(stage, page, "✓ English"), "A second one.")
    page = await open_entry(stage)

    # when one is removed
    await turn(stage, page, "Edit text")
    prompt = await prompted(stage, page, "2 English: A second one.")
    assert "To remove this text" in prompt.text
    page = await write(stage, prompt, "-")
    assert len((await stored(stage)).entry.variants) == 1

    # then the other one is only words
    await write(stage, await prompted(stage, page, "Edit text"), "-")
    assert [one.text for one in (await stored(stage)).entry.variants] == ["-"]


async def test_title_topic_owner_lanes_and_last_day_are_changed(stage: Stage) -> None:
    page = await open_entry(stage)
    await write(stage, await prompted(stage, page, "Title"), "Chai is\ncold")
    await write(stage, await prompted(stage, page, "Topic"), "drinks")
    await write(stage, await prompted(stage, page, "Valid until"), "31.12.2026")
    page = await open_entry(stage, "Chai is cold")
    await turn(stage, page, "Owner", "Ravi", "Lanes", "✓ 🔴 Complaint", "💚 Praise", "Save")

    entry = (await stored(stage)).entry
    assert entry.titles == {"en": "Chai is cold"}
    assert (entry.topic, entry.owner, entry.lanes) == ("drinks", "Ravi", ("praise",))
    assert entry.valid_until == date(2026, 12, 31)
    assert "Owner: Ravi" in page.text
    assert "valid until 31 December" in page.text


async def test_a_last_day_and_a_topic_are_taken_away_again(stage: Stage) -> None:
    page = await open_entry(stage)
    await write(stage, await prompted(stage, page, "Valid until"), "2026-12-31")
    await write(stage, await prompted(stage, page, "Topic"), "drinks")
    await write(stage, await prompted(stage, page, "Valid until"), "never")
    await write(stage, await prompted(stage, page, "Topic"), "-")

    entry = (await stored(stage)).entry
    assert (entry.valid_until, entry.topic) == (None, "")


async def test_what_cannot_be_kept_is_explained_and_asked_again(stage: Stage) -> None:
    page = await open_entry(stage)

    # when a slot is misspelt
    again = await write(stage, await prompted(stage, page, "Edit text"), "Hello $autor")

    # then nothing is saved, and the words are there to be put right
    assert 'unknown slot "$autor"' in again.text
    assert "Hello $autor" in again.text
    assert again.wants_reply
    assert (await stored(stage)).version == 1

    # and the next try counts
    shown = await write(stage, again, "Hello $author")
    assert "version 2" in shown.text


async def test_a_day_that_is_none_or_has_gone_by_is_asked_again(stage: Stage) -> None:
    page = await open_entry(stage)
    again = await write(stage, await prompted(stage, page, "Valid until"), "next week")
    assert "cannot read this as a day" in again.text
    again = await write(stage, again, "31.2.2027")
    assert "cannot read this as a day" in again.text
    again = await write(stage, again, "2020-01-01")
    assert "gone by" in again.text
    await write(stage, again, "1.8.2026")

    assert (await stored(stage)).entry.valid_until == date(2026, 8, 1)


async def test_of_two_who_edit_the_same_text_the_second_is_shown_the_first(stage: Stage) -> None:
    # given two people who were asked for the same text
    await promote(stage, stage.ravi)
    page = await open_entry(stage)
    to_asha = await prompted(stage, page, "Edit text")
    to_ravi = await prompted(stage, page, "Edit text", who=stage.ravi)

    # when both answer
    await write(stage, to_ravi, "Ravi's words", who=stage.ravi)
    again = await write(stage, to_asha, "Asha's words")

    # then Asha is told, with both texts, and Ravi's stand until she decides
    assert "Ravi changed this while you were writing" in again.text
    assert "Ravi's words" in again.text
    assert "Asha's words" in again.text
    assert (await stored(stage)).entry.variants[0].text == "Ravi's words"

    # and her decision counts
    await write(stage, again, "Both their words")
    assert [one.change.by_name for one in await versions(stage)] == ["Asha", "Ravi", ""]


async def test_changes_of_different_parts_do_not_disturb_each_other(stage: Stage) -> None:
    await promote(stage, stage.ravi)
    page = await open_entry(stage)
    to_asha = await prompted(stage, page, "Edit text")
    to_ravi = await prompted(stage, page, "Title", who=stage.ravi)
    await write(stage, to_ravi, "Chai gone cold", who=stage.ravi)
    await write(stage, to_asha, "Asha's words")

    entry = (await stored(stage)).entry
    assert entry.titles["en"] == "Chai gone cold"
    assert entry.variants[0].text == "Asha's words"


async def test_a_press_on_an_old_page_shows_what_somebody_made_of_it(stage: Stage) -> None:
    # given a page that Ravi's change has made old
    await promote(stage, stage.ravi)
    old = await open_entry(stage)
    page = await open_entry(stage, who=stage.ravi)
    await write(stage, await prompted(stage, page, "Title", who=stage.ravi), "New", who=stage.ravi)

    # when Asha retires what she sees
    told = await turn(stage, old, "Retire")

    # then nothing is retired, and she sees the newer one
    assert told == "Ravi changed this meanwhile. Please look at it once more."
    assert "New" in old.text
    assert not (await stored(stage)).is_retired
    assert await turn(stage, old, "Retire") == "Retired: it is not suggested any more"


async def test_words_for_a_reply_that_was_retired_meanwhile_change_nothing(stage: Stage) -> None:
    page = await open_entry(stage)
    prompt = await prompted(stage, page, "Edit text")
    await turn(stage, page, "Retire")
    refusal = await write(stage, prompt, "too late")

    assert "changed this meanwhile" in refusal.text
    assert (await stored(stage)).is_retired


async def test_a_change_that_makes_no_difference_makes_no_version(stage: Stage) -> None:
    page = await open_entry(stage)
    assert await turn(stage, page, "Lanes", "Save") == "Nothing was changed"
    assert await turn(stage, page, "Owner", "✓ Nobody") == "Nothing was changed"
    shown = await write(stage, await prompted(stage, page, "Title"), " Cold  chai ")

    assert "It reads so already" in shown.text
    assert (await stored(stage)).version == 1


async def test_an_import_meanwhile_is_told_like_anybodys_change(stage: Stage) -> None:
    # given a prompt, and another library that is imported before it is answered
    page = await open_entry(stage)
    prompt = await prompted(stage, page, "Edit text")
    other = replace(LIBRARY[0], variants=(Variant(lang="en", text="Imported words"),))
    async with stage.store.writing() as tx:
        change = Change(at=START, by=None, by_name="", what=What.IMPORTED)
        await tx.replies.replace(BRAND, Library(replies=(other,)), change=change)

    # when it is answered
    again = await write(stage, prompt, "My words")

    # then the import is named, and both texts are there
    assert "import changed this" in again.text
    assert "Imported words" in again.text
    assert "My words" in again.text


async def test_what_others_need_is_not_retired(dark_stage: Stage) -> None:
    # given a playbook with a step
    stage = dark_stage
    review = Playbook(id="review", titles={"en": "Bad review"}, steps=("cold-chai",))
    stage.starter = lambda: Library(replies=LIBRARY, playbooks=(review,))
    await stage.start()
    page = await open_entry(stage)

    # when the step is retired
    told = await stage.press(stage.asha, page, "Retire")

    # then it is not, and the reason is told
    assert told == 'The library would not be whole: step 1: there is no reply "cold-chai"'
    assert not (await stored(stage)).is_retired


async def test_history_names_who_changed_what_and_one_tap_goes_back(stage: Stage) -> None:
    # given a reply that was edited
    page = await open_entry(stage)
    await write(stage, await prompted(stage, page, "Edit text"), "Worse words")
    page = await open_entry(stage)

    # when somebody looks at its history and goes back
    await turn(stage, page, "History")
    assert "2 · Asha, 09:0" in page.text
    assert "changed: text" in page.text
    assert "1 · import, 09:0" in page.text
    await turn(stage, page, "Version 1")
    assert "sorry for the cold chai" in page.text
    told = await turn(stage, page, "Revert to this")

    # then the old text holds as a new version, which can be undone in the same way
    assert told == "As in version 1 again"
    newest, *_ = await versions(stage)
    assert (newest.number, newest.change.what) == (3, What.REVERTED)
    assert newest.entry.variants[0].text == "$author, sorry for the cold chai. We are on it."
    await turn(stage, page, "History", "Version 2", "Revert to this")
    assert (await stored(stage)).entry.variants[0].text == "Worse words"


async def test_a_long_history_has_pages(stage: Stage) -> None:
    page = await open_entry(stage)
    for number in range(7):
        await turn(stage, page, "Owner", ("Ravi", "Mira")[number % 2])
    await turn(stage, page, "History")
    assert "page 1 of 2" in page.text
    await turn(stage, page, "More ›")
    assert "1 · import" in page.text
    assert "More ›" not in page.labels
    # the page before and the way out of the history have names of their own
    assert page.labels.count("‹ Back") == 1
    await turn(stage, page, "‹ Previous")
    assert "page 1 of 2" in page.text
    assert "‹ Previous" not in page.labels


async def test_versions_outlive_a_restart(stage: Stage) -> None:
    page = await open_entry(stage)
    await write(stage, await prompted(stage, page, "Edit text"), "New words")
    await stage.stop()
    await stage.start()

    page = await open_entry(stage)
    assert "New words" in page.text
    assert len(await versions(stage)) == 2


async def test_a_retired_reply_is_not_suggested_until_it_is_restored(stage: Stage) -> None:
    # given a reply that is retired
    page = await open_entry(stage)
    await turn(stage, page, "Retire")
    assert "not suggested" in page.text
    await stage.clock.sleep(10)

    # when a comment comes that it would answer
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    card = await stage.card("my chai was cold", label="Write")
    assert "Cold chai" not in card.text

    # then only its restoring brings it back
    await turn(stage, page, "Restore")
    await stage.clock.sleep(10)
    stage.telegram.say(stage.group, stage.stranger, "my chai was so cold")
    card = await stage.card("my chai was so cold", label="Send 1")
    assert "Cold chai" in card.text


async def test_what_was_changed_is_suggested_without_a_restart(stage: Stage) -> None:
    page = await open_entry(stage)
    await write(stage, await prompted(stage, page, "Edit text"), "Fresh chai is on its way.")
    await stage.clock.sleep(10)

    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    card = await stage.card("my chai was cold", label="Send 1")
    assert "Fresh chai is on its way." in card.text


async def test_who_is_below_an_approver_may_look_but_not_change(stage: Stage) -> None:
    # given a manager and a moderator
    page = await open_entry(stage, who=stage.mira)
    needed = "Sorry, this needs the role “approver”. A lead can give it to you."

    # when they press what changes something
    for button in ("Edit text", "Add language", "Lanes", "Owner", "Retire"):
        assert await stage.press(stage.ravi, page, button) == needed

    # then nothing is asked or changed
    assert (await stored(stage)).version == 1
    assert not [m for m in stage.telegram.chat(stage.desk).messages if m.wants_reply]


async def test_a_manager_cannot_answer_an_approvers_prompt(stage: Stage) -> None:
    page = await open_entry(stage)
    prompt = await prompted(stage, page, "Edit text")
    refusal = await write(stage, prompt, "Ravi's words", who=stage.ravi)

    assert "needs the role “approver”" in refusal.text
    assert (await stored(stage)).version == 1


async def test_a_private_chat_serves_as_well_as_the_desk(stage: Stage) -> None:
    # given a lead who writes to the bot alone
    said = stage.telegram.say_privately(stage.asha, "/replies cold")
    private = stage.telegram.private_chat(stage.asha)
    page = await answer_to(stage, said, chat=private)

    # when she edits a text there
    await turn(stage, page, "Cold chai")
    prompt = await prompted(stage, page, "Edit text")
    said = stage.telegram.say_privately(stage.asha, "In private", reply_to=prompt)
    shown = await answer_to(stage, said, chat=private)

    # then it is saved
    assert "version 2 · Asha" in shown.text
    assert (await stored(stage)).entry.variants[0].text == "In private"
    assert (await browse(stage, "In private")).labels[0] == "Cold chai"
