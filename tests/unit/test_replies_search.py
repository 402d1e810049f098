"""Finding replies: which, in which language, and when none."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from replies import search
from replies.choosing import fitting_variants
from replies.search import LibraryIndex, texts_to_embed
from replies.types import Fit, Found, Inquiry, SavedReply, Variant
from tests.ngram_encoder import NgramEncoder

ENCODER = NgramEncoder()


def a_reply(
    reply_id: str,
    *examples: str,
    lanes: Sequence[str] = (),
    texts: Sequence[tuple[str, str]] = (),
    valid_until: date | None = None,
) -> SavedReply:
    return SavedReply(
        id=reply_id,
        titles={"en": reply_id},
        lanes=tuple(lanes),
        examples=examples,
        valid_until=valid_until,
        variants=tuple(Variant(lang=lang, text=text) for lang, text in texts),
    )


LATE = a_reply(
    "late",
    "where is my order",
    "my order has not arrived",
    "mera order kahan hai",
    lanes=("complaint", "question"),
    texts=(("en", "$author, we trace it"), ("hi", "$author जी, हम देखते हैं"), ("en", "On it")),
)
HOURS = a_reply("hours", "when do you open", "opening hours today", lanes=("question",))
SUGAR = a_reply("sugar", "do you have sugar free tea", "tea without sugar", texts=(("ru", "Да"),))


def ask(
    replies: Sequence[SavedReply],
    text: str,
    *,
    languages: tuple[str, ...] = ("en",),
    lane: str = "",
    used: frozenset[str] = frozenset(),
    today: date | None = None,
    top: int = 3,
) -> Found:
    (vector,) = ENCODER.embed([text])
    inquiry = Inquiry(
        text=text, vector=vector, languages=languages, lane=lane, used=used, today=today
    )
    return LibraryIndex.build(replies, ENCODER).suggest(inquiry, top)


def first_id(found: Found) -> str | None:
    return found.suggestions[0].reply_id if found.suggestions else None


def test_the_reply_whose_examples_are_near_comes_first() -> None:
    found = ask([LATE, HOURS, SUGAR], "hello, where is my order?")

    assert first_id(found) == "late"
    assert found.suggestions[0].fit is Fit.FITS
    assert found.suggestions[0].score == found.best_score


def test_scores_fall_and_are_probabilities() -> None:
    found = ask([LATE, a_reply("order", "my order is wrong"), HOURS], "my order")

    scores = [suggestion.score for suggestion in found.suggestions]
    assert len(scores) == 2
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_when_nothing_fits_it_abstains_and_still_tells_the_best_score() -> None:
    found = ask([LATE, HOURS, SUGAR], "мы вчера посмотрели отличный фильм")

    assert found.abstained
    assert 0 < found.best_score < 0.25


def test_when_nothing_fits_it_says_what_is_lacking_and_what_comes_closest() -> None:
    found = ask([LATE, HOURS, SUGAR], "bicycles with gluten are open to me, I hear")

    assert found.abstained
    assert found.lack is not None
    assert found.lack.words == ("bicycles", "gluten")
    assert found.lack.closest == HOURS.titles


def test_words_in_another_language_than_the_librarys_are_not_what_it_lacks() -> None:
    found = ask([LATE, HOURS, SUGAR], "у вас есть велосипеды и глютен?")

    assert found.lack is not None
    assert found.lack.words == ()


def test_what_is_found_is_not_lacking() -> None:
    assert ask([LATE, HOURS], "where is my order, bicycles").lack is None


def test_no_more_than_asked_for_are_proposed() -> None:
    replies = [a_reply(f"late-{n}", "where is my order", f"order {n}") for n in range(5)]

    assert len(ask(replies, "where is my order", top=3).suggestions) == 3
    assert len(ask(replies, "where is my order", top=1).suggestions) == 1


@pytest.mark.parametrize(
    ("languages", "lang"),
    [(("hi",), "hi"), (("hi-Latn", "en", "hi"), "en"), (("ru",), "en"), ((), "en")],
)
def test_the_answer_is_in_the_best_language_there_is(
    languages: tuple[str, ...], lang: str
) -> None:
    (suggestion, *_) = ask([LATE, HOURS], "where is my order", languages=languages).suggestions

    assert suggestion.lang == lang


def test_a_community_sees_its_topics_and_what_has_none() -> None:
    # given one question that three replies answer
    question = "where is my order"
    replies = [
        replace(a_reply("late", question), topic="delivery"),
        replace(a_reply("refund", question), topic="money"),
        a_reply("any", question),
    ]
    index = LibraryIndex.build(replies, ENCODER)
    (vector,) = ENCODER.embed([question])

    def proposed(*topics: str) -> set[str]:
        inquiry = Inquiry(
            text=question, vector=vector, languages=("en",), topics=frozenset(topics)
        )
        return {reply.id for reply, _ in index.rank(inquiry)}

    # then a community that named its topics gets those, and what is for all
    assert proposed("delivery") == {"late", "any"}
    assert proposed("delivery", "money") == {"late", "refund", "any"}
    assert proposed("menu") == {"any"}
    assert proposed() == {"late", "refund", "any"}


def test_the_wanted_tone_comes_first_but_no_tone_is_worth_a_foreign_language() -> None:
    # given a reply in two tones and two languages
    reply = replace(
        LATE,
        variants=(
            Variant(lang="en", text="On its way!", tone="warm"),
            Variant(lang="en", text="It is on its way.", tone="Formal"),
            Variant(lang="hi", text="रास्ते में है।", tone="formal"),
        ),
    )
    inquiry = Inquiry(text="where", vector=b"", languages=("en", "hi"), tone="formal")

    # then the formal English text is first, then the other English one
    texts = [variant.text for variant in fitting_variants(reply, inquiry)]
    assert texts == ["It is on its way.", "On its way!", "रास्ते में है।"]


def test_a_long_title_does_not_pull_a_reply_away_from_its_examples(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # given a reply with the fitting example under a title about something else
    title = {"en": "European history of law: coal, steel and the common market since 1951"}
    replies = [
        replace(a_reply("treaty", "when was the treaty signed"), titles=title),
        a_reply("queen", "when was the queen crowned"),
    ]

    def nearness() -> list[float]:
        index = LibraryIndex.build(replies, ENCODER)
        (vector,) = ENCODER.embed(["when was the treaty signed by them"])
        inquiry = Inquiry(text="?", vector=vector, languages=("en",))
        return index.weigh(inquiry).meaning.tolist()

    # when it counts as much as an example, and when it counts half
    monkeypatch.setattr(search, "TITLE_SHARE", 1.0)
    whole = nearness()
    monkeypatch.undo()
    half = nearness()

    # then the reply is nearer to what it answers
    assert half[0] > whole[0] + 0.02


def test_any_language_is_better_than_none() -> None:
    (suggestion, *_) = ask([SUGAR], "tea without sugar", languages=("es",)).suggestions

    assert (suggestion.lang, suggestion.text) == ("ru", "Да")


def test_a_text_already_posted_gives_way_to_the_next_variant_but_not_to_a_foreign_language() -> (
    None
):
    def text_after(*used: str) -> str | None:
        found = ask([LATE, HOURS], "where is my order", used=frozenset(used))
        return found.suggestions[0].text if found.suggestions else None

    assert text_after() == "$author, we trace it"
    assert text_after("Rahul, we trace it") == "On it"
    assert text_after("We trace it", "On it") is None
    assert text_after("Asha, we trace it", "On it", "Asha जी, हम देखते हैं") is None


def test_two_replies_never_propose_the_same_text() -> None:
    same = (("en", "We look into it"),)
    replies = [a_reply(n, "where is my order", texts=same) for n in ("a", "b")]

    assert len(ask(replies[:1], "where is my order").suggestions) == 1
    assert len(ask(replies, "where is my order").suggestions) == 1


def test_a_reply_without_texts_is_found_too() -> None:
    (suggestion, *_) = ask([HOURS, LATE], "opening hours").suggestions

    assert (suggestion.reply_id, suggestion.text, suggestion.lang) == ("hours", None, None)


def test_only_replies_for_the_lane_are_proposed() -> None:
    assert first_id(ask([LATE, HOURS], "when do you open", lane="question")) == "hours"
    assert ask([LATE, HOURS], "when do you open", lane="complaint").abstained
    assert first_id(ask([LATE, SUGAR], "tea without sugar", lane="complaint")) == "sugar"
    assert ask([LATE], "where is my order", lane="spam") == Found(suggestions=(), best_score=0.0)


def test_a_reply_is_proposed_until_its_last_day() -> None:
    offer = a_reply("offer", "is the offer still on", valid_until=date(2027, 3, 31))

    assert first_id(ask([offer], "is the offer on", today=date(2027, 3, 31))) == "offer"
    assert ask([offer], "is the offer on", today=date(2027, 4, 1)).abstained
    assert first_id(ask([offer], "is the offer on")) == "offer"


def test_an_empty_library_abstains() -> None:
    assert ask([], "where is my order") == Found(suggestions=(), best_score=0.0)


def test_a_library_of_one_answers_its_comment_and_no_other() -> None:
    assert first_id(ask([LATE], "where is my order")) == "late"
    assert ask([LATE], "completely different topic").abstained


@pytest.mark.parametrize("text", ["", "👍👍👍", "\u202e\u200d", "?" * 4096, "ह" * 4096])
def test_any_text_is_answered(text: str) -> None:
    assert 0 <= ask([LATE, HOURS], text).best_score <= 1


def test_titles_and_examples_are_embedded_and_texts_only_for_want_of_examples() -> None:
    bare = SavedReply(id="bare", titles={"en": "Bare"}, variants=(Variant(lang="en", text="Own"),))

    texts = texts_to_embed([LATE, bare])

    assert {"late", "where is my order", "Bare", "Own"} <= set(texts)
    assert "On it" not in texts
    assert len(texts) == len(set(texts))


def test_an_index_from_stored_vectors_is_as_one_that_embeds() -> None:
    replies = [LATE, HOURS, SUGAR]
    texts = texts_to_embed(replies)
    stored = dict(zip(texts, ENCODER.embed(texts), strict=True))
    inquiry = Inquiry(text="order?", vector=ENCODER.embed(["order?"])[0], languages=("en",))

    from_stored = LibraryIndex(replies, stored).rank(inquiry)

    assert from_stored == LibraryIndex.build(replies, ENCODER).rank(inquiry)


def test_each_text_is_embedded_once() -> None:
    encoder = NgramEncoder()

    LibraryIndex.build([LATE, LATE], encoder)

    assert len(encoder.embedded) == len(set(encoder.embedded))


def test_vectors_of_another_encoder_are_refused() -> None:
    index = LibraryIndex.build([LATE], ENCODER)

    with pytest.raises(ValueError, match="another length"):
        index.suggest(Inquiry(text="order", vector=b"\0" * 16, languages=("en",)))


def test_a_head_tells_apart_replies_that_share_most_of_their_words() -> None:
    # given replies whose examples differ in one word each
    replies = [
        a_reply(
            f"{thing} {state}",
            *(f"{opening} the {thing} was {state}" for opening in ("hello", "hi", "sir", "look")),
        )
        for thing in ("parcel", "refund", "coupon")
        for state in ("late", "wrong")
    ]
    index = LibraryIndex.build(replies, ENCODER)
    (vector,) = ENCODER.embed(["excuse me the coupon was wrong"])

    # when one is asked for
    inquiry = Inquiry(text="excuse me the coupon was wrong", vector=vector, languages=())
    (best, *_) = index.rank(inquiry)

    # then it is found
    assert best[0].id == "coupon wrong"


def test_among_very_many_the_right_one_is_found_as_if_all_were_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # given a library asked in full and one in which only likely replies are compared
    replies = [
        a_reply(f"r{n}", f"a question about item {n}", f"item {n}, please") for n in range(300)
    ]
    index = LibraryIndex.build(replies, ENCODER)
    texts = [f"what about item {n}" for n in range(0, 300, 17)]
    inquiries = [
        Inquiry(text=text, vector=vector, languages=())
        for text, vector in zip(texts, ENCODER.embed(texts), strict=True)
    ]
    in_full = [index.rank(inquiry, 1) for inquiry in inquiries]
    monkeypatch.setattr(search, "SEARCHED_IN_FULL", 0)
    monkeypatch.setattr(search, "LIKELY_REPLIES", 50)

    # then both answer alike
    shortened = [index.rank(inquiry, 1) for inquiry in inquiries]
    assert [one[0].id for (one,) in shortened] == [one[0].id for (one,) in in_full]


def test_ten_thousand_replies_are_searched() -> None:
    replies = [
        a_reply(f"r{n}", f"a question about product {n}", f"product {n}") for n in range(10_000)
    ]
    texts = texts_to_embed(replies)
    index = LibraryIndex(replies, dict(zip(texts, ENCODER.embed(texts), strict=True)))
    (vector,) = ENCODER.embed(["a question about product 4711"])
    inquiry = Inquiry(text="a question about product 4711", vector=vector, languages=("en",))

    ranking = index.rank(inquiry)

    assert ranking[0][0].id == "r4711"
    assert len(ranking) == 10_000
