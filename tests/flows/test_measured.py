"""What is measured of a desk at work."""

from __future__ import annotations

import re

from bot.services.health import Health
from bot.services.meters import ModelMeter
from bot.simulator.faults import Fault
from bot.web.metrics import exposition
from tests.flows.stage import Stage


async def test_a_day_at_the_desk_is_seen_in_its_numbers_and_nobody_in_it(stage: Stage) -> None:
    # given a complaint with a card, a question that was answered, and a limit of Telegram's
    model = ModelMeter()
    model.is_ready = True
    health = Health(
        store=stage.store, clock=stage.clock, desks=[stage.running], model=model, needs_model=True
    )
    stage.telegram.say(stage.group, stage.stranger, "terrible chai again")
    await stage.card("terrible chai again")
    asked = stage.telegram.say(stage.group, stage.rahul, "where is the menu?")
    card = await stage.card("where is the menu?", label="Send 1")
    stage.telegram.faults.next("sendMessage", Fault.FLOOD, chat=stage.group, retry_after=3)
    await stage.press(stage.asha, card, "Send 1")
    await stage.answer_under(asked)

    # when it is measured, once the receipt is drawn
    await stage.clock.sleep(60)
    text = exposition(await health.signs()).decode()

    # then the numbers say so
    def number(name: str, **labels: str) -> float:
        for line in text.splitlines():
            if line.startswith(f"{name}{{") and all(
                f'{key}="{value}"' in line for key, value in labels.items()
            ):
                return float(line.rpartition(" ")[2])
        raise AssertionError(f"{name} {labels} is not there")

    assert number("jawab_desk_state", state="at_work") == 1
    assert number("jawab_cases_open", lane="complaint") == 1
    assert number("jawab_cases_open", lane="question") == 0
    assert number("jawab_sent_lately", urgency="reply") == 1
    assert 0 <= number("jawab_card_lag_seconds", of="median") < 300
    assert number("jawab_telegram_limits_hit_total") == 1
    assert number("jawab_updates_waiting") == number("jawab_comments_waiting") == 0
    assert (await health.alive()).is_well
    assert (await health.ready()).is_well

    # and nobody is named, by words or by number
    people = (stage.rahul, stage.stranger, stage.asha)
    for told in ("Rahul", "Stranger", "chai", "menu", *(str(one.id) for one in people)):
        assert told not in text
    assert str(stage.group.id) not in text
    assert set(re.findall(r"(\w+)=\"", text)) <= {
        *("desk", "state", "loop", "lane", "of", "urgency", "kind", "what"),
    }
