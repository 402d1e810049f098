"""Looking through the library in the chat: shelves, pages, search, empty places."""

from __future__ import annotations

from datetime import date
from functools import partial

from replies.types import Library, Playbook, SavedReply, Snippet, Variant
from tests.flows.library_stage import browse, prompted, stored, turn, write
from tests.flows.stage import LIBRARY, Stage


def a_reply(number: int, *, topic: str = "") -> SavedReply:
    return SavedReply(
        id=f"reply-{number}",
        titles={"en": f"Reply {number}"},
        lanes=("question",),
        topic=topic,
        examples=(f"example of {number}",),
        variants=(Variant(lang="en", text=f"text of {number}"),),
    )


async def start_with(stage: Stage, library: Library) -> None:
    stage.starter = partial(lambda: library)
    await stage.start()


async def test_the_library_opens_with_its_lanes(stage: Stage) -> None:
    page = await browse(stage)

    assert "3 saved replies" in page.text
    assert page.labels == ["🔴 Complaint · 2", "❓ Question · 2"]


async def test_a_lane_leads_to_its_replies_and_a_reply_to_all_that_is_known_of_it(
    stage: Stage,
) -> None:
    page = await browse(stage)
    await turn(stage, page, "🔴 Complaint · 2")
    assert page.labels == ["Cold chai", "Order status", "‹ Library"]
    await turn(stage, page, "Cold chai")

    assert "cold-chai · version 1 · import" in page.text
    assert "$author, sorry for the cold chai. We are on it." in page.text
    assert "3 examples, such as “my chai was cold”" in page.text
    await turn(stage, page, "‹ Back", "‹ Library")
    assert "3 saved replies" in page.text


async def test_a_lane_with_many_replies_is_divided_by_topic(dark_stage: Stage) -> None:
    # given more replies of one lane than a page holds
    stage = dark_stage
    replies = [a_reply(number, topic="delivery") for number in range(9)]
    replies += [a_reply(number) for number in range(9, 11)]
    await start_with(stage, Library(replies=tuple(replies)))

    # then their topics come first, and the way back leads to them
    page = await browse(stage)
    await turn(stage, page, "❓ Question · 11")
    assert page.labels == ["delivery · 9", "No topic · 2", "‹ Library"]
    await turn(stage, page, "No topic · 2")
    assert page.labels == ["Reply 9", "Reply 10", "‹ Topics"]
    await turn(stage, page, "Reply 9", "‹ Back", "‹ Topics", "delivery · 9")
    assert page.labels[-2:] == ["More ›", "‹ Topics"]


async def test_pages_end_where_the_shelf_ends(dark_stage: Stage) -> None:
    stage = dark_stage
    await start_with(stage, Library(replies=tuple(a_reply(number) for number in range(17))))
    page = await browse(stage)
    await turn(stage, page, "❓ Question · 17")
    assert "page 1 of 3" in page.text
    assert "‹ Previous" not in page.labels
    await turn(stage, page, "More ›", "More ›")

    assert page.labels == ["Reply 16", "‹ Previous", "‹ Library"]
    # a reply leads back to the page where it stood
    await turn(stage, page, "Reply 16", "‹ Back")
    assert "page 3 of 3" in page.text


async def test_snippets_playbooks_and_replies_for_any_lane_have_shelves_of_their_own(
    dark_stage: Stage,
) -> None:
    stage = dark_stage
    await start_with(
        stage,
        Library(
            replies=(SavedReply(id="hello", titles={"en": "Hello"}),),
            snippets=(Snippet(id="greeting", variants=(Variant(lang="en", text="Hi $author"),)),),
            playbooks=(Playbook(id="review", titles={"en": "Bad review"}, steps=("hello",)),),
        ),
    )
    page = await browse(stage)
    assert page.labels == ["Any lane · 1", "Snippets · 1", "Playbooks · 1"]
    await turn(stage, page, "Playbooks · 1", "Bad review")
    assert "Steps: hello" in page.text
    await turn(stage, page, "‹ Back", "‹ Library", "Snippets · 1", "greeting")
    assert "Hi $author" in page.text
    assert page.labels == ["Edit text", "Add language", "History", "Retire", "‹ Back"]


async def test_an_empty_library_says_how_to_fill_it(dark_stage: Stage) -> None:
    await start_with(dark_stage, Library())
    page = await browse(dark_stage)

    assert "The library is empty" in page.text
    assert page.labels == []


async def test_a_shelf_that_was_emptied_says_so(stage: Stage) -> None:
    # given a page with a reply, the only one of its shelf
    page = await browse(stage)
    await turn(stage, page, "🔴 Complaint · 2", "Cold chai", "Retire", "‹ Back", "Order status")
    await turn(stage, page, "Retire")

    # when somebody goes back to where it stood
    await turn(stage, page, "‹ Back")

    # then nothing stands there, and there is a way out
    assert "🔴 Complaint: nothing stands here any more." in page.text
    assert page.labels == ["‹ Library"]
    await turn(stage, page, "‹ Library")
    assert page.labels == ["❓ Question · 1", "🗄 Retired · 2"]


async def test_words_are_searched_in_everything_an_entry_says(stage: Stage) -> None:
    page = await browse(stage, "zebra crossing")
    assert "Nothing found" in page.text

    for words in ("ORDER-STATUS", "look into", "where is it", "Order status"):
        page = await browse(stage, words)
        assert page.labels[0] == "Order status"


async def test_a_search_finds_what_means_something_alike(stage: Stage) -> None:
    # given an index that is ready
    await stage.until_indexed()

    # then words that stand together nowhere find the nearest reply
    page = await browse(stage, "chai terrible")
    assert page.labels[0] == "Cold chai"


async def test_a_found_reply_leads_back_to_what_was_found(stage: Stage) -> None:
    page = await browse(stage, "menu")
    await turn(stage, page, "Menu", "‹ Back")

    assert "🔎 “menu”" in page.text


async def test_what_runs_out_is_marked_and_has_a_shelf(dark_stage: Stage) -> None:
    stage = dark_stage
    ended = SavedReply(
        id="offer", titles={"en": "Offer"}, lanes=("question",), valid_until=date(2026, 6, 30)
    )
    await start_with(stage, Library(replies=(ended, *LIBRARY)))
    page = await browse(stage)
    await turn(stage, page, "⌛ Running out · 1")
    assert page.labels == ["⌛ Offer", "‹ Library"]
    await turn(stage, page, "⌛ Offer")

    assert "Its last day has gone by: it is not suggested." in page.text


async def test_hostile_words_break_no_page(stage: Stage) -> None:
    page = await browse(stage, "<b>&\u202e</i> {$x} 😀" * 20)
    assert "Nothing found" in page.text
    page = await browse(stage, "cold-chai")
    await turn(stage, page, "Cold chai")
    prompt = await prompted(stage, page, "Title")
    shown = await write(stage, prompt, "<b>bold</b> & \u202eevil")

    assert "<b>bold</b> & evil" in shown.text
    assert (await stored(stage)).entry.titles["en"].startswith("<b>bold</b>")


async def test_texts_as_long_as_messages_fit_on_a_page(dark_stage: Stage) -> None:
    stage = dark_stage
    long = SavedReply(
        id="long",
        titles={"en": "Long " * 100},
        lanes=("question",),
        examples=("<&>" * 500,) * 5,
        variants=tuple(Variant(lang="en", text="&<>😀" * 800, tone="x" * 500) for _ in range(30)),
    )
    await start_with(stage, Library(replies=(long,)))
    page = await browse(stage, "long")
    await turn(stage, page, page.labels[0])
    await turn(stage, page, "Edit text")

    assert "which text would you like to edit" in page.text
