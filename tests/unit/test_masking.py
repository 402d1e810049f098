"""What a member should not have written in public is not repeated in the desk."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.masking import PersonalData, masked, personal_data


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("my card 4111 1111 1111 1111 was charged", "my card •••• •••• •••• ••11 was charged"),
        ("5500-0000-0000-0004", "••••-••••-••••-••04"),
        ("call +91 98765 43210 now", "call +•• ••••• •••10 now"),
        ("9876543210 pe call karo", "••••••••10 pe call karo"),
        ("मेरा नंबर 98765-43210 है", "मेरा नंबर •••••-•••10 है"),
        ("звоните 8 (912) 345-67-89", "звоните • (•••) •••-••-89"),
        ("+79123456789", "+•••••••••89"),
        ("write to rahul.k+tea@mail.example.com!", "write to r•••@mail.example.com!"),
    ],
)
def test_numbers_and_addresses_of_people_are_dotted(text: str, shown: str) -> None:
    assert masked(text) == shown
    assert personal_data(text)


@pytest.mark.parametrize(
    "text",
    [
        "order 1234567890123456 is late",
        "order #A-17-2026-000123",
        "since 2026-11-26 14:30",
        "it cost 12 500 000",
        "0000 0000 0000 0000",
        "@chai_helper is rude",
        "10:30-12:30, 25.11-27.11",
        "1 2 3 4 5 6 7 8 9 10",
        "https://shop.example/item/1234567",
    ],
)
def test_orders_dates_prices_and_names_stay(text: str) -> None:
    assert masked(text) == text
    assert personal_data(text) == ()


def test_each_kind_is_named_once() -> None:
    text = "4111111111111111, +919876543210, +919876543211, a@b.example"

    assert personal_data(text) == (
        PersonalData.CARD,
        PersonalData.TELEPHONE,
        PersonalData.MAIL,
    )


@given(st.text(alphabet="0123456789 -+()@.aя•", max_size=60))
def test_what_is_masked_holds_no_personal_data_any_more(text: str) -> None:
    assert personal_data(masked(text)) == ()
    assert len(masked(masked(text))) == len(masked(text))
