"""Buttons of a row share a phone's width: no label may be cut where a second row would save it."""

import pytest

from bot.domain.button_rows import columns, fitting
from bot.domain.card import Choice
from bot.domain.desk import Action, Verb


def a_row(*labels: str) -> tuple[Choice, ...]:
    return tuple(Choice(label=label, action=Action(verb=Verb.NEXT)) for label in labels)


def labels(*rows: tuple[Choice, ...]) -> list[list[str]]:
    return [[choice.label for choice in row] for row in fitting(rows)]


def test_rows_whose_labels_have_room_stay_as_they_are() -> None:
    # given the rows of a card
    card = (a_row("Send 1", "Send 2", "Send 3"), a_row("Edit", "Write", "Dismiss"))

    # then each is one row still
    assert labels(*card) == [["Send 1", "Send 2", "Send 3"], ["Edit", "Write", "Dismiss"]]


@pytest.mark.parametrize(
    ("row", "parted"),
    [
        (("Delete", "Delete all by this author"), [["Delete"], ["Delete all by this author"]]),
        (
            ("Mute 1 h", "Mute 1 day", "Mute for good"),
            [["Mute 1 h", "Mute 1 day"], ["Mute for good"]],
        ),
        (("✓ Все", "🔴 1", "Мои", "Свободные"), [["✓ Все", "🔴 1"], ["Мои", "Свободные"]]),
    ],
)
def test_a_row_with_a_label_that_would_be_cut_is_parted(
    row: tuple[str, ...], parted: list[list[str]]
) -> None:
    # when a row of that many buttons has no room for one of its labels
    # then it becomes several, in the same order
    assert labels(a_row(*row)) == parted


def test_buttons_that_belong_together_stay_in_one_row() -> None:
    # given two comments with three labels each, and numbers that need more room than usual
    row = a_row("10 🔴", "10 ❓", "10 ▫️", "11 🔴", "11 ❓", "11 ▫️")

    # then each comment keeps its three in one row
    assert labels(row) == [["10 🔴", "10 ❓", "10 ▫️"], ["11 🔴", "11 ❓", "11 ▫️"]]


def test_a_label_that_no_row_has_room_for_stands_alone() -> None:
    assert labels(a_row("Open", "x" * 60)) == [["Open"], ["x" * 60]]
    assert labels(a_row("x" * 60)) == [["x" * 60]]


def test_marks_on_letters_take_no_room_and_pictures_take_two() -> None:
    assert columns("बदलें") == 3
    assert columns("💤 1 h") == 6
    assert columns("❤️") == 2
