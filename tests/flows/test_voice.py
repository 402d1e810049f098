"""The brand's voice between a manager's yes and the public."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, timedelta

import pytest

from bot.brand_library import BrandLibrary
from bot.domain.approval import SecondYesRules
from bot.domain.ids import CaseId, ChatId, MessageId, UserId
from bot.domain.roster import Manager, Role
from bot.errors import VoiceForbids
from bot.services.desk.approving import Approving
from bot.services.desk.clearance import Clearance
from bot.services.desk.press import Press
from bot.services.desk.using import Using
from bot.services.desk.view import Viewer
from bot.services.desk.voicing import Voicing
from bot.simulator.state import Message
from bot.telegram.cards import DeskRenderer
from replies.types import Weight
from replies.voice import Voice
from replies.voice_address import Address
from replies.voice_links import Links
from replies.voice_rules import BannedWords, Emoji
from tests.contract.store_values import BRAND, DESK
from tests.flows.stage import Stage

PROMISES = BannedWords(
    rule="promises",
    phrases=("guarantee*", "гарантир*", "गारंटी"),
    instead={"en": "say what we do now", "hi": "लिखिए हम अभी क्या कर रहे हैं"},
)
NO_EMOJI = Emoji(most=0, weight=Weight.WARN)
SORRY_IS_DOUBTFUL = BannedWords(rule="sorry", phrases=("sorry",), weight=Weight.WARN)


async def a_case(stage: Stage, words: str = "this is terrible") -> tuple[Message, Message]:
    comment = stage.telegram.say(stage.group, stage.rahul, words)
    return comment, await stage.card(words)


async def written(stage: Stage, text: str, *, shown: str = "") -> tuple[Message, Message]:
    """A comment, and the preview of what Ravi wrote to answer it."""
    comment, card = await a_case(stage)
    await stage.press(stage.ravi, card, card.labels[card.labels.index("Dismiss") - 1])
    prompt = await stage.desk_says("reply to this message", after=card)
    stage.telegram.say(stage.desk, stage.ravi, text, reply_to=prompt)
    return comment, await stage.card(shown or text, label="Cancel")


async def nothing_embedded(_: Iterable[str]) -> list[bytes]:
    return []


async def nothing_leaves(stage: Stage) -> None:
    await stage.clock.sleep(30)
    assert stage.answers() == []


async def test_a_text_that_the_voice_forbids_does_not_leave_and_says_how_to_mend_it(
    dark_stage: Stage,
) -> None:
    stage = dark_stage
    stage.voice = Voice(rules=(PROMISES,))
    await stage.start()

    # when Ravi writes a promise
    _, preview = await written(stage, "We guarantee it will be hot")

    # then the preview names the rule, the words and a way to mend it, and cannot be sent
    assert "promises" in preview.text
    assert "“guarantee”" in preview.text
    assert "say what we do now" in preview.text
    assert preview.labels == ["Edit", "Cancel", "Send anyway (lead)"]
    assert "lead" in await stage.press(stage.ravi, preview, "Send anyway (lead)")
    await nothing_leaves(stage)


async def test_a_forbidden_text_is_mended_from_its_preview(dark_stage: Stage) -> None:
    stage = dark_stage
    stage.voice = Voice(rules=(PROMISES,))
    await stage.start()
    # given a preview that cannot be sent
    comment, preview = await written(stage, "We guarantee it")

    # when Ravi edits it
    await stage.press(stage.ravi, preview, "Edit")
    prompt = await stage.desk_says("tap the text to copy it", after=preview)
    assert "We guarantee it" in prompt.text
    stage.telegram.say(stage.desk, stage.ravi, "We look into it now", reply_to=prompt)
    mended = await stage.card("We look into it now", label="Send")
    await stage.press(stage.ravi, mended, "Send")

    # then the mended text leaves
    assert (await stage.answer_under(comment)).text == "We look into it now"


async def test_a_lead_sends_in_spite_of_the_voice_after_a_second_tap_and_the_audit_says_so(
    dark_stage: Stage,
) -> None:
    stage = dark_stage
    stage.voice = Voice(rules=(PROMISES,))
    await stage.start()
    # given a preview that cannot be sent
    comment, preview = await written(stage, "We guarantee it")

    # when Asha, a lead, presses "Send anyway", nothing leaves yet
    await stage.press(stage.asha, preview, "Send anyway (lead)")
    await stage.until(lambda: "Yes, send" in preview.labels)
    assert "Send it all the same?" in preview.text
    await nothing_leaves(stage)

    # and a manager may not confirm it
    assert "lead" in await stage.press(stage.ravi, preview, "Yes, send")
    await nothing_leaves(stage)

    # but she may
    await stage.press(stage.asha, preview, "Yes, send")
    assert (await stage.answer_under(comment)).text == "We guarantee it"
    async with stage.store.reading() as tx:
        audit = await tx.cases.audit_of(CaseId(1))
    assert ("voice_overridden", "Asha", "promises") in [
        (row.action, row.by_name, row.detail) for row in audit
    ]


async def test_a_doubt_is_shown_before_a_suggestion_is_sent_and_a_second_tap_sends_it(
    dark_stage: Stage,
) -> None:
    stage = dark_stage
    stage.voice = Voice(rules=(SORRY_IS_DOUBTFUL,))
    await stage.start()
    # given a suggestion with a word in doubt
    comment = stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    card = await stage.card("my chai was cold", label="Send 1")

    # when Ravi sends it from the card
    told = await stage.press(stage.ravi, card, "Send 1")

    # then he sees the doubt first
    assert "Look at it first" in told
    preview = await stage.card("Before you send", label="Send")
    assert "“sorry”" in preview.text
    assert preview.labels == ["Send", "Edit", "Cancel"]
    await nothing_leaves(stage)

    # and may send it
    await stage.press(stage.ravi, preview, "Send")
    answer = await stage.answer_under(comment)
    assert answer.text == "Rahul, sorry for the cold chai. We are on it."


async def test_a_suggestion_without_findings_leaves_with_one_tap(dark_stage: Stage) -> None:
    stage = dark_stage
    stage.voice = Voice(rules=(PROMISES, Links(known=("https://chai.example/menu",))))
    await stage.start()
    comment = stage.telegram.say(stage.group, stage.rahul, "where is the menu?")
    card = await stage.card("where is the menu?", label="Send 1")

    await stage.press(stage.ravi, card, "Send 1")

    answer = await stage.answer_under(comment)
    assert answer.text == "Here is our menu: https://chai.example/menu"


async def test_a_forbidden_suggestion_cannot_be_sent_from_the_card(dark_stage: Stage) -> None:
    stage = dark_stage
    stage.voice = Voice(rules=(BannedWords(rule="cold", phrases=("cold",)),))
    await stage.start()
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    card = await stage.card("my chai was cold", label="Send 1")

    await stage.press(stage.ravi, card, "Send 1")

    preview = await stage.card("keeps it from being sent", label="Edit")
    assert "Send" not in preview.labels
    await nothing_leaves(stage)


async def test_words_used_as_an_answer_are_checked_too(dark_stage: Stage) -> None:
    stage = dark_stage
    stage.voice = Voice(rules=(Links(),))
    await stage.start()
    _, card = await a_case(stage)
    stage.telegram.say(stage.desk, stage.ravi, "see ev\u200bil.com", reply_to=card)
    offer = await stage.card("is it the answer", label="Use as answer")

    await stage.press(stage.ravi, offer, "Use as answer")

    await stage.until(lambda: "not our address" in (offer.text or ""))
    assert offer.labels == ["Edit", "Cancel", "Send anyway (lead)"]
    await nothing_leaves(stage)


async def test_a_preview_is_checked_again_when_it_is_sent(dark_stage: Stage) -> None:
    stage = dark_stage
    await stage.start()
    # given a preview that nothing stopped
    _, preview = await written(stage, "We guarantee it")
    assert "Send" in preview.labels

    # when the voice has changed before it is sent
    await stage.stop()
    stage.voice = Voice(rules=(PROMISES,))
    await stage.start()
    told = await stage.press(stage.ravi, preview, "Send")

    # then it does not leave, and the preview says why
    assert "Not sent yet" in told
    await stage.until(lambda: "promises" in (preview.text or ""))
    assert preview.labels == ["Edit", "Cancel", "Send anyway (lead)"]
    await nothing_leaves(stage)


@pytest.mark.parametrize("text", ["Dear $customer, we look", "${name} is on it", "$AUTHOR hello"])
async def test_an_open_slot_is_never_said_in_public_not_even_by_a_lead(
    dark_stage: Stage, text: str
) -> None:
    stage = dark_stage
    await stage.start()

    _, preview = await written(stage, text)

    assert preview.labels == ["Edit", "Cancel"]
    assert "put the real words in its place" in preview.text
    await nothing_leaves(stage)


async def test_nobody_asks_for_a_card_number_although_no_voice_is_configured(
    stage: Stage,
) -> None:
    _, preview = await written(stage, "Please send us your card number and CVV")

    assert "Private data" in preview.text
    assert "Send" not in preview.labels
    await nothing_leaves(stage)


async def test_a_long_answer_is_cut_in_its_preview_and_not_what_the_voice_says(
    dark_stage: Stage,
) -> None:
    stage = dark_stage
    stage.voice = Voice(rules=(PROMISES,))
    await stage.start()

    _, preview = await written(stage, "<&> " * 900 + "guarantee", shown="promises")

    assert "say what we do now" in preview.text


async def test_findings_speak_the_language_of_the_desk(dark_stage: Stage) -> None:
    stage = dark_stage
    stage.language = "hi"
    stage.voice = Voice(rules=(PROMISES, Address(forms={"hi": "आप"})))
    await stage.start()
    stage.telegram.say(stage.group, stage.rahul, "this is terrible")
    card = await stage.card("this is terrible", label="लिखें")
    await stage.press(stage.ravi, card, "लिखें")
    prompt = await stage.telegram.wait_for_message(stage.desk, lambda m: m.wants_reply)
    stage.telegram.say(stage.desk, stage.ravi, "तुम बताओ, गारंटी है", reply_to=prompt)

    preview = await stage.card("अभी नहीं भेजा", label="रद्द करें")

    assert "लिखिए हम अभी क्या कर रहे हैं" in preview.text
    assert "“तुम”: हम आप कहते हैं" in preview.text
    assert preview.labels == ["बदलें", "रद्द करें", "फिर भी भेजें (प्रमुख)"]


async def test_a_russian_desk_reads_russian_findings(dark_stage: Stage) -> None:
    stage = dark_stage
    stage.language = "ru"
    stage.voice = Voice(rules=(PROMISES, Address(forms={"ru": "Вы"}), NO_EMOJI))
    await stage.start()
    stage.telegram.say(stage.group, stage.rahul, "this is terrible")
    card = await stage.card("this is terrible", label="Написать")
    await stage.press(stage.ravi, card, "Написать")
    prompt = await stage.telegram.wait_for_message(stage.desk, lambda m: m.wants_reply)
    stage.telegram.say(
        stage.desk, stage.ravi, "Спасибо, вам гарантируем возврат 🙏", reply_to=prompt
    )

    preview = await stage.card("Пока не отправлено", label="Отмена")

    assert "«гарантируем»" in preview.text
    assert "«вам»: пишите с заглавной буквы" in preview.text
    assert "здесь без эмодзи: уберите 🙏" in preview.text
    assert preview.labels == ["Изменить", "Отмена", "Всё равно отправить (руководитель)"]


@pytest.mark.parametrize(
    ("text", "role", "in_spite"),
    [
        ("We guarantee it", Role.LEAD, False),
        ("We guarantee it", Role.APPROVER, True),
        ("Dear $customer", Role.LEAD, True),
    ],
)
async def test_the_approval_itself_lets_no_forbidden_text_through_whoever_forgot_to_ask(
    stage: Stage, text: str, role: Role, in_spite: bool
) -> None:
    # given a case, and a way to approve that has shown no preview
    await a_case(stage)
    library = BrandLibrary(
        store=stage.store,
        brand_id=BRAND,
        embed=nothing_embedded,
        model_id="none",
        clock=stage.clock,
    )
    viewer = Viewer(library=library, brand="Chai", links={})
    approving = Approving(
        renderer=DeskRenderer("en", "UTC", stage.clock),
        voicing=Voicing(Voice(rules=(PROMISES,))),
        using=Using(library=library, viewer=viewer),
        clearance=Clearance(rules=SecondYesRules(), library=library, viewer=viewer, zone=UTC),
        undo_window=timedelta(0),
        guards_with_quote=False,
    )
    somebody = Manager(desk_id=DESK, user_id=UserId(stage.asha.id), name="Asha", role=role)
    press = Press(
        manager=somebody,
        chat_id=ChatId(stage.desk.id),
        message_id=MessageId(1),
        at=stage.clock.now(),
    )

    # when it is asked to
    async with stage.store.writing() as tx:
        case = await tx.cases.get(CaseId(1))
        with pytest.raises(VoiceForbids):
            await approving.approve(tx, case, text, "", press, in_spite=in_spite)

    # then nothing was decided and nothing leaves
    async with stage.store.reading() as tx:
        assert not (await tx.cases.get(CaseId(1))).status.is_closed
        assert await tx.outbox.replies_of(CaseId(1)) == []
