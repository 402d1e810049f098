"""Words for lexical search, in every script."""

import pytest

from replies.everyday import language_of
from replies.lack import Vocabulary
from replies.stems import stems
from replies.word_index import WordIndex, terms
from replies.words import normalise, tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Where's MY order?!", ["where", "s", "my", "order"]),
        ("ऑर्डर कहाँ है? नहीं मिला।", ["ऑर्डर", "कहाँ", "है", "नहीं", "मिला"]),
        ("Ещё ёлка", ["еще", "елка"]),
        ("क्\u200dष ok\ufe0f 👍", ["क्ष", "ok"]),
        ("Ｆｕｌｌ ①", ["full", "1"]),
        ("😡🙏 …", []),
    ],
)
def test_words_stay_whole(text: str, words: list[str]) -> None:
    assert tokens(text) == words


def test_case_and_punctuation_do_not_matter() -> None:
    assert normalise("  REFUND,  please!! ") == normalise("refund please")


def test_a_misspelt_word_shares_pieces() -> None:
    assert set(terms("delivery")) & set(terms("delivry"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("my deliveries are late", "the delivery is late"),
        ("нет моих заказов", "где мой заказ"),
        ("los pedidos no llegan", "el pedido no llega"),
        ("die Bestellungen sind nicht da", "die Bestellung ist nicht da"),
        ("les livraisons sont en retard", "la livraison est en retard"),
        ("dove sono gli ordini", "dove è il mio ordine"),
        ("onde estão os pedidos", "onde está o pedido"),
        ("पैकेट कहाँ हैं, पुस्तकें", "पुस्तक कहाँ है"),
    ],
)
def test_forms_of_a_word_have_a_stem_in_common(one: str, other: str) -> None:
    shared = set(stems(one)) & set(stems(other))

    assert shared - set(tokens(one)) or shared - set(tokens(other))


def test_hindi_words_are_found_whole() -> None:
    assert {"ऑर्डर", "नहीं", "मिला"} <= set(terms("ऑर्डर नहीं मिला"))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("where is my order", "en"),
        ("mera order kahan hai", "hi-Latn"),
        ("где мой order", "ru"),
        ("मेरा ऑर्डर कहाँ है", "hi"),
        ("cuándo llega mi pedido", "es"),
        ("wann kommt meine Bestellung", "de"),
        ("xyzzy", ""),
        ("اين طلبي", ""),
        ("👍", ""),
    ],
)
def test_everyday_words_tell_the_language(text: str, language: str) -> None:
    assert language_of(tokens(text)) == language


def test_a_library_lacks_the_telling_words_that_it_does_not_know() -> None:
    words = Vocabulary(["Do you deliver to Pune?", "Is the chai sugar free?"])

    assert words.lacking("Hello, do you have gluten free chai?") == ("gluten",)
    assert words.lacking("is it suger free") == ()
    assert words.lacking("delivering chai to Pune 411001") == ()
    assert words.lacking("👍 ok?!") == ()
    assert words.lacking("croissants or sandwiches or pie") == ("croissants", "sandwiches")
    assert Vocabulary([]).lacking("bicycles") == ("bicycles",)


def test_a_rare_word_counts_more_than_a_common_one() -> None:
    index = WordIndex([["the tea"], ["the refund"], ["the cup"], ["the menu"]])

    scores = index.score("the refund").tolist()

    assert max(scores) == scores[1]
    assert 0 < scores[0] < scores[1] / 2


def test_nothing_shared_scores_nothing() -> None:
    assert WordIndex([["tea"], ["refund"]]).score("где заказ").tolist() == [0, 0]
    assert WordIndex([["tea"]]).score("👍").tolist() == [0]
    assert WordIndex([]).score("tea").tolist() == []
