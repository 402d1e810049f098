"""What a library's author is warned of."""

from pathlib import Path

import pytest

from replies.addresses import faults_in
from replies.doubts import MAX_TEXT_LENGTH, doubts_of
from replies.findings import Finding, Severity
from replies.library import check
from replies.lint import is_language
from replies.types import Library, Playbook, SavedReply, Snippet, Variant
from replies.wholeness import find_all_errors


def lint(replies: list[SavedReply]) -> list[Finding]:
    library = Library(replies=tuple(replies))
    found = [*find_all_errors(library), *doubts_of(library)]
    return sorted(found, key=lambda finding: finding.entry or 0)


def a_reply(
    reply_id: str = "late",
    *,
    examples: tuple[str, ...] = ("where is my order",),
    texts: tuple[tuple[str, str], ...] = (("en", "Sorry"), ("ru", "Простите")),
) -> SavedReply:
    variants = tuple(Variant(lang=lang, text=text) for lang, text in texts)
    return SavedReply(id=reply_id, titles={"en": "T"}, examples=examples, variants=variants)


def test_a_good_library_has_no_findings() -> None:
    assert lint([a_reply(), a_reply("hours", examples=("when do you open",))]) == []


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (a_reply(examples=()), "there are no example comments"),
        (a_reply(texts=(("en", "Sorry"),)), "no text in ru"),
        (
            a_reply(texts=(("en", "x" * (MAX_TEXT_LENGTH + 1)), ("ru", "Простите"))),
            "the en text has 501 characters",
        ),
    ],
)
def test_what_is_doubtful_is_a_warning(reply: SavedReply, message: str) -> None:
    others = [a_reply("a", examples=("one",)), a_reply("b", examples=("two",))]

    (finding,) = lint([*others, reply])

    assert (finding.message, finding.severity) == (message, Severity.WARNING)
    assert (finding.reply_id, finding.entry) == ("late", 2)


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (a_reply("i" * 101), "the id has 101 characters"),
        (a_reply("late\0"), "one of its texts holds the character U+0000"),
        (a_reply(examples=("where\0 is it",)), "one of its texts holds the character U+0000"),
        (a_reply(texts=(("en", "x\0"), ("ru", "Да"))), "one of its texts holds the character"),
        (a_reply(texts=(("en", "🙂" * 2049), ("ru", "Да"))), "the en text has 4098 characters"),
    ],
    ids=["long id", "null in the id", "null in an example", "null in a text", "long text"],
)
def test_what_could_be_neither_kept_nor_sent_is_an_error(reply: SavedReply, message: str) -> None:
    errors = [one for one in lint([reply]) if one.severity is Severity.ERROR]

    assert [one.message[: len(message)] for one in errors] == [message]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Where is my order?", "where is my ORDER 😡"),
        ("मेरा ऑर्डर कहाँ है", "कहाँ है मेरा ऑर्डर?"),
        ("Где мой заказ", "где мой заказ!!!"),
    ],
)
def test_nearly_the_same_example_under_two_replies_is_a_warning(first: str, second: str) -> None:
    findings = lint([a_reply("a", examples=(first,)), a_reply("b", examples=(second,))])

    (finding,) = findings
    assert finding.reply_id == "b"
    assert finding.message == f'the example "{second}" is much like "{first}"'


def test_alike_examples_of_one_reply_are_fine() -> None:
    assert lint([a_reply(examples=("where is it", "Where is it?"))]) == []


def test_errors_and_warnings_come_in_the_order_of_the_replies() -> None:
    twice = [a_reply("a", examples=()), a_reply("a", examples=("x",)), a_reply("b", examples=())]

    assert [finding.entry for finding in lint(twice)] == [0, 1, 2]


def test_replies_without_text_are_not_asked_for_languages() -> None:
    found = SavedReply(id="x", titles={"en": "X"}, examples=("x y z",))

    assert lint([a_reply(), found]) == []


@pytest.mark.parametrize("tag", ["en", "hi", "hi-Latn", "ru", "pt-BR", "fil", "und"])
def test_languages_are_known_by_their_tags(tag: str) -> None:
    assert is_language(tag)


@pytest.mark.parametrize("tag", ["", "xx", "hinglish", "EN", "hi-latn", "hi_Latn", "english"])
def test_other_tags_are_not_languages(tag: str) -> None:
    assert not is_language(tag)


# --- between entries ----------------------------------------------------------------------------


def a_snippet(name: str, text: str = "Hello") -> Snippet:
    return Snippet(id=name, variants=(Variant(lang="en", text=text),))


def errors_of(library: Library) -> list[tuple[str, str, str]]:
    return [(one.kind, one.reply_id, one.message) for one in find_all_errors(library)]


def test_a_library_that_holds_together_has_no_errors() -> None:
    library = Library(
        replies=(
            a_reply("late", texts=(("en", "$snippet_hello Sorry. ${snippet_bye}"),)),
            a_reply("sorry"),
        ),
        snippets=(a_snippet("hello"), a_snippet("bye", "Bye, $snippet_sign"), a_snippet("sign")),
        playbooks=(Playbook(id="p", titles={"en": "P"}, steps=("late", "sorry")),),
    )

    assert errors_of(library) == []


def test_a_snippet_that_is_not_there_is_an_error() -> None:
    library = Library(
        replies=(a_reply("late", texts=(("en", "$snippet_hello"),)),),
        snippets=(a_snippet("bye", "$snippet_sign"),),
    )

    assert errors_of(library) == [
        ("reply", "late", 'there is no snippet "hello"'),
        ("snippet", "bye", 'there is no snippet "sign"'),
    ]


def test_snippets_that_contain_each_other_are_one_error() -> None:
    library = Library(
        snippets=(
            a_snippet("way", "$snippet_a"),
            a_snippet("a", "$snippet_b"),
            a_snippet("b", "$snippet_c"),
            a_snippet("c", "$snippet_a"),
            a_snippet("self", "$snippet_self"),
        )
    )

    assert errors_of(library) == [
        ("snippet", "a", "the snippet contains itself: a → b → c → a"),
        ("snippet", "self", "the snippet contains itself: self → self"),
    ]


def test_a_circle_of_a_thousand_snippets_is_found() -> None:
    circle = tuple(a_snippet(f"s{n}", f"$snippet_s{(n + 1) % 1000}") for n in range(1000))

    (error,) = errors_of(Library(snippets=circle))
    assert error[1] == "s0"


def test_a_step_that_comes_twice_is_an_error() -> None:
    steps = ("late", "sorry", "late", "late")
    library = Library(
        replies=(a_reply("late"), a_reply("sorry")),
        playbooks=(Playbook(id="p", titles={"en": "P"}, steps=steps),),
    )

    assert errors_of(library) == [
        ("playbook", "p", 'step 3: "late" is step 1 already'),
        ("playbook", "p", 'step 4: "late" is step 1 already'),
    ]


def test_a_step_that_comes_twice_is_named_with_its_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text(
        '[[replies]]\nid = "late"\ntitles = { en = "Late" }\n\n'
        '[[playbooks]]\nid = "p"\nsteps = ["late", "late"]\ntitles = { en = "P" }\n'
    )

    (error,) = (one for one in check(tmp_path) if one.severity is Severity.ERROR)

    assert (error.path, error.line) == (tmp_path / "p.toml", 7)
    assert error.hint


def test_a_step_that_is_not_there_is_an_error() -> None:
    playbook = Playbook(id="p", titles={"en": "P"}, steps=("late", "gone"))

    errors = errors_of(Library(replies=(a_reply("late"),), playbooks=(playbook,)))

    assert errors == [("playbook", "p", 'step 2: there is no reply "gone"')]


def test_every_kind_of_entry_is_checked_by_itself() -> None:
    library = Library(
        snippets=(Snippet(id="empty"), a_snippet("s", " "), a_snippet("s", "$name")),
        playbooks=(Playbook(id=" ", titles={"hinglish": "P"}), Playbook(id=" ", titles={})),
    )

    assert sorted(errors_of(library)) == sorted(
        [
            ("snippet", "empty", "the snippet has no text"),
            ("snippet", "s", "the en text is empty"),
            ("snippet", "s", 'unknown slot "$name" in the en text'),
            ("snippet", "s", 'the id "s" is used twice'),
            ("playbook", " ", "the id is empty"),
            ("playbook", " ", "the id is empty"),
            ("playbook", " ", "the English title is missing"),
            ("playbook", " ", "the English title is missing"),
            ("playbook", " ", 'unknown language "hinglish"'),
            ("playbook", " ", "the playbook has no steps"),
            ("playbook", " ", "the playbook has no steps"),
            ("playbook", " ", 'the id " " is used twice'),
        ]
    )


# --- the same twice -----------------------------------------------------------------------------


def test_nearly_the_same_text_under_two_replies_is_a_warning() -> None:
    text = "We are sorry that your order is late. Write us its number."
    one = a_reply("a", examples=("x y",), texts=(("en", text),))
    other = a_reply("b", examples=("z",), texts=(("en", text.replace(".", "!")),))

    (finding,) = doubts_of(Library(replies=(one, other)))

    assert (finding.reply_id, finding.field) == ("b", "variants.0")
    assert finding.message == "the en text is much like one of a"


def test_short_texts_may_be_alike() -> None:
    replies = tuple(a_reply(n, examples=(n,), texts=(("en", "Thank you!"),)) for n in "ab")

    assert list(doubts_of(Library(replies=replies))) == []


# --- links --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("see https:/shop.in", "https:/shop.in is no address"),
        ("see https:shop.in/a", "https:shop.in/a is no address"),
        ("see https:// shop.in", "https:// is no address"),
        ("see http//shop.in", "http//shop.in is no address"),
        ("see htp://shop.in", "htp://shop.in is no address"),
        ("see https://shop", "https://shop is no address"),
        ("see https://sh op.in", "https://sh is no address"),
        ("see https://-shop.in.", "https://-shop.in is no address"),
        ("see www.shop.in!", "www.shop.in has no scheme"),
        ("see http://shop.in/a.", "http://shop.in/a is not encrypted"),
        ("see https://www.example.com/x", "https://www.example.com/x is only an example"),
        ("see https://yoursite.com", "https://yoursite.com is only an example"),
        ("see http://localhost:8000", "http://localhost:8000 is only an example"),
    ],
)
def test_addresses_that_lead_nowhere_are_doubtful(text: str, fault: str) -> None:
    ((found, _),) = faults_in(text)

    assert found.startswith(fault)


@pytest.mark.parametrize(
    "text",
    [
        "https://shop.in/a?b=c&d=[e]#f, (https://t.me/chai_bot) «https://чай.рф»",
        "https://user@shop.in:8443/x. Costs $$5, ends.Here and v1.2, 24/7",
        "write to care@shop.in or t.me/chai or @chai_bot",
        "https://मिठाई.भारत/मेनू",
        "HTTPS://SHOP.IN",
    ],
)
def test_good_addresses_are_let_be(text: str) -> None:
    assert list(faults_in(text)) == []


def test_a_link_that_is_not_configured_is_told_once() -> None:
    texts = (("en", "$link_menu $link_private"), ("ru", "$link_menu"))
    library = Library(
        replies=(a_reply("a", examples=("x",), texts=texts),),
        snippets=(a_snippet("s", "$link_menu $link_shop"),),
    )

    known, unknown = doubts_of(library, links={"private"}), doubts_of(library)

    assert [(one.reply_id, one.message.split()[0]) for one in known] == [
        ("a", "$link_menu"),
        ("s", "$link_shop"),
    ]
    assert list(unknown) == []
