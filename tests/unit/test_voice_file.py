"""`voice.toml`: what it says becomes rules, and what is wrong with it is named by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.app import follow_voice
from bot.errors import VoiceUnusable
from bot.sections import Brand
from bot.settings import Settings
from bot.telegram.voice_lines import sentence as told
from bot.telegram.wording import Wording
from replies.findings import LibraryInvalid
from replies.library import STARTER
from replies.library import load as load_library
from replies.types import Outgoing, VoiceFinding, Weight
from replies.voice_file import load, read
from replies.voice_following import FollowedVoice
from replies.voice_lint import _SENTENCES, findings_of
from tests.card_views import StillClock

STARTER_VOICE = STARTER / "voice.toml"


def findings_in(tmp_path: Path, text: str) -> list[str]:
    """What is wrong, without the path."""
    path = tmp_path / "voice.toml"
    path.write_text(text, encoding="utf-8")
    return [str(one).removeprefix(f"{path}:") for one in read(path)[1]]


def checked(tmp_path: Path, text: str, said: str, *, lane: str = "") -> list[tuple[str, str]]:
    path = tmp_path / "voice.toml"
    path.write_text(text, encoding="utf-8")
    voice = load(path, links=("https://chai.example/menu",))
    return [(one.name, one.quote) for one in voice.check(Outgoing(text=said, lane=lane))]


def test_every_section_becomes_a_rule(tmp_path: Path) -> None:
    voice = """
        [address]
        hi = "aap"
        ru = "Вы"
        severity = "block"
        [[words]]
        name = "promises"
        ban = ["guarantee*"]
        patterns = ['\\d{4}']
        instead = "say what we do"
        [[required]]
        name = "sympathy"
        lanes = ["complaint"]
        any_of = { en = ["sorry"] }
        [emoji]
        policy = "none"
        [length]
        most = 200
        [links]
        allowed = ["t.me/chai"]
        [signature]
        policy = "forbidden"
        texts = ["regards"]
        [shouting]
        exclamations = 1
        [private_data]
        severity = "warn"
    """
    said = (
        "तुम the guarantee 1234 🙏!! вы https://chai.example/menu t.me/chai evil.com, "
        "send your otp. Regards"
    )

    found = checked(tmp_path, voice, said, lane="complaint")

    assert sorted(found) == sorted(
        [
            ("address", "तुम"),
            ("address-capital", "вы"),
            ("promises", "guarantee"),
            ("promises", "1234"),
            ("sympathy", ""),
            ("emoji-none", "🙏"),
            ("link", "evil.com"),
            ("signature-forbidden", "Regards"),
            ("exclamations", "!!"),
            ("secret", "otp"),
        ]
    )


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ('[adress]\nhi = "aap"', '1: error: unknown key "adress" — known are address, words, '),
        ('[address]\nhi = "aap"\nru = "you"', '3: error: [address] "you" is no form of address'),
        ('[address]\nxx = "du"', '2: error: [address] unknown key "xx"'),
        ('[[words]]\nban = ["a"]\n[[words]]\nban = "b"', '4: error: [words] "ban" must be a list'),
        ("[[words]]\nban = ['*']", '2: error: [words] "*" would be found everywhere'),
        ("[[words]]\nban = ['gu*rantee']", '2: error: [words] "gu*rantee": a * ends a word'),
        ("[[words]]\npatterns = ['(']", '2: error: [words] "(" is no regular expression'),
        ("[[words]]\nlanes = ['qestion']\nban=['x']", '2: error: [words] unknown lane "qestion"'),
        ("[[words]]\nname = 'x'", "1: error: [words] bans nothing"),
        ("[[words]]\nban = ['x']\ninstead = { hi = 'क' }", '3: error: [words] "instead" lacks an'),
        ("[emoji]\npolicy = 'some'", '2: error: [emoji] "some" is no policy — one of none, few'),
        (
            "[emoji]\npolicy = 'none'\nmost = 2",
            '3: error: [emoji] "most" goes with policy = "few"',
        ),
        ("[length]\nmost = '400'", '2: error: [length] "most" must be a whole number'),
        ("[length]", '1: error: [length] "most" is missing'),
        ("[links]\nallowed = ['chai example']", '2: error: [links] "chai example" is no address'),
        ("[signature]\npolicy = 'required'", '1: error: [signature] "texts" is missing'),
        ("[signature]\ntexts = { xx = ['a'] }", '2: error: [signature] unknown language "xx"'),
        ("[[required]]\nlanes = []", "1: error: [required] requires nothing"),
        ("[emoji]\nseverity = 'never'", '2: error: [emoji] "never" is no severity — one of block'),
        ("words = 5", '1: error: "words" must be a list of tables'),
        ("emoji = 5", '1: error: "emoji" must be a table'),
        ("[emoji\n", "1: error: is not TOML"),
        (f"[length]\nmax = {'9' * 5000}\n", "3: error: is not TOML"),
    ],
)
def test_mistakes_are_named_with_their_line_and_a_hint(
    tmp_path: Path, text: str, finding: str
) -> None:
    (found,) = findings_in(tmp_path, text)

    assert found.startswith(finding)
    assert "—" in found


def test_all_mistakes_are_found_at_once_in_the_order_of_the_lines(tmp_path: Path) -> None:
    text = '[links]\nallowed = ["x"]\n[emoji]\npolicy = "x"\n[address]\nhi = "x"'

    assert [one.partition(":")[0] for one in findings_in(tmp_path, text)] == ["2", "4", "6"]


def test_a_voice_with_mistakes_is_not_used(tmp_path: Path) -> None:
    path = tmp_path / "voice.toml"
    path.write_text("[emoji]\npolicy = 'some'", encoding="utf-8")

    with pytest.raises(LibraryInvalid, match="some"):
        load(path)


@pytest.mark.parametrize("data", [b"\xff\xfe", b"a = 1\x00"])
def test_a_file_that_is_no_text_is_a_finding(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "voice.toml"
    path.write_bytes(data)

    assert len(read(path)[1]) == 1


def test_a_missing_file_is_a_finding(tmp_path: Path) -> None:
    assert "cannot be read" in str(read(tmp_path / "no.toml")[1][0])


def test_the_starter_voice_stops_none_of_the_starter_replies() -> None:
    assert findings_of(load_library(STARTER), load(STARTER_VOICE)) == []


@pytest.mark.parametrize(
    ("said", "lane", "rule", "weight"),
    [
        ("We guarantee it", "question", "promises", Weight.BLOCK),
        ("हमारी गारंटी है", "question", "promises", Weight.BLOCK),
        ("Мы гарантируем", "question", "promises", Weight.BLOCK),
        ("Calm down, please", "question", "blame", Weight.BLOCK),
        ("aapki galti hai", "question", "blame", Weight.BLOCK),
        ("Сами виноваты", "question", "blame", Weight.BLOCK),
        ("tum batao", "question", "address", Weight.WARN),
        ("Спасибо, Вам ответим", "question", "address-small", Weight.WARN),
        ("No.", "complaint", "sympathy or a next step", Weight.WARN),
        ("Sorry 🙏", "complaint", "emoji-none", Weight.WARN),
        ("see bit.ly/x", "question", "link", Weight.BLOCK),
    ],
)
def test_the_starter_voice_says_what_it_does_not_say(
    said: str, lane: str, rule: str, weight: Weight
) -> None:
    found = load(STARTER_VOICE).check(Outgoing(text=said, lane=lane))

    assert (rule, weight) in [(one.name, one.weight) for one in found]


@pytest.mark.parametrize("language", ["en", "hi", "ru"])
@pytest.mark.parametrize("kind", sorted(_SENTENCES))
def test_every_finding_is_told_in_the_language_of_the_desk(language: str, kind: str) -> None:
    words = Wording(language, "UTC", StillClock(), strict=True)
    values = {"form": "आप", "wanted": "w", "count": 3, "most": 2, "pattern": "p"}
    finding = VoiceFinding(kind=kind, weight=Weight.WARN, quote="these words", values=values)

    assert words.label(f"voice-rule-{kind}")
    assert "{" not in told(words, finding)


# --- following the file -------------------------------------------------------------------------


def test_a_changed_file_holds_from_the_next_text_on_and_a_broken_one_never(
    tmp_path: Path,
) -> None:
    # given a voice that allows no emoji
    path = tmp_path / "voice.toml"
    path.write_text("[emoji]\npolicy = 'none'\n", encoding="utf-8")
    broken: list[LibraryInvalid] = []
    voice = FollowedVoice(path, links=(), on_broken=broken.append)

    def kinds() -> list[str]:
        return [one.kind for one in voice.check(Outgoing(text="guaranteed 🙏"))]

    assert kinds() == ["emoji-none"]

    # when the file changes, then that holds
    path.write_text("[[words]]\nname = 'x'\nban = ['guarantee*']\n", encoding="utf-8")
    assert kinds() == ["banned"]

    # when it is spoilt or gone, then the last good version holds, and somebody is told once
    path.write_text("[emoji]\npolicy = 'some'\n", encoding="utf-8")
    assert (kinds(), kinds()) == (["banned"], ["banned"])
    path.unlink()
    assert (kinds(), kinds()) == (["banned"], ["banned"])
    assert [str(one).count("\n") for one in broken] == [0, 0]
    assert "some" in str(broken[0])

    # and when it is mended, then it holds
    path.write_text("[emoji]\npolicy = 'none'\n# mended\n", encoding="utf-8")
    assert kinds() == ["emoji-none"]


def test_a_desk_does_not_start_with_a_broken_voice(tmp_path: Path) -> None:
    path = tmp_path / "voice.toml"
    path.write_text("[emoji]\npolicy = 'some'\n", encoding="utf-8")
    settings = Settings(brand=Brand(voice=path))

    with pytest.raises(VoiceUnusable, match=r"voice\.toml:2: error"):
        follow_voice(settings)
