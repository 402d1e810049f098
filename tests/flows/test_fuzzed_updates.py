"""Two thousand updates, most of them wild or broken: nothing stops, nothing gets through raw."""

from __future__ import annotations

from pathlib import Path

from tests.fuzzing.findings import Findings
from tests.fuzzing.rig import a_rig, faults_of


async def test_no_update_breaks_the_desk_or_a_message_of_it(tmp_path: Path) -> None:
    # given a desk, and updates of all kinds from members, managers and nobody we know
    findings = Findings()

    # when all come through both libraries, and a part of them through the whole desk
    async with a_rig(tmp_path, seed=1, findings=findings) as rig:
        await rig.feed(2_000, whole_every=10)

    # then each was handled or is a dead letter, and all that left was fit to leave
    assert findings.wrong == []
    counts = findings.counts
    assert counts["handled"] + counts["dead letters"] == counts["whole"] == 200
    assert counts["updates"] == 2_000
    assert counts["lost by aiogram"] + counts["lost by ptb"] == 0

    # and it was no idle exercise
    assert min(counts["cases"], counts["canaries"], counts["answerCallbackQuery"]) >= 5
    assert min(counts["read by aiogram"], counts["read by ptb"]) >= 1_000


def test_what_is_looked_for_would_be_found() -> None:
    assert not list(faults_of("<b>Rahul</b>: &lt;b&gt;&amp;canary", is_html=True))
    for raw in (
        "<b>&canary</b>",
        "<u>x</u>",
        "<b>x",
        "turned \u202e",
        '<a href="https://evil.example">x</a>',
        " ",
        "x" * 4097,
    ):
        assert list(faults_of(raw, is_html=True)), raw
