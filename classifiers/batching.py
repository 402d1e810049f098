"""Judging off the event loop: one worker thread, micro-batches, a memory of what was judged."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from types import TracebackType
from typing import Final, Generic, Self, TypeVar

from classifiers.errors import BatcherClosed
from classifiers.types import Classifier, Thresholds, Utterance, Verdict

MAX_BATCH: Final = 16
GATHER_SECONDS: Final = 0.005
QUEUE_SIZE: Final = 1024
CACHE_SIZE: Final = 4096

Asked = TypeVar("Asked", Utterance, str)
Answer = TypeVar("Answer", Verdict, bytes)


@dataclass(frozen=True, slots=True)
class _Job(Generic[Asked, Answer]):
    asked: Asked
    answer: asyncio.Future[Answer] = field(compare=False)


class MicroBatcher:
    """An async front of a `Classifier`, open inside `async with`.

    Texts that arrive within a few milliseconds are judged together; what was judged lately is
    answered from memory. When the queue is full, callers wait. On leaving, what was accepted is
    still answered.
    """

    def __init__(
        self,
        classifier: Classifier,
        *,
        max_batch: int = MAX_BATCH,
        gather_seconds: float = GATHER_SECONDS,
        queue_size: int = QUEUE_SIZE,
        cache_size: int = CACHE_SIZE,
    ) -> None:
        self._classifier = classifier
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="classifier")
        lane = _LaneLimits(max_batch, gather_seconds, queue_size, cache_size)
        self._verdicts = _Lane[Utterance, Verdict](classifier.judge, self._thread, lane)
        self._vectors = _Lane[str, bytes](classifier.embed, self._thread, lane)

    @property
    def model_id(self) -> str:
        """Name and checksum of the encoder that makes the vectors."""
        return self._classifier.model_id

    @property
    def thresholds(self) -> Thresholds:
        """The thresholds that were chosen together with the weights."""
        return self._classifier.thresholds

    async def __aenter__(self) -> Self:
        self._verdicts.open()
        self._vectors.open()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        try:
            await self._verdicts.close()
            await self._vectors.close()
        finally:
            self._thread.shutdown(wait=False, cancel_futures=True)

    async def judge(self, utterance: Utterance) -> Verdict:
        """Judge one text.

        Raises:
            BatcherClosed: the batcher is not open.

        What the classifier raises reaches the caller whose text it was.
        """
        return await self._verdicts.ask(utterance)

    async def judge_all(self, utterances: Iterable[Utterance]) -> list[Verdict]:
        """Judge several texts, in order; raises as `judge`."""
        return await asyncio.gather(*(self._verdicts.ask(u) for u in utterances))

    async def embed(self, texts: Iterable[str]) -> list[bytes]:
        """Make the sentence vectors of several texts, in order; raises as `judge`."""
        return await asyncio.gather(*(self._vectors.ask(text) for text in texts))


@dataclass(frozen=True, slots=True)
class _LaneLimits:
    max_batch: int
    gather_seconds: float
    queue_size: int
    cache_size: int


class _Lane(Generic[Asked, Answer]):
    """One queue in front of one function of the classifier."""

    def __init__(
        self,
        compute: Callable[[Sequence[Asked]], list[Answer]],
        thread: ThreadPoolExecutor,
        limits: _LaneLimits,
    ) -> None:
        self._compute: Callable[[Sequence[Asked]], list[Answer]] = compute
        self._thread = thread
        self._limits = limits
        self._known: OrderedDict[Asked, Answer] = OrderedDict()
        self._queue: asyncio.Queue[_Job[Asked, Answer] | None] = asyncio.Queue(limits.queue_size)
        self._worker: asyncio.Task[None] | None = None
        self._is_open = False
        self._has_ended = False

    def open(self) -> None:
        self._worker = asyncio.create_task(self._work())
        self._is_open = True

    async def close(self) -> None:
        """Answer what was accepted, then stop; when cancelled, stop at once."""
        self._is_open = False
        worker = self._worker
        if worker is None:
            return
        try:
            await self._queue.put(None)
            await worker
        finally:
            worker.cancel()
            self._has_ended = True
            self._refuse_waiting()

    async def ask(self, asked: Asked) -> Answer:
        if not self._is_open:
            raise BatcherClosed("the batcher is not open: use it inside 'async with'")
        known = self._known.get(asked)
        if known is not None:
            self._known.move_to_end(asked)
            return known
        job: _Job[Asked, Answer] = _Job(asked, asyncio.get_running_loop().create_future())
        await self._queue.put(job)
        if self._has_ended:
            self._refuse_waiting()
        return await job.answer

    async def _work(self) -> None:
        is_open = True
        while is_open:
            batch, is_open = await self._gather()
            groups: dict[Asked, list[asyncio.Future[Answer]]] = {}
            for job in batch:
                if not job.answer.done():
                    groups.setdefault(job.asked, []).append(job.answer)
            if groups:
                await self._answer(groups)

    async def _gather(self) -> tuple[list[_Job[Asked, Answer]], bool]:
        """Wait for a first job, then for more of them a moment; `False` once closing was asked."""
        batch: list[_Job[Asked, Answer]] = []
        try:
            job = await self._queue.get()
            async with asyncio.timeout(self._limits.gather_seconds):
                while job is not None:
                    batch.append(job)
                    if len(batch) == self._limits.max_batch:
                        return batch, True
                    job = await self._queue.get()
        except TimeoutError:
            return batch, True
        return batch, False

    async def _answer(self, groups: dict[Asked, list[asyncio.Future[Answer]]]) -> None:
        try:
            answers = await self._run(list(groups))
        except Exception as error:  # noqa: BLE001 - whatever it is, it belongs to the callers
            if len(groups) == 1:
                _settle_all(groups, error)
                return
            for asked, futures in groups.items():
                await self._answer({asked: futures})
            return
        for (asked, futures), answer in zip(groups.items(), answers, strict=True):
            self._remember(asked, answer)
            for future in futures:
                if not future.done():
                    future.set_result(answer)

    async def _run(self, asked: list[Asked]) -> list[Answer]:
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._compute, asked)

    def _remember(self, asked: Asked, answer: Answer) -> None:
        self._known[asked] = answer
        if len(self._known) > self._limits.cache_size:
            self._known.popitem(last=False)

    def _refuse_waiting(self) -> None:
        while not self._queue.empty():
            job = self._queue.get_nowait()
            if job is not None and not job.answer.done():
                job.answer.set_exception(BatcherClosed("the batcher closed before this text"))


def _settle_all(groups: dict[Asked, list[asyncio.Future[Answer]]], error: Exception) -> None:
    for future in (future for futures in groups.values() for future in futures):
        if not future.done():
            future.set_exception(error)
