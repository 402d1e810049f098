"""Playbooks: which step comes after what an author was told already."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from replies.types import Playbook, Step


class Playbooks:
    """The playbooks of a library whose replies have the ids `known`."""

    def __init__(self, playbooks: Sequence[Playbook], known: Collection[str]) -> None:
        self._playbooks = tuple(
            one for one in playbooks if one.steps and all(step in known for step in one.steps)
        )

    def begun_by(self, reply_id: str) -> Step | None:
        """The first step that this reply is, if it begins a playbook."""
        for playbook in self._playbooks:
            if playbook.steps[0] == reply_id and len(playbook.steps) > 1:
                return _step(playbook, 0)
        return None

    def next_after(self, said: Sequence[str]) -> tuple[str, Step] | None:
        """The reply that goes on where the latest answer was a step; each step comes once."""
        if not said:
            return None
        for playbook in self._playbooks:
            if said[-1] not in playbook.steps:
                continue
            at = playbook.steps.index(said[-1])
            for number in range(at + 1, len(playbook.steps)):
                if playbook.steps[number] not in said:
                    return playbook.steps[number], _step(playbook, number)
        return None


def _step(playbook: Playbook, number: int) -> Step:
    return Step(titles=playbook.titles, number=number + 1, count=len(playbook.steps))
