"""How `jawab train` and `jawab evaluate` tell how far they are where no bar can be drawn."""

from __future__ import annotations

from bot.cli.model import StepLines


class Watch:
    """A clock that stands where it was put."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def test_long_steps_say_once_a_minute_what_is_done_and_how_long_the_rest_takes() -> None:
    # given a step of 400 units of which each takes 10 seconds
    said: list[str] = []
    watch = Watch()
    lines = StepLines(said.append, watch)
    lines.start("tuning", 400)

    # when it goes on for two minutes
    for _ in range(12):
        watch.seconds += 10
        lines.advance(1)

    # then it was told at its start and twice after that
    assert said == ["tuning", "tuning: 6 of 400, 66 min left", "tuning: 12 of 400, 65 min left"]


def test_a_step_with_nothing_to_count_only_says_its_name() -> None:
    said: list[str] = []
    watch = Watch()
    lines = StepLines(said.append, watch)
    lines.start("preparing", 0)
    watch.seconds += 300
    lines.advance(1)
    assert said == ["preparing"]
