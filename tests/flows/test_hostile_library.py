"""Libraries as they come on a bad day, while the bot runs: said clearly, and nothing is lost."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pytest

from replies.types import Library, SavedReply, Variant
from tests.flows.stage import Stage

TOP = Path(__file__).parents[2]

GOOD = """\
[[replies]]
id = "gift"
titles = { en = "Gift boxes" }
examples = ["do you wrap gifts?", "gift boxes please?", "is there a gift box?"]
[[replies.variants]]
lang = "en"
text = "We wrap every gift, $author."
"""
SNIPPETS = """
[[snippets]]
id = "hello"
[[snippets.variants]]
lang = "en"
text = "Hello $snippet_thanks"
[[snippets]]
id = "thanks"
[[snippets.variants]]
lang = "en"
text = "Thanks $snippet_hello"
"""

BROKEN: Mapping[str, tuple[dict[str, str | bytes], str]] = {
    "syntax": ({"a.toml": GOOD + '[[replies]\nid = "b"'}, "a.toml:8: error: is not TOML"),
    "deep": ({"a.toml": GOOD + "x = " + "[" * 20_000}, "a.toml:8: error: is not TOML"),
    "same id in two files": ({"a.toml": GOOD, "b.toml": GOOD}, "b.toml:2: error: [gift] the id"),
    "circle": ({"a.toml": GOOD + SNIPPETS}, "contains itself: hello → thanks → hello"),
    "no such snippet": (
        {"a.toml": GOOD.replace("We wrap", "$snippet_none We wrap")},
        'there is no snippet "none"',
    ),
    "language": ({"a.toml": GOOD.replace('"en"\nt', '"klingon"\nt')}, 'language "klingon"'),
    "slot": ({"a.toml": GOOD.replace("$author", "$autor")}, 'unknown slot "$autor"'),
    "types": ({"a.toml": "[[replies]]\nid = 5\n"}, 'a.toml:2: error: "id" must be a text'),
    "encoding": ({"a.toml": GOOD.replace("wrap", "обернём").encode("cp1251")}, "not UTF-8"),
    "nothing in it": ({"readme.txt": "soon"}, "holds no saved replies"),
    "no text for a message": ({"a.toml": GOOD.replace("every", "very " * 1000)}, "characters"),
    "null": ({"a.toml": GOOD.replace("every", "\\u0000")}, "U+0000"),
    "formulas": (
        {"a.csv": 'title,text,lang\nGift,"=HYPERLINK(""http://evil"",""x"")",en\n'},
        'row 2, column "text": error: begins with "="',
    ),
    "half a row": ({"a.csv": 'title,text,lang\nGift,"never closed\n'}, "quote"),
    "no spreadsheet": ({"a.xlsx": b"PK\x03\x04" + bytes(range(256)) * 9}, "damaged Excel file"),
    "json": ({"a.jsonl": '{"id": "a"\n'}, "a.jsonl:1: error: is not JSON"),
}


async def jawab(stage: Stage, *arguments: object) -> tuple[int, str]:
    """Run a command beside the bot, on its database."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *map(str, arguments)),
        cwd=stage.folder,
        env={
            "PYTHONPATH": str(TOP),
            "JAWAB_DATABASE__URL": stage.settings.database.url,
            "OMP_NUM_THREADS": "1",
        },
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    out, _ = await process.communicate()
    return process.returncode or 0, out.decode()


def written(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """The folder of a library; the file itself if it is a table or JSON lines."""
    folder.mkdir()
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / name).write_bytes(data)
    names = list(files)
    return folder if names[0].endswith((".toml", ".txt")) else folder / names[0]


async def suggested(stage: Stage, text: str, words: str) -> None:
    """Wait until a comment with this text is answered so on its card."""
    stage.telegram.say(stage.group, stage.rahul, text)
    card = await stage.card(text, label="Send 1")
    assert words in (card.text or "")


@pytest.mark.parametrize(("files", "said"), BROKEN.values(), ids=BROKEN)
async def test_a_broken_library_is_refused_and_the_last_good_one_stays(
    stage: Stage, tmp_path: Path, files: dict[str, str | bytes], said: str
) -> None:
    # given a bot that runs, and a library that cannot be used
    path = written(tmp_path / "broken", files)

    # when it is imported all the same
    code, out = await jawab(stage, "library", "import", path, "--yes")

    # then it is said what is wrong
    assert code == 1
    assert said in out
    assert "Traceback" not in out
    assert "fault in jawab" not in out

    # and the bot goes on with what it had
    await suggested(stage, "my chai was cold", "sorry for the cold chai")


async def test_a_good_library_is_taken_over_without_a_restart(
    stage: Stage, tmp_path: Path
) -> None:
    # given a bot that runs, and knows nothing about gifts
    await suggested(stage, "where is the menu?", "Here is our menu")

    # when a library with one single entry is imported
    path = written(tmp_path / "good", {"a.toml": GOOD})
    code, out = await jawab(stage, "library", "import", path, "--yes")
    assert code == 0, out
    await stage.clock.sleep(10)

    # then it is proposed, and what was there before no longer is
    stage.telegram.say(stage.group, stage.stranger, "do you wrap gifts?")
    card = await stage.card("do you wrap gifts?", label="Send 1")
    assert "We wrap every gift, Stranger." in card.text
    somebody = stage.telegram.add_user(first_name="Dev")
    stage.telegram.say(stage.group, somebody, "menu please?")
    other = await stage.card("menu please?")
    assert "Here is our menu" not in other.text


async def test_a_table_in_cp1251_is_taken_over_as_it_was_meant(
    stage: Stage, tmp_path: Path
) -> None:
    table = "title,text,lang,example\nПодарки,Мы упакуем любой подарок,ru,есть ли упаковка?\n"
    path = written(tmp_path / "table", {"a.csv": table.encode("cp1251")})

    code, out = await jawab(stage, "library", "import", path, "--yes")
    assert code == 0, out
    await stage.clock.sleep(10)

    await suggested(stage, "есть ли упаковка?", "Мы упакуем любой подарок")


async def test_an_empty_library_is_no_reason_to_stop(dark_stage: Stage) -> None:
    # given a brand without a single reply
    stage = dark_stage
    stage.starter = Library
    await stage.start()

    # when somebody asks
    comment = stage.telegram.say(stage.group, stage.rahul, "where is the menu?")
    card = await stage.card("where is the menu?", label="Write")

    # then the case can be answered by hand
    assert "Send 1" not in card.labels
    await stage.press(stage.ravi, card, "Write")
    prompt = await stage.desk_says("reply to this message", after=card)
    stage.telegram.say(stage.desk, stage.ravi, "On the wall", reply_to=prompt)
    await stage.press(stage.ravi, await stage.card("On the wall", label="Send"), "Send")
    await stage.answer_under(comment)


async def test_ten_thousand_replies_are_searched_like_three(dark_stage: Stage) -> None:
    # given a brand that has a reply for everything
    stage = dark_stage
    stage.starter = partial(Library, replies=tuple(_a_reply(number) for number in range(10_000)))
    await stage.start()
    await stage.until_indexed()

    # when somebody asks for one of them
    await suggested(stage, "where is shelf7321 please?", "It stands in row 7321.")


def _a_reply(number: int) -> SavedReply:
    return SavedReply(
        id=f"shelf-{number}",
        titles={"en": f"Shelf {number}"},
        examples=(f"where is shelf{number} please?",),
        variants=(Variant(lang="en", text=f"It stands in row {number}."),),
    )
