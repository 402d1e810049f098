from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from classifiers.engine import load_classifier
from classifiers.types import Classifier, Utterance, Verdict

NEGATIVE = (
    "My order arrived broken and nobody answers, this is terrible service",
    "Очень плохое обслуживание, заказ привезли холодным и с опозданием",
    "बहुत खराब सर्विस है, खाना ठंडा था और देर से आया",
    "bahut kharab service hai, khana thanda tha, bilkul bakwas",
    "Un servicio pésimo, la comida llegó fría y nadie responde",
)
POSITIVE = (
    "I love this place, best chai in town!",
    "Спасибо, всё очень вкусно, лучшая кофейня в городе!",
    "बहुत बढ़िया, मुझे बहुत पसंद आया, धन्यवाद",
    "bahut achha laga, mast chai hai, love you guys",
    "Me encanta este lugar, el mejor café de la ciudad",
)
QUESTIONS = (
    "what time do you open on sunday",
    "Во сколько вы открываетесь в воскресенье",
    "आप रविवार को कितने बजे खुलते हैं",
    "mera order kab aayega?",
    "a qué hora abren el domingo",
    "where is my order?",
    "сколько стоит доставка",
)
STATEMENTS = (
    "Thank you, I got my order today",
    "Я вчера заказала, всё привезли",
    "मुझे आज मेरा ऑर्डर मिल गया",
    "mujhe order mil gaya thanks",
    "Ya recibí mi pedido, gracias",
)
TOXIC = (
    "You are a stupid idiot, shut the fuck up",
    "Ты тупой урод, заткнись, сука",
    "तू साला कुत्ता है, हरामी, चुप कर",
    "tu saala kutta hai madarchod chup kar",
    "Eres un idiota de mierda, cállate hijo de puta",
)
SPAM = (
    "Earn $5000 a week from home, click http://bit.ly/xyz now! Limited offer, WhatsApp me",
    "Заработок от 5000 рублей в день без вложений, пиши в лс @money_bot, успей занять место!",
    "घर बैठे पैसे कमाएं, रोज 5000 रुपये, अभी लिंक पर क्लिक करें http://bit.ly/xyz",
    "Gana $5000 a la semana desde casa, escribe al WhatsApp +34600123456 http://bit.ly/xyz",
)
HOSTILE = (
    "",
    " \n\t ",
    "🔥",
    "\u200b\u200d\u2066",
    "\ud83d",
    "a\udc00b\ud83d\ude0a\ud800",
    "x" * 100_000,
    "😡" * 4_096,
    "где мой заказ? " * 7_000,
    "\u202e<b>gnorw</b>\x00\x1b[31m",
    "ᚠᛇᚻ ᛒᛦᚦ ᚠᚱᚩᚠᚢᚱ",
    "𓀀𓀁𓀂",
    "ꦲꦤꦕꦫꦏ",
)


@pytest.fixture(scope="module", params=["onnx", "torch"])
def classifier(request: pytest.FixtureRequest) -> Classifier:
    return load_classifier(engine=request.param)


def judge(classifier: Classifier, text: str) -> Verdict:
    return classifier.judge([Utterance(text=text)])[0]


@pytest.mark.parametrize("text", NEGATIVE)
def test_a_clear_grievance_is_negative_or_a_complaint(classifier: Classifier, text: str) -> None:
    verdict, least = judge(classifier, text), classifier.thresholds
    assert (
        verdict.sentiment.negative >= least.negative
        or verdict.signals.complaint >= least.complaint
    )
    assert verdict.signals.praise < least.praise


@pytest.mark.parametrize("text", POSITIVE)
def test_clear_praise_is_praise_and_no_complaint(classifier: Classifier, text: str) -> None:
    verdict, least = judge(classifier, text), classifier.thresholds
    assert verdict.sentiment.positive > verdict.sentiment.negative
    assert verdict.signals.praise == verdict.sentiment.positive
    assert verdict.sentiment.negative < least.negative
    assert verdict.signals.complaint < least.complaint


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_is_one_without_its_mark_too(classifier: Classifier, text: str) -> None:
    assert judge(classifier, text).signals.question >= classifier.thresholds.question


@pytest.mark.parametrize("text", STATEMENTS)
def test_a_statement_is_no_question(classifier: Classifier, text: str) -> None:
    assert judge(classifier, text).signals.question < classifier.thresholds.question


@pytest.mark.parametrize("text", TOXIC)
def test_an_insult_is_toxic(classifier: Classifier, text: str) -> None:
    assert judge(classifier, text).signals.toxic >= classifier.thresholds.toxic


@pytest.mark.parametrize("text", [*POSITIVE, *STATEMENTS])
def test_a_friendly_comment_is_neither_toxic_nor_spam(classifier: Classifier, text: str) -> None:
    verdict, least = judge(classifier, text), classifier.thresholds
    assert verdict.signals.toxic < least.toxic
    assert verdict.signals.spam < least.spam


@pytest.mark.parametrize("text", SPAM)
def test_an_unasked_offer_with_a_link_is_spam(classifier: Classifier, text: str) -> None:
    assert judge(classifier, text).signals.spam >= classifier.thresholds.spam


@pytest.mark.timeout(60)
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_any_text_gets_a_whole_verdict_and_hangs_nothing(
    classifier: Classifier, text: str
) -> None:
    verdict = judge(classifier, text)
    sentiment, signals = verdict.sentiment, verdict.signals
    assert sentiment.negative + sentiment.neutral + sentiment.positive == pytest.approx(1)
    for value in (signals.question, signals.complaint, signals.toxic, signals.spam):
        assert 0 <= value <= 1
    assert np.linalg.norm(np.frombuffer(verdict.vector, "<f4")) == pytest.approx(1, abs=1e-4)
    assert verdict.lang


def test_a_text_without_content_says_nothing(classifier: Classifier) -> None:
    verdict = judge(classifier, " \u200b ")
    assert verdict.lang == "und"
    assert verdict.sentiment.neutral == 1
    assert verdict.signals.complaint == verdict.signals.question == 0


def test_a_text_gets_the_same_verdict_whatever_stands_beside_it(classifier: Classifier) -> None:
    # given comments of very different length
    texts = [*NEGATIVE, *QUESTIONS, *SPAM, "ok", "long " * 400]

    # when they are judged alone and together
    together = classifier.judge([Utterance(text=text) for text in texts])
    alone = [judge(classifier, text) for text in texts]

    # then no verdict differs by more than the last digits of a float
    for one, other in zip(alone, together, strict=True):
        assert one.lang == other.lang
        assert one.sentiment.negative == pytest.approx(other.sentiment.negative, abs=1e-4)
        assert one.signals.complaint == pytest.approx(other.signals.complaint, abs=1e-4)
        vectors = [np.frombuffer(v.vector, "<f4") for v in (one, other)]
        assert vectors[0] @ vectors[1] == pytest.approx(1, abs=1e-5)


def test_the_vector_of_a_verdict_is_the_one_that_embedding_gives(classifier: Classifier) -> None:
    text = "Where is my order?"
    (vector,) = classifier.embed([text])
    assert len(vector) == 384 * 4
    assert np.frombuffer(vector, "<f4") @ np.frombuffer(
        judge(classifier, text).vector, "<f4"
    ) == pytest.approx(1, abs=1e-5)


def test_the_same_question_in_two_languages_is_nearer_than_another(classifier: Classifier) -> None:
    russian, english, other = (
        np.frombuffer(vector, "<f4")
        for vector in classifier.embed(
            ["Где мой заказ?", "Where is my order?", "The weather is lovely in the mountains"]
        )
    )
    assert russian @ english > russian @ other


def test_nothing_said_is_answered_with_nothing(classifier: Classifier) -> None:
    assert classifier.judge([]) == []
    assert classifier.embed([]) == []


def test_the_engine_imports_no_training_library_and_the_types_nothing_heavy() -> None:
    program = (
        "import sys, classifiers.types; light = set(sys.modules);"
        "from classifiers.engine import load_classifier; load_classifier();"
        "print(sorted(light & {'numpy', 'onnxruntime', 'regex', 'ftfy', 'tokenizers'}),"
        " sorted(set(sys.modules) & {'torch', 'transformers', 'onnx'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[] []"
