"""A library on disk: what is read, what is refused and where the fault stands."""

import json
from datetime import date
from pathlib import Path

import pytest

from replies.findings import Finding, LibraryInvalid, Severity
from replies.library import check, load, save
from replies.types import Library, Playbook, SavedReply, Variant

GOOD = """\
[[replies]]
id = "late"
lanes = ["complaint"]
topic = "delivery"
owner = "care"
valid_until = 2027-03-31
examples = ["where is my order", "mera order kahan hai"]
titles = { en = "Late order", hi = "देर" }

[[replies.variants]]
lang = "en"
tone = "warm"
text = "$author, we're sorry. Write to us: $link_private"
"""


def a_folder(tmp_path: Path, *files: str) -> Path:
    for number, text in enumerate(files):
        (tmp_path / f"{number}.toml").write_text(text, encoding="utf-8")
    return tmp_path


def findings_of(path: Path) -> tuple[Finding, ...]:
    with pytest.raises(LibraryInvalid) as caught:
        load(path)
    return caught.value.findings


def test_a_folder_is_read_with_all_its_keys(tmp_path: Path) -> None:
    assert load(a_folder(tmp_path, GOOD)).replies == (
        SavedReply(
            id="late",
            titles={"en": "Late order", "hi": "देर"},
            lanes=("complaint",),
            topic="delivery",
            owner="care",
            valid_until=date(2027, 3, 31),
            examples=("where is my order", "mera order kahan hai"),
            variants=(
                Variant(
                    lang="en",
                    tone="warm",
                    text="$author, we're sorry. Write to us: $link_private",
                ),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ('["complaint"]', '["complain"]', 3, 'unknown lane "complain"'),
        ("$link_private", "$link", 10, 'unknown slot "$link" in the en text'),
        ('en = "Late order", ', "", 8, "the English title is missing"),
        ("text = \"$author, we're", 'text = "" #', 10, "the en text is empty"),
        ('owner = "care"', 'ownr = "care"', 5, 'unknown key "ownr"'),
        ('tone = "warm"', 'mood = "warm"', 10, 'unknown key "mood"'),
        ("2027-03-31", '"2027-03-31"', 6, '"valid_until" must be a date without quotes'),
        ("2027-03-31", "2027-03-31T10:00:00", 6, '"valid_until" must be a date without quotes'),
        ('topic = "delivery"', "topic = 7", 4, '"topic" must be a text'),
        ('["complaint"]', '"complaint"', 3, '"lanes" must be a list of texts'),
        ('id = "late"', 'id = ""', 2, "the id is empty"),
        ('lang = "en"', 'lang = "xx"', 10, 'unknown language "xx"'),
        ('lang = "en"', 'lang = "hinglish"', 10, 'unknown language "hinglish"'),
        ('"where is my order", ', '"", ', 7, "example 1 is empty"),
    ],
)
def test_a_fault_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, message: str
) -> None:
    folder = a_folder(tmp_path, GOOD.replace(old, new))

    (finding,) = findings_of(folder)

    assert (finding.message, finding.line) == (message, line)
    assert finding.path == folder / "0.toml"


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    folder = a_folder(
        tmp_path,
        GOOD.replace("complaint", "complain").replace("owner", "ownr"),
        "[[replies]\n",
        GOOD,
    )

    findings = findings_of(folder)

    messages = [finding.message for finding in findings]
    assert len(messages) == 4
    places = [(str(finding.path), finding.line) for finding in findings]
    assert places == sorted(places)
    assert 'unknown key "ownr"' in messages
    assert 'unknown lane "complain"' in messages
    assert 'the id "late" is used twice' in messages
    assert sum(message.startswith("is not TOML") for message in messages) == 1


def test_a_syntax_error_is_told_with_its_line(tmp_path: Path) -> None:
    broken = GOOD.replace('topic = "delivery"', 'topic = "delivery')

    (finding,) = findings_of(a_folder(tmp_path, broken))

    assert finding.line == 4
    assert finding.message.startswith("is not TOML")
    assert finding.hint


def test_the_message_names_file_line_reply_and_hint(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, GOOD.replace("complaint", "complain"))

    (finding,) = findings_of(folder)

    assert str(finding) == (
        f'{folder / "0.toml"}:3: error: [late] unknown lane "complain" — one of spam, complaint, '
        "abuse, question, praise, unsure, none"
    )


def test_a_key_beside_the_replies_is_refused(tmp_path: Path) -> None:
    (finding,) = findings_of(a_folder(tmp_path, 'colour = "red"\n' + GOOD))

    assert (finding.message, finding.line) == ('unknown key "colour"', 1)


def test_replies_that_are_no_list_are_refused(tmp_path: Path) -> None:
    (finding,) = findings_of(a_folder(tmp_path, 'replies = "none"'))

    assert finding.message == '"replies" must be a list'


def test_text_that_looks_like_a_header_does_not_mislead(tmp_path: Path) -> None:
    text = GOOD.replace("complaint", "complain") + 'x = """\n[[replies]]\n"""\n'

    findings = findings_of(a_folder(tmp_path, text))

    assert {finding.line for finding in findings} == {None}


@pytest.mark.parametrize("name", ["0.toml", "0.jsonl"])
def test_a_file_that_is_not_utf8_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"# ok\n# caf\xe9\n")

    (finding,) = findings_of(tmp_path if name.endswith("toml") else tmp_path / name)

    assert (finding.message, finding.line) == ("is not UTF-8 text", 2)


def test_a_missing_library_is_told(tmp_path: Path) -> None:
    (finding,) = findings_of(tmp_path / "nowhere")

    assert finding.message == "there is no such folder or file"


def test_an_empty_library_is_told(tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_text("\n")

    assert [f.message for f in findings_of(tmp_path)] == ["holds no saved replies"]
    assert [f.message for f in findings_of(empty)] == ["holds no saved replies"]


def test_a_check_tells_warnings_with_file_and_line(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, GOOD.replace("we're sorry", "sorry " * 100))

    (finding,) = check(folder)

    assert finding.severity is Severity.WARNING
    assert (finding.path, finding.line) == (folder / "0.toml", 10)


def test_json_lines_are_read_and_unknown_keys_ignored(tmp_path: Path) -> None:
    path = tmp_path / "library.jsonl"
    rows = [
        {"id": "a", "title": "Refund", "examples": ["money back"], "kind": "entry", "lang": "en"},
        {"id": "b", "title": "Hours", "text": "From 8 to 10\u2028daily", "lang": "en"},
        {"id": "c", "title": "Menu", "examples": [], "text": "Here", "source": 7},
    ]
    path.write_text("\n\n".join(json.dumps(r, ensure_ascii=False) for r in rows), encoding="utf-8")

    first, second, third = load(path).replies

    assert first == SavedReply(id="a", titles={"en": "Refund"}, examples=("money back",))
    assert second.variants == (Variant(lang="en", text="From 8 to 10\u2028daily"),)
    assert third.variants == (Variant(lang="und", text="Here"),)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "is not JSON"),
        ("[1]", "is not a JSON object"),
        ('{"title": "x"}', '"id" must be a text'),
        ('{"id": 7, "title": "x"}', '"id" must be a text'),
        ('{"id": "x"}', '"title" must be a text'),
        ('{"id": "x", "title": ""}', "the English title is missing"),
        ('{"id": "x", "title": "x", "examples": "y"}', '"examples" must be a list of texts'),
        ('{"id": "x", "title": "x", "examples": [1]}', '"examples" must be a list of texts'),
        ('{"id": "x", "title": "x", "text": 1}', '"text" must be a text'),
        ('{"id": "x", "title": "x", "text": " "}', "the und text is empty"),
        ('{"id": "x", "title": "\\ud800"}', '"title" holds half of a character'),
        ('{"id": "ok", "title": "x"}', 'the id "ok" is used twice'),
        ("[" * 100_000, "is not JSON"),
    ],
)
def test_a_bad_json_line_is_told_with_its_number(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "library.jsonl"
    path.write_text(f'{{"id": "ok", "title": "fine"}}\n\n{line}\n', encoding="utf-8")

    (finding,) = findings_of(path)

    assert finding.message.startswith(message)
    assert finding.line == 3


def test_saving_puts_each_lane_and_topic_into_its_file(tmp_path: Path) -> None:
    replies = (
        SavedReply(
            id="a", titles={"en": "A"}, lanes=("complaint", "question"), topic="Café hours"
        ),
        SavedReply(id="b", titles={"en": "B"}),
    )

    written = save(Library(replies=replies), tmp_path)

    assert [str(path.relative_to(tmp_path)) for path in written] == [
        "any/general.toml",
        "complaint/caf-hours.toml",
    ]


def test_saving_removes_library_files_of_before_and_no_others(tmp_path: Path) -> None:
    # given a library of before and a file that is none
    old = a_folder(tmp_path, GOOD) / "0.toml"
    other = tmp_path / "pyproject.toml"
    other.write_text('[project]\nname = "tea"\n')
    reply = SavedReply(id="b", titles={"en": "B"})

    # when another library is saved there
    save(Library(replies=(reply,)), tmp_path)

    # then only what was a library is gone
    assert not old.exists()
    assert other.exists()
    other.unlink()
    assert load(tmp_path) == Library(replies=(reply,))


WHOLE = """\
[[snippets]]
id = "hello"

[[snippets.variants]]
lang = "en"
text = "Hello $author"

[[replies]]
id = "late"
titles = { en = "Late" }

[[replies.variants]]
lang = "en"
text = "$snippet_hello, sorry"

[[snippets]]
id = "bye"

[[snippets.variants]]
lang = "en"
text = "Bye"

[[playbooks]]
id = "review"
steps = ["late"]

[playbooks.titles]
en = "Review"
"""


def test_snippets_and_playbooks_may_stand_beside_replies(tmp_path: Path) -> None:
    library = load(a_folder(tmp_path, WHOLE))

    assert [one.id for one in library.snippets] == ["hello", "bye"]
    assert library.playbooks == (Playbook(id="review", titles={"en": "Review"}, steps=("late",)),)
    assert [str(path.relative_to(tmp_path)) for path in save(library, tmp_path)] == [
        "any/general.toml",
        "playbooks.toml",
        "snippets.toml",
    ]
    assert load(tmp_path) == library


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ('text = "Bye"', 'text = "$name"', 19, 'unknown slot "$name" in the en text'),
        ('steps = ["late"]', 'steps = ["gone"]', 25, 'step 1: there is no reply "gone"'),
        ('steps = ["late"]', 'steps = "late"', 25, '"steps" must be a list of texts'),
        ('text = "Bye"', 'text = "$snippet_bye"', 19, "the snippet contains itself: bye → bye"),
        ('id = "bye"', 'id = "hello"', 17, 'the id "hello" is used twice'),
        ('id = "bye"', 'id = "bye"\ntopic = "x"', 18, 'unknown key "topic"'),
        ("$snippet_hello", "$snippet_hullo", 12, 'there is no snippet "hullo"'),
    ],
)
def test_what_is_wrong_with_them_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, message: str
) -> None:
    found = findings_of(a_folder(tmp_path, WHOLE.replace(old, new, 1)))

    assert (line, message) in [(finding.line, finding.message) for finding in found]


@pytest.mark.parametrize("name", ["../../../etc/cron.d/x", "/etc/passwd", "..", "a\x00b", "C:\\x"])
def test_no_topic_and_no_lane_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    variants = (Variant(lang="en", text="x"),)
    reply = SavedReply(id="x", titles={}, lanes=(name,), topic=name, variants=variants)
    folder = tmp_path / "library"

    written = save(Library(replies=(reply,)), folder)

    assert written
    assert all(path.resolve().is_relative_to(folder) for path in written)
    assert list(tmp_path.iterdir()) == [folder]
