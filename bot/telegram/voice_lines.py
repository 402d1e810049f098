"""What the voice finds in a text, in the desk's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.library_pages import TextFinding
from bot.telegram.html import Html, Page, block, line, quotation, units
from bot.telegram.wording import Wording
from replies.types import VoiceFinding, Weight

_SHOWN_AT_MOST = 6
_SHOWN_OF_TEXTS = 4
_ROOM_FOR_FINDINGS = 1500
_LONGEST_VALUE = 120
_MARKUP = 60
"""Units of the tags of a quotation, and of the empty lines."""


def preview(
    words: Wording,
    author: str,
    text: str,
    findings: Sequence[VoiceFinding],
    *,
    asks_to_override: bool,
) -> Html:
    """An answer as it would go out, what stops it or should be looked at, and how to mend it."""
    stops = any(finding.weight is not Weight.WARN for finding in findings)
    told = Page(_ROOM_FOR_FINDINGS)
    told.add(told_of(words, findings, room=_ROOM_FOR_FINDINGS))
    if findings and asks_to_override:
        told.add(words.say("voice-override"))
    page = Page()
    page.add(words.say("preview-stopped" if stops else "preview", author=line(author, 200)))
    page.gap()
    # the findings keep their room: of a long answer it is the answer that is cut
    page.add(quotation(block(text, page.room - units(told.html) - _MARKUP)))
    page.gap()
    page.add(told.html)
    return page.html


def told_of(words: Wording, findings: Sequence[VoiceFinding], *, room: int) -> Html:
    """What stops a text or should be looked at, and how to mend it, in at most so many units."""
    if not findings:
        return Html("")
    stops = any(finding.weight is not Weight.WARN for finding in findings)
    told = Page(room)
    told.add(words.say("voice-stops" if stops else "voice-look-first"))
    told.add(*(_line(words, finding) for finding in findings[:_SHOWN_AT_MOST]))
    if len(findings) > _SHOWN_AT_MOST:
        told.add(words.say("voice-more", count=len(findings) - _SHOWN_AT_MOST))
    return told.html


def of_texts(words: Wording, found: Sequence[TextFinding]) -> list[Html]:
    """What is found in texts of the library: rule, language of the text, words, and advice."""
    lines = [_line(words, one.finding, lang=one.lang) for one in found[:_SHOWN_OF_TEXTS]]
    if len(found) > _SHOWN_OF_TEXTS:
        lines.append(words.say("voice-more", count=len(found) - _SHOWN_OF_TEXTS))
    return lines


def sentence(words: Wording, finding: VoiceFinding) -> str:
    """What is wrong and how to mend it, as plain text."""
    values: dict[str, str | int] = {"quote": finding.quote, **finding.values}
    what = words.label(f"voice-{finding.kind}", **values)
    advice = _advice(finding.hint, words.language)
    return f"{what} — {advice}" if advice else what


def rule_name(words: Wording, finding: VoiceFinding) -> str:
    """The rule as managers know it: the brand's own name for it, else ours."""
    return finding.rule or words.label(f"voice-rule-{finding.kind}")


def _line(words: Wording, finding: VoiceFinding, *, lang: str = "") -> Html:
    mark = "🟡" if finding.weight is Weight.WARN else "⛔"
    name = line(rule_name(words, finding), _LONGEST_VALUE)
    place = f" ({words.language_name(lang)})" if lang else ""
    return Html(
        f"{mark} <b>{name}</b>{place}: {line(sentence(words, finding), 3 * _LONGEST_VALUE)}"
    )


def _advice(hint: Mapping[str, str], language: str) -> str:
    return hint.get(language) or hint.get("en", "")
