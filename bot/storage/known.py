"""What a unit of work has read already: small tables are asked again and again in one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class Known:
    """Answers that hold until the unit of work ends or changes what they rest on."""

    def __init__(self) -> None:
        self._answers: dict[Hashable, Any] = {}

    async def answer(self, question: Hashable, ask: Callable[[], Awaitable[T]]) -> T:
        """The answer from before, or the database's."""
        if question not in self._answers:
            self._answers[question] = await ask()
        answer: T = self._answers[question]
        return answer

    def forget(self, *questions: Hashable) -> None:
        """Something changed: ask these again, or all if none is named."""
        for question in questions or tuple(self._answers):
            self._answers.pop(question, None)

    @property
    def questions(self) -> tuple[Hashable, ...]:
        """What was answered already."""
        return tuple(self._answers)
