"""The ladder of warnings and what authors' sanctions come to, whatever their order."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.sanctions import LADDER, Rung, Sanction, SanctionKind, rung_after, standing_of
from tests.contract.store_values import NOW
from tests.contract.test_store_sanctions import a_sanction

MINUTES = st.integers(min_value=-5000, max_value=5000).map(lambda n: NOW + timedelta(minutes=n))
SANCTIONS = st.builds(
    a_sanction,
    kind=st.sampled_from(SanctionKind),
    until=st.none() | MINUTES,
    lifted_at=st.none() | st.just(NOW),
)


def weight(rung: Rung) -> timedelta:
    return timedelta.max if rung.offers_ban else rung.mute or timedelta()


@given(st.integers(min_value=0, max_value=1000), st.integers(min_value=0, max_value=1000))
def test_more_warnings_never_lead_to_less(few: int, more: int) -> None:
    few, more = sorted((few, more))

    assert weight(rung_after(few)) <= weight(rung_after(more))
    assert rung_after(few) in LADDER


@given(st.lists(MINUTES, max_size=8), MINUTES)
def test_a_warning_that_has_run_out_lowers_the_next_rung(ends, now) -> None:
    warnings = [a_sanction(kind=SanctionKind.WARNING, until=end) for end in ends]

    count = standing_of(warnings, now=now).warning_count

    assert count == sum(now < end for end in ends)
    assert weight(rung_after(count)) <= weight(rung_after(len(ends)))


@given(st.lists(SANCTIONS, max_size=6), MINUTES, st.randoms())
def test_the_order_of_sanctions_does_not_matter(sanctions: list[Sanction], now, random) -> None:
    shuffled = random.sample(sanctions, len(sanctions))

    assert standing_of(shuffled, now=now) == standing_of(sanctions, now=now)


@given(st.lists(SANCTIONS, max_size=6), MINUTES)
def test_lifting_everything_leaves_nothing(sanctions: list[Sanction], now) -> None:
    held = standing_of(
        [one for one in sanctions if one.lifted_at is not None or one.until == now], now=now
    )

    assert (held.warning_count, held.is_muted, held.is_banned) == (0, False, False)
