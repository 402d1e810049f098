from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from classifiers.hinglish import hinglish_score, piece_numbers
from classifiers.language import detect_language
from classifiers.training.hinglish import train_hinglish
from classifiers.types import UNDETERMINED


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("When will my order arrive?", "en"),
        ("Когда привезут мой заказ?", "ru"),
        ("Коли привезуть моє замовлення?", "uk"),
        ("मेरा ऑर्डर कब आएगा?", "hi"),
        ("¿Cuándo llega mi pedido a la tienda?", "es"),
        ("Wann kommt meine Bestellung endlich an?", "de"),
        ("متى يصل طلبي إلى البيت؟", "ar"),
        ("我的订单什么时候到？", "zh"),
        ("注文はいつ届きますか？", "ja"),
    ],
)
def test_the_language_of_a_plain_sentence_is_told(text: str, lang: str) -> None:
    assert detect_language(text) == lang


@pytest.mark.parametrize(
    "text",
    [
        "mera order kab aayega bhai",
        "40 min se wait kar raha hu, order nahi aaya aur paise bhi kat gaye",
        "bahut accha hai yaar",
        "delivery boy ne call bhi nahi kiya",
        "kya aap sunday ko khule ho?",
        "kitne baje tak open hai",
        "paisa wapas karo",
        "jaldi bhejo na please",
        "khana thanda tha",
        "mast chai thi bhai",
        "refund dilwao mujhe",
        "bilkul bekar packing",
    ],
)
def test_romanised_hindi_is_told_from_its_words_and_their_pieces(text: str) -> None:
    assert detect_language(text) == "hi-Latn"


@pytest.mark.parametrize(
    "text",
    [
        "Come to me in the main hall, the par is low",
        "To be or not to be, that is the question",
        "se me perdió el pedido y no sé qué hacer, par favor",
        "Eu acho que ele se enganou no caminho para casa",
        "aku mau main ke rumah teman, agar tidak bosan",
        "bu ne kadar ki, hiç anlamadım ama iyi",
        "Wo ist das Bad? Ab morgen ist alles anders",
        "Jai and Ram went to the bank with Karen",
        "Thanks Priya and Rahul from the Mumbai store",
        "Sto pakirate po narudžbini, ne vidim račun",
        "jangan lupa kasih kabar ya kak",
    ],
)
def test_other_languages_are_not_taken_for_romanised_hindi(text: str) -> None:
    assert detect_language(text) != "hi-Latn"


@pytest.mark.parametrize(
    "text", ["", "🔥🔥🔥", "12345", "ok", "...", "https://example.com/page", "@asha"]
)
def test_where_there_are_too_few_letters_the_language_stays_open(text: str) -> None:
    assert detect_language(text) == UNDETERMINED


def test_a_brand_in_latin_letters_does_not_hide_the_language_of_the_sentence() -> None:
    assert detect_language("где мой заказ в Chai Adda Coffee") == "ru"
    assert detect_language("Swiggy Instamart वाला ऑर्डर कहाँ है") == "hi"


def test_the_languages_of_the_community_tip_the_balance() -> None:
    # given words that two languages share
    text = "kab tak"

    # then only a community that writes romanised Hindi reads them as such
    assert detect_language(text, ("hi-Latn", "en")) == "hi-Latn"
    assert detect_language("Добре", ("uk",)) == "uk"


def test_the_weights_for_romanised_hindi_are_made_anew_alike(tmp_path: Path) -> None:
    # given a few comments of each kind
    train = tmp_path / "train"
    train.mkdir()
    hindi = ["mera order nahi aaya", "kya aap khule ho", "paisa wapas karo bhai"]
    english = ["where is my order", "are you open today", "give me my money back"]
    for name, lang, texts in (
        ("sentiment_hi-Latn_sentimix", "hi-Latn", hindi),
        ("sentiment_en_umsab", "en", english),
    ):
        rows = [{"text": f"{text} {n}", "lang": lang} for text in texts for n in range(20)]
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (train / f"{name}.jsonl").write_text(lines, encoding="utf-8")

    # when weights are learnt from them twice
    for name in ("first", "second"):
        train_hinglish(tmp_path, tmp_path / name)

    # then they are the same, and tell one from the other
    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()
    arrays = load_file(tmp_path / "first")
    scores = {t: float(arrays["weights"][piece_numbers(t)].sum()) for t in (*hindi, *english)}
    assert min(scores[text] for text in hindi) > max(scores[text] for text in english)


def test_a_text_without_latin_letters_is_never_romanised_hindi() -> None:
    assert hinglish_score("где заказ 🔥") == -np.inf


def test_russian_and_ukrainian_are_told_apart_by_their_letters() -> None:
    assert detect_language("это было не очень") == "ru"
    assert detect_language("це було дуже її") == "uk"
