from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence

import pytest

from classifiers.batching import MicroBatcher
from classifiers.errors import BatcherClosed
from classifiers.types import Sentiment, Signals, Thresholds, Utterance, Verdict


class EchoClassifier:
    """Answers each text with its length as language; notes batches and threads; refuses "bad"."""

    model_id = "echo"
    thresholds = Thresholds(
        spam=0.5, complaint=0.5, negative=0.5, toxic=0.5, question=0.5, praise=0.5, unsure=0.3
    )

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.threads: set[int] = set()
        self.may_go = threading.Event()
        self.may_go.set()

    def judge(self, utterances: Sequence[Utterance]) -> list[Verdict]:
        self.may_go.wait(timeout=10)
        self.threads.add(threading.get_ident())
        self.batches.append([u.text for u in utterances])
        if any(u.text == "bad" for u in utterances):
            raise ValueError("bad text")
        return [a_verdict(str(len(u.text))) for u in utterances]

    def embed(self, texts: Sequence[str]) -> list[bytes]:
        self.threads.add(threading.get_ident())
        return [text.encode() for text in texts]


def a_verdict(lang: str) -> Verdict:
    return Verdict(
        lang=lang,
        sentiment=Sentiment(negative=0.0, neutral=1.0, positive=0.0),
        signals=Signals(question=0.0, complaint=0.0, praise=0.0, toxic=0.0, spam=0.0),
        vector=b"",
        model_id="echo",
    )


def said(*texts: str) -> list[Utterance]:
    return [Utterance(text=text) for text in texts]


async def test_verdicts_come_back_in_the_order_of_the_texts() -> None:
    async with MicroBatcher(EchoClassifier(), max_batch=3) as batcher:
        verdicts = await batcher.judge_all(said("a", "bbb", "cc", "dddd", "eeeee"))
    assert [v.lang for v in verdicts] == ["1", "3", "2", "4", "5"]


async def test_texts_that_come_together_are_judged_together_and_no_batch_is_too_large() -> None:
    classifier = EchoClassifier()
    async with MicroBatcher(classifier, max_batch=4) as batcher:
        await batcher.judge_all(said(*"abcdefgh"))
    assert [len(batch) for batch in classifier.batches] == [4, 4]


async def test_the_classifier_is_called_in_one_thread_and_not_in_the_loops_own() -> None:
    classifier = EchoClassifier()
    async with MicroBatcher(classifier, max_batch=1) as batcher:
        await batcher.judge_all(said("a", "b", "c"))
        await batcher.embed(["d"])
    assert len(classifier.threads) == 1
    assert threading.get_ident() not in classifier.threads


async def test_the_loop_goes_on_while_the_classifier_works() -> None:
    classifier = EchoClassifier()
    classifier.may_go.clear()
    async with MicroBatcher(classifier) as batcher:
        waiting = asyncio.create_task(batcher.judge(Utterance(text="a")))
        for _ in range(100):
            await asyncio.sleep(0)
        assert not waiting.done()
        classifier.may_go.set()
        assert (await waiting).lang == "1"


async def test_the_same_text_is_judged_once() -> None:
    classifier = EchoClassifier()
    async with MicroBatcher(classifier) as batcher:
        await batcher.judge_all(said("same", "same", "other"))
        await batcher.judge(Utterance(text="same"))
    assert classifier.batches == [["same", "other"]]


async def test_what_other_languages_are_expected_is_another_question() -> None:
    classifier = EchoClassifier()
    async with MicroBatcher(classifier, max_batch=1) as batcher:
        await batcher.judge(Utterance(text="same"))
        await batcher.judge(Utterance(text="same", expected=("hi",)))
    assert classifier.batches == [["same"], ["same"]]


async def test_memory_forgets_the_oldest() -> None:
    classifier = EchoClassifier()
    async with MicroBatcher(classifier, max_batch=1, cache_size=1) as batcher:
        for text in ("a", "b", "a"):
            await batcher.judge(Utterance(text=text))
    assert classifier.batches == [["a"], ["b"], ["a"]]


async def test_an_error_reaches_only_the_caller_whose_text_it_was() -> None:
    async with MicroBatcher(EchoClassifier()) as batcher:
        good, bad = await asyncio.gather(
            batcher.judge(Utterance(text="good")),
            batcher.judge(Utterance(text="bad")),
            return_exceptions=True,
        )
    assert isinstance(good, Verdict)
    assert isinstance(bad, ValueError)


async def test_a_caller_who_gives_up_does_not_disturb_the_others() -> None:
    classifier = EchoClassifier()
    classifier.may_go.clear()
    async with MicroBatcher(classifier, max_batch=2) as batcher:
        leaver = asyncio.create_task(batcher.judge(Utterance(text="leaver")))
        stayer = asyncio.create_task(batcher.judge(Utterance(text="stayer")))
        await asyncio.sleep(0)
        leaver.cancel()
        classifier.may_go.set()
        assert (await stayer).lang == "6"


async def test_a_full_queue_makes_callers_wait_and_loses_nothing() -> None:
    async with MicroBatcher(EchoClassifier(), max_batch=2, queue_size=1) as batcher:
        verdicts = await batcher.judge_all(said(*(str(n) for n in range(30))))
    assert len(verdicts) == 30


async def test_closing_answers_what_was_accepted() -> None:
    classifier = EchoClassifier()
    async with MicroBatcher(classifier, max_batch=1) as batcher:
        waiting = [asyncio.create_task(batcher.judge(u)) for u in said("a", "bb", "ccc")]
        await asyncio.sleep(0)
    assert [task.result().lang for task in waiting] == ["1", "2", "3"]


async def test_a_batcher_that_is_not_open_says_so() -> None:
    batcher = MicroBatcher(EchoClassifier())
    with pytest.raises(BatcherClosed, match="async with"):
        await batcher.judge(Utterance(text="a"))
    async with batcher:
        pass
    with pytest.raises(BatcherClosed):
        await batcher.judge(Utterance(text="a"))


async def test_vectors_come_from_the_same_classifier() -> None:
    async with MicroBatcher(EchoClassifier()) as batcher:
        assert await batcher.embed(["x", "y"]) == [b"x", b"y"]
        assert batcher.model_id == "echo"
