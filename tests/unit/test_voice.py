"""Each rule of the voice, in the languages that it is for, and against those who hide words."""

from __future__ import annotations

import pytest

from replies.types import Library, Outgoing, SavedReply, Snippet, Variant, VoiceFinding, Weight
from replies.voice import Rule, Voice
from replies.voice_address import Address
from replies.voice_links import Links
from replies.voice_lint import findings_of, sentence
from replies.voice_rules import (
    BannedWords,
    Emoji,
    Length,
    RequiredPhrase,
    Shouting,
    Signature,
)


def found(
    rule: Rule | None, text: str, *, lang: str = "", lane: str = "", author: str = ""
) -> list[VoiceFinding]:
    voice = Voice(rules=(rule,) if rule else ())
    return list(voice.check(Outgoing(text=text, lang=lang, lane=lane, author=author)))


def quotes(rule: Rule | None, text: str, **known: str) -> list[str]:
    return [one.quote for one in found(rule, text, **known)]


# --- form of address ----------------------------------------------------------------------------

AAP = Address(forms={"hi": "आप", "hi-Latn": "aap"})
TUM = Address(forms={"hi": "तुम", "hi-Latn": "tum"})


@pytest.mark.parametrize(
    ("rule", "text", "wrong"),
    [
        (AAP, "तुम बताओ, क्या करोगे?", ["तुम", "बताओ", "करोगे"]),
        (AAP, "तुम्हारे लिए तुम्हें भेजो", ["तुम्हारे", "तुम्हें", "भेजो"]),
        (AAP, "तू कहाँ है, तेरा ऑर्डर", ["तू", "तेरा"]),
        (TUM, "आप बताइए, आपके लिए कीजिएगा", ["आप", "बताइए", "आपके", "कीजिएगा"]),
        (AAP, "tum batao yaar, kya karoge, tumhara order kahan hai", "tum batao karoge tumhara"),
        (AAP, "tera order aa raha hai", ["tera"]),
        (TUM, "aap bataiye, aapka order kya hai", ["aap", "bataiye", "aapka"]),
    ],
)
def test_another_form_of_address_is_found_in_hindi_and_hinglish(
    rule: Rule, text: str, wrong: list[str] | str
) -> None:
    assert quotes(rule, text) == (wrong.split() if isinstance(wrong, str) else wrong)


@pytest.mark.parametrize(
    "text",
    [
        "आपके लिए हमने यह काम किया, रुपए वापस किए, चाहिए तो बताइए",
        "दोस्तो, दो फोटो और ऑटो की वीडियो देखें, सहयोगी का उपयोगी सुझाव",
        "aap ke liye do cup, friends ko bhi, hum check kar rahe hain, chahiye to bataiye",
    ],
)
def test_words_that_only_look_like_another_form_are_left_alone(text: str) -> None:
    assert quotes(AAP, text) == []


def test_words_of_other_languages_are_not_taken_for_hinglish() -> None:
    assert quotes(AAP, "The team will bring tu-tu cakes for you, and we thank you") == []


@pytest.mark.parametrize(
    ("form", "text", "wrong"),
    [
        ("вы", "Ты можешь написать, тебе ответим", ["Ты", "можешь", "тебе"]),
        ("вы", "Спасибо, мы Вам ответим, Ваш заказ в пути", ["Вам", "Ваш"]),
        ("вы", "Вы правы. Вас ждём! «Вам сюда»", []),
        ("вы", "СПАСИБО ВАМ", []),
        ("вы", "лишь тишь да мышь", []),
        ("Вы", "Спасибо, вам ответим. Ваш заказ в пути", ["вам"]),
        ("Вы", "напиши нам", ["напиши"]),
        ("ты", "Напишите нам, мы вам поможем", ["Напишите", "вам"]),
        ("ты", "в интернете и на сайте", []),
    ],
)
def test_the_form_and_the_case_of_russian_address(form: str, text: str, wrong: list[str]) -> None:
    assert quotes(Address(forms={"ru": form}), text) == wrong


@pytest.mark.parametrize(
    ("language", "form", "text", "wrong"),
    [
        ("es", "usted", "Hola, ¿puedes escribirnos? Es tu pedido", ["puedes", "tu"]),
        ("es", "tú", "Hola, escríbanos por favor, usted tiene razón", ["escríbanos", "usted"]),
        ("de", "Sie", "Danke, dass du uns schreibst", ["du", "schreibst"]),
        ("de", "du", "Danke, dass Sie uns das für Ihre Bestellung sagen", ["Sie", "Ihre"]),
        ("de", "du", "Sie sind da, und die Gäste sind froh mit uns", []),
        ("fr", "vous", "Merci, tu nous as écrit pour ta commande", ["tu", "ta"]),
        ("fr", "tu", "Merci, vous pouvez venir chez nous, c'est assez près", ["vous", "pouvez"]),
    ],
)
def test_the_form_of_address_in_other_languages(
    language: str, form: str, text: str, wrong: list[str]
) -> None:
    assert quotes(Address(forms={language: form}), text, lang=language) == wrong


# --- words --------------------------------------------------------------------------------------

PROMISES = BannedWords(
    rule="promises",
    phrases=("guarantee*", "100%", "money back", "गारंटी", "पक्का", "pakka", "гарантир*"),
)


@pytest.mark.parametrize(
    ("text", "banned"),
    [
        ("We GUARANTEED it", ["GUARANTEED"]),
        ("It is 100% hot", ["100%"]),
        ("Your money-back  is here, money\nback", ["money-back", "money back"]),
        ("पक्का होगा। गारंटी!", ["पक्का", "गारंटी"]),
        ("bhai pakka milega", ["pakka"]),
        ("Мы гарантируем", ["гарантируем"]),
        ("unguaranteed, पक्काई, pakkapakka, 1000%", []),
        ("guar\u200bant\u00adee", ["guarantee"]),
        ("ＧＵＡＲＡＮＴＥＥ", ["ＧＵＡＲＡＮＴＥＥ"]),
        ("guаrаntee", ["guаrаntee"]),
        ("g\u0336u\u0336a\u0336r\u0336a\u0336n\u0336t\u0336e\u0336e\u0336", None),
        ("гapaнтируем", ["гapaнтируем"]),
        ("gu\u2060arantee \u202eeetnaraug", ["guarantee", None]),
    ],
)
def test_banned_words_are_found_whole_in_any_form_however_they_are_hidden(
    text: str, banned: list[str] | None
) -> None:
    names = [one for one in found(PROMISES, text) if one.kind == "banned"]

    if banned is None:
        assert len(names) == 1
    else:
        assert [one.quote for one in names] == [word for word in banned if word is not None]


def test_spellings_of_one_hindi_word_are_one_word() -> None:
    rule = BannedWords(rule="hurry", phrases=("ज़रूर", "हूँ"))

    assert quotes(rule, "जरूर, \u095bरूर, हूं") == ["जरूर", "\u095bरूर", "हूं"]


def test_a_ban_may_hold_for_some_lanes_and_languages_only() -> None:
    rule = BannedWords(rule="fun", phrases=("haha",), lanes=("complaint",), languages=("en",))

    assert quotes(rule, "haha, that is good", lane="complaint") == ["haha"]
    assert quotes(rule, "haha, that is good", lane="praise") == []
    assert quotes(rule, "haha, спасибо", lane="complaint", lang="de") == []


def test_a_pattern_of_the_brand_is_looked_for_within_limits() -> None:
    rule = BannedWords(rule="numbers", patterns=(r"\b\d{3}-\d{4}\b", r"(a+)+$"))

    assert quotes(rule, "call 555-1234") == ["555-1234"]
    kinds = [one.kind for one in found(rule, "a" * 5000 + "!")]
    assert kinds in ([], ["pattern-slow"])


def test_advice_of_the_brand_comes_with_the_finding() -> None:
    rule = BannedWords(rule="promises", phrases=("never again",), instead={"en": "say what we do"})

    (one,) = found(rule, "Never again")

    assert (one.rule, one.hint, one.weight) == (
        "promises",
        {"en": "say what we do"},
        Weight.BLOCK,
    )


# --- emoji, length, shouting, signature, required words -----------------------------------------


@pytest.mark.parametrize(
    ("rule", "text", "wrong"),
    [
        (Emoji(most=0), "ok 🙏", ["🙏"]),
        (Emoji(most=2), "🙏👍🏽 👨‍👩‍👧‍👦", ["👨‍👩‍👧‍👦"]),
        (Emoji(most=1), "🇮🇳", []),
        (Emoji(most=0), "Chai & Co © 2026 ™ → 5", []),
        (Emoji(most=0), "❤", ["❤"]),
        (Emoji(most=0), "1️⃣", ["1️⃣"]),
        (Emoji(most=None, banned=("👍",)), "ok 👍🏿", ["👍🏿"]),
        (Emoji(most=None), "🙏🙏🙏🙏", []),
    ],
)
def test_emoji_are_counted_as_people_see_them(rule: Rule, text: str, wrong: list[str]) -> None:
    assert quotes(rule, text) == wrong


def test_no_emoji_in_some_lanes() -> None:
    rule = Emoji(most=2, none_in=("complaint",))

    assert [one.kind for one in found(rule, "sorry 🙏", lane="complaint")] == ["emoji-none"]
    assert found(rule, "thanks 🙏", lane="praise") == []


def test_length_is_counted_as_telegram_counts_it() -> None:
    (one,) = found(Length(most=4), "ab🙏🙏")

    assert (one.values["count"], one.values["most"], one.quote) == (6, 4, "🙏")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Great! Thanks!", ["exclamations"]),
        ("Great！", []),
        ("We are SORRY, call the FAQ, OTP", ["capitals"]),
        ("СРОЧНО", ["capitals"]),
        ("LATTE", []),
        ("see https://chai.example/MENU and #CHAITIME", []),
    ],
)
def test_shouting(text: str, kinds: list[str]) -> None:
    rule = Shouting(exclamations=1, capitals=0, allowed=("LATTE",))

    assert [one.kind for one in found(rule, text)] == kinds


@pytest.mark.parametrize(
    ("text", "is_signed"),
    [
        ("Thank you. — Team Chai", True),
        ("Thank you,\nteam chai! 🙏", True),
        ("Team Chai thanks you", False),
        ("धन्यवाद। टीम चाय", True),
        ("Мы ответим", True),  # no signature is set for Russian
    ],
)
def test_a_signature_is_asked_for_or_forbidden_at_the_end(text: str, is_signed: bool) -> None:
    texts = {"en": ("Team Chai",), "hi": ("टीम चाय",)}

    missing = found(Signature(texts=texts, is_required=True), text, lang="en")
    there = found(Signature(texts=texts, is_required=False), text, lang="en")

    assert [one.kind for one in missing] == ([] if is_signed else ["signature-missing"])
    if text.startswith(("Thank", "धन्यवाद")):
        assert [one.kind for one in there] == ["signature-forbidden"]


@pytest.mark.parametrize(
    ("text", "lane", "is_missing"),
    [
        ("We look into it", "complaint", True),
        ("We are sorry, we look into it", "complaint", False),
        ("We look into it", "question", False),
        ("हम देखेंगे", "complaint", True),
        ("माफ़ी चाहते हैं, हम देखेंगे", "complaint", False),
        ("Hum check kar rahe hain", "complaint", True),
        ("Hum maafi chahte hain", "complaint", False),
        ("Разберёмся", "complaint", True),
        ("Простите, разберёмся", "complaint", False),
        ("Nous sommes là pour vous", "complaint", False),  # nothing is asked for in French
    ],
)
def test_words_that_a_lane_requires(text: str, lane: str, is_missing: bool) -> None:
    rule = RequiredPhrase(
        rule="sympathy",
        lanes=("complaint",),
        wordings={"en": ("sorry",), "hi": ("माफ़*",), "hi-Latn": ("maaf*",), "ru": ("прост*",)},
    )

    assert [one.rule for one in found(rule, text, lane=lane)] == ["sympathy"] * is_missing


# --- links --------------------------------------------------------------------------------------

LINKS = Links(
    allowed=("chai.example", "t.me/chai_adda"),
    known=("https://chai-co.example/menu", "https://t.me/chai_bot", "tg://resolve?domain=chai"),
)


@pytest.mark.parametrize(
    "text",
    [
        "https://chai.example, www.chai.example/a?b=1, shop.chai.example.",
        "https://chai-co.example/menu। फ़ोन (https://chai-co.example/menu/hot)",
        "https://t.me/chai_adda/12 or t.me/chai_bot?start=1 or tg://resolve?domain=chai",
        "mail us: care@chai.example",
        "It happened.We look. 3.5 km at 10.30, e.g. menu.pdf, т.е. сегодня",
    ],
)
def test_addresses_of_the_brand_may_stand_in_a_reply(text: str) -> None:
    assert quotes(LINKS, text) == []


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("see bit.ly/abc.", "bit.ly/abc"),
        ("https://chai.example.evil.com/", "https://chai.example.evil.com/"),
        ("https://chai.example@evil.com", "https://chai.example@evil.com"),
        ("https://evil.com\\@chai.example", "https://evil.com\\@chai.example"),
        ("https://chai-co.example/menux", "https://chai-co.example/menux"),
        ("https://chai-co.example/menu/../x", "https://chai-co.example/menu/../x"),
        ("https://shop.chai-co.example/menu", "https://shop.chai-co.example/menu"),
        ("t.me/chai_adda_fake", "t.me/chai_adda_fake"),
        ("ev\u200bil.com", "evil.com"),
        ("evil．com", "evil．com"),
        ("evil[.]com", "evil[.]com"),
        ("evil (dot) com", "evil (dot) com"),
        ("сhai.example", "сhai.example"),
        ("сайт.рф", "сайт.рф"),
        ("http://1.2.3.4/x", "http://1.2.3.4/x"),
        ("HTTP://EVIL.COM", "HTTP://EVIL.COM"),
        ("tg://resolve?domain=evil", "tg://resolve?domain=evil"),
        ("write to a@evil.com", "a@evil.com"),
        ("лучший.магазин.evil.ru/путь", "лучший.магазин.evil.ru/путь"),
    ],
)
def test_other_addresses_are_found_however_they_are_dressed(text: str, link: str) -> None:
    assert quotes(LINKS, text) == [link]


# --- what holds for every brand -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("Hi $author, ${ask_x} $автор $foo", ["$author", "${ask_x}", "$автор", "$foo"]),
        ("$AUTHOR, ${ d", ["$AUTHOR", "${"]),
        ("$ask\u200b_number", ["$ask_number"]),
        ("It costs $5, US$ 5 or 3 $TON, $$", []),
    ],
)
def test_an_open_slot_may_never_go_out(text: str, slots: list[str]) -> None:
    findings = found(None, text)

    assert [one.quote for one in findings] == slots
    assert {one.weight for one in findings} <= {Weight.NEVER}


def test_a_dollar_sign_in_a_name_is_no_slot_unless_it_may_be_one_of_ours() -> None:
    assert quotes(None, "$hady, sorry", author="$hady") == []
    assert quotes(None, "$author, sorry", author="$author") == ["$author"]


@pytest.mark.parametrize(
    "text",
    [
        "Please send us your card number and CVV.",
        "Tell us your name, password and the OTP",
        "What is your card number?",
        "Your OTP, please",
        "कृपया अपना कार्ड नंबर भेजिए",
        "अपना ओटीपी बताइए",
        "apna card number bhejiye",
        "apna OTP bata dijiye",
        "Пришлите, пожалуйста, номер вашей карты и CVV",
        "Назовите код из СМС",
        "Send us your o\u200btp",
    ],
)
def test_nobody_is_asked_for_secrets(text: str) -> None:
    kinds = {(one.kind, one.weight) for one in found(None, text)}

    assert kinds == {("secret", Weight.BLOCK)}


@pytest.mark.parametrize(
    "text",
    [
        "Never share your OTP or card number with anyone, we never ask for your password",
        "Please don't post your card number here, write to us: https://t.me/chai",
        "Did you receive the OTP? Enter it in the app.",
        "Share your story! Card details are safe with us.",
        "Send the last four digits of your card, and your loyalty card number",
        "OTP किसी को न बताएँ, कार्ड नंबर कमेंट में मत भेजिए",
        "OTP kisi ko mat batana, card number kabhi share na karein",
        "Никому не сообщайте код из СМС. Пришлите номер заказа (без данных карты).",
        "Мы никогда не спрашиваем пароль",
        "Send us your order number",
    ],
)
def test_warnings_about_secrets_are_welcome(text: str) -> None:
    assert found(None, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Share your phone number here",
        "अपना मोबाइल नंबर यहाँ लिखिए",
        "apna phone number yahan likhiye",
        "Напишите ваш номер телефона",
        "Please send us your email address",
        "अपना ईमेल पता यहाँ लिखिए",
        "apni email id yahan likhiye",
        "Пришлите адрес электронной почты",
        "Оставьте вашу почту",
    ],
)
def test_a_telephone_or_mail_address_is_asked_for_in_private(text: str) -> None:
    assert [(one.kind, one.weight) for one in found(None, text)] == [("contact", Weight.BLOCK)]
    assert found(None, f"{text}: https://t.me/chai") == []
    private = Outgoing(text=text, is_public=False)
    assert Voice().check(private) == ()


def test_characters_that_turn_the_text_around_stop_it() -> None:
    assert [one.kind for one in found(None, "see \u202emoc.live")] == ["hidden-characters"]


# --- all together -------------------------------------------------------------------------------


def test_the_gravest_comes_first_and_every_word_once_a_rule() -> None:
    voice = Voice(rules=(Emoji(most=0), PROMISES))

    findings = voice.check(Outgoing(text="🙏 pakka pakka Pakka $foo"))

    assert [(one.name, one.quote) for one in findings] == [
        ("open-slot", "$foo"),
        ("promises", "pakka"),
        ("emoji-none", "🙏"),
    ]


def test_a_library_is_held_against_a_voice() -> None:
    texts = ("$author, we guarantee it: $link_menu costs $$5", "${author}, fine")
    library = Library(
        replies=(
            SavedReply(
                id="late",
                titles={"en": "Late"},
                lanes=("question", "complaint"),
                variants=tuple(Variant(lang="en", text=text) for text in texts),
            ),
        ),
        snippets=(Snippet(id="bye", variants=(Variant(lang="en", text="pakka"),)),),
    )
    required = RequiredPhrase(rule="sorry", wordings={"en": ("sorry",)}, lanes=("complaint",))

    findings = findings_of(library, Voice(rules=(PROMISES, Links(), required)))

    assert [(one.kind, one.reply_id, one.field, one.severity) for one in findings] == [
        ("reply", "late", "variants.0", "error"),
        ("reply", "late", "variants.0", "warning"),
        ("reply", "late", "variants.1", "warning"),
        ("snippet", "bye", "variants.0", "error"),
    ]
    assert "guarantee" in findings[0].message


def test_slots_and_forms_of_a_saved_text_are_no_findings_but_their_words_may_be() -> None:
    reply = SavedReply(
        id="late",
        titles={"en": "Late"},
        variants=(
            Variant(
                lang="en", text="$author, see $link_menu: ${ask_days} $[ask_days: other=days]"
            ),
            Variant(lang="en", text="In $ask_days $[ask_days: one=day|other=days guaranteed]"),
        ),
    )

    fine, promising = Voice(rules=(PROMISES, Links())).check_texts(reply)

    assert fine == ()
    assert [one.quote for one in promising] == ["guaranteed"]


def test_every_kind_of_finding_has_an_english_sentence() -> None:
    every = (
        Address(forms={"ru": "вы", "hi": "आप"}),
        Address(forms={"ru": "Вы"}),
        PROMISES,
        RequiredPhrase(rule="x", wordings={"": ("qq",)}),
        Emoji(most=0),
        Emoji(most=1, banned=("🙏",)),
        Length(most=3),
        Links(),
        Signature(texts={"": ("qq",)}, is_required=True),
        Signature(texts={"": ("ok",)}, is_required=False),
        Shouting(exclamations=0, capitals=0),
    )
    text = (
        "Спасибо, Вам и вам, ты! तुम pakka 🙏🙏 evil.com $foo SHOUT \u202e "
        "send your otp and send your phone number here ok"
    )

    findings = Voice(rules=every).check(Outgoing(text=text))

    assert all("{" not in part for one in findings for part in sentence(one))
    assert len({one.kind for one in findings}) >= 16


def test_a_language_without_rules_is_not_taken_for_its_neighbour() -> None:
    rule = Address(forms={"es": "usted", "fr": "vous", "hi-Latn": "aap"})

    assert quotes(rule, "Olá, obrigado por escrever, te esperamos no café com o seu pedido") == []
    assert quotes(rule, "Ciao, grazie, tu sei sempre il benvenuto nel nostro caffè") == []


def test_where_the_words_leave_a_doubt_the_hint_decides() -> None:
    rule = Address(forms={"hi-Latn": "aap"})

    assert quotes(rule, "tum") == ["tum"]
    assert quotes(rule, "karoge", lang="hi-Latn") == ["karoge"]
    assert quotes(rule, "karoge", lang="en") == []
