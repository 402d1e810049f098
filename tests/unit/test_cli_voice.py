"""`jawab voice check`: a manager tries the voice out before anybody hears it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from replies.library import STARTER
from tests.unit.jawab_command import Jawab, command

VOICE = STARTER / "voice.toml"


@pytest.fixture
def jawab(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> Jawab:
    monkeypatch.chdir(tmp_path)
    return command(monkeypatch, capfd)


def replies(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "replies.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_findings_name_line_place_rule_and_a_way_to_mend_it(jawab: Jawab, tmp_path: Path) -> None:
    texts = replies(
        tmp_path,
        "We guarantee it",
        "",
        "तुम बताओ",
        json.dumps({"text": "No.", "lane": "complaint"}),
        "Thank you, see you soon",
    )

    outcome = jawab("voice", "check", texts, "--voice", VOICE)

    first, *rest = outcome.out.splitlines()
    assert first.startswith("1:4-12: block: promises: “guarantee” is not ours")
    assert first.endswith("say what we will do now, not how it will end")
    assert rest[:2] == [
        "3:1-3: warn: Form of address: “तुम”: we say आप",
        "3:5-8: warn: Form of address: “बताओ”: we say आप",
    ]
    assert rest[2].startswith("4: warn: sympathy or a next step: ")
    assert rest[-1] == "4 texts: 1 stopped, 2 with doubts, 1 fine"
    assert outcome.code == 1


def test_lane_and_language_can_be_said_for_all(jawab: Jawab, tmp_path: Path) -> None:
    texts = replies(tmp_path, "No.")

    strict = jawab(
        "voice", "check", texts, "--voice", VOICE, "--lane", "complaint", "--lang", "en"
    )

    assert "sympathy or a next step" in strict.out
    assert strict.code == 0
    assert jawab("voice", "check", texts, "--voice", VOICE).out == (
        "1 text: 0 stopped, 0 with doubts, 1 fine\n"
    )
    assert jawab("voice", "check", texts, "--lane", "nonsense").code == 2


def test_without_a_voice_only_what_holds_for_every_brand_is_checked(
    jawab: Jawab, tmp_path: Path
) -> None:
    texts = replies(tmp_path, "We guarantee it 😂", "Send us your OTP", "Dear $customer")

    outcome = jawab("voice", "check", texts)

    assert [line.split(": ")[0] for line in outcome.out.splitlines()[:-1]] == ["2:14-16", "3:6-14"]


def test_the_voice_of_the_configuration_is_used_in_the_desks_language(
    jawab: Jawab, tmp_path: Path
) -> None:
    (tmp_path / "voice.toml").write_bytes(VOICE.read_bytes())
    (tmp_path / "config.toml").write_text(
        '[brand]\nvoice = "voice.toml"\n[brand.links]\nmenu = "https://chai.example/menu"\n'
        '[desk]\nlanguage = "hi"\n',
        encoding="utf-8",
    )
    texts = replies(tmp_path, "see https://chai.example/menu", "see bit.ly/x")

    outcome = jawab("voice", "check", texts)

    (line, _) = outcome.out.splitlines()
    assert line == "2:5-12: block: लिंक: bit.ly/x हमारा पता नहीं है: हटाएँ या हमारा लिंक लगाएँ"


def test_a_voice_with_mistakes_is_told_line_by_line(jawab: Jawab, tmp_path: Path) -> None:
    broken = tmp_path / "voice.toml"
    broken.write_text('[emoji]\npolicy = "some"\n[length]\n', encoding="utf-8")

    outcome = jawab("voice", "check", replies(tmp_path, "ok"), "--voice", broken)

    assert outcome.code == 1
    assert f"{broken}:2: error: [emoji]" in outcome.err
    assert f"{broken}:3: error: [length]" in outcome.err
