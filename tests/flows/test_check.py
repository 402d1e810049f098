"""`jawab check` against Telegram as it is simulated: what is wrong, and how to mend it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import open_drafter, open_gateway
from bot.configuration import load_settings
from bot.domain.comment import Community, CommunityMode
from bot.domain.ids import BotId, BrandId, ChatId, CommunityId, DeskId, Owner, UserId
from bot.domain.roster import Manager, Role
from bot.domain.topics import TopicMode
from bot.ports import DeskFacts
from bot.sections import (
    Approval,
    Desk,
    Drafting,
    ListedManager,
    Private,
    Telegram,
    WatchedCommunity,
)
from bot.seeding import seed_database
from bot.services.doctor import Finding, Level, Memory, examine_second_yes, examine_settings
from bot.services.doctor_drafting import examine_drafting
from bot.services.doctor_telegram import examine_telegram
from bot.settings import Settings
from bot.simulator.simulator import Simulator
from bot.simulator.state import Bot, Chat
from bot.telegram.aiogram_gateway import AiogramGateway
from bot.triage_sections import Triage, TriageRule
from tests.databases import open_at
from tests.model_server import ModelServer, a_model_server

TOP = Path(__file__).parents[2]
TOKEN = "123456:TEST"
OWNER = Owner(bot_id=BotId(123456), brand_id=BrandId(1), desk_id=DeskId(1))


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A brand's chats on a simulated Telegram."""

    telegram: Simulator
    bot: Bot
    channel: Chat
    group: Chat
    desk: Chat

    def settings(self, *, token: str = TOKEN, communities: tuple[int, ...] = ()) -> Settings:
        watched = communities or (self.group.id,)
        return Settings(
            telegram=Telegram(api_base=self.telegram.base_url, token=SecretStr(token)),
            communities=tuple(WatchedCommunity(chat_id=chat_id) for chat_id in watched),
            desk=Desk(chat_id=self.desk.id),
            managers=(ListedManager(user_id=5, name="Asha", role=Role.LEAD),),
        )

    async def findings(self, settings: Settings, memory: Memory | None = None) -> list[Finding]:
        gateway = open_gateway(settings)
        try:
            found = examine_telegram(gateway, settings, memory or Memory())
            return [finding async for finding in found]
        finally:
            await gateway.close()


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    """Everything as it should be."""
    async with Simulator() as telegram:
        bot = telegram.add_bot(token=TOKEN, username="chai_bot", name="Chai & Co")
        channel = telegram.add_channel(title="Chai News")
        group = telegram.add_group(title="Chai Adda", linked_to=channel)
        desk = telegram.add_group(title="Desk", forum=True)
        telegram.promote(bot, group, can_delete_messages=True)
        telegram.promote(bot, desk, can_pin_messages=True)
        yield Scene(telegram=telegram, bot=bot, channel=channel, group=group, desk=desk)


@pytest.fixture
async def model_server() -> AsyncIterator[ModelServer]:
    async with a_model_server(models=["tiny", "tiny-large"]) as server:
        yield server


async def test_both_libraries_find_the_same(scene: Scene) -> None:
    settings = scene.settings(communities=(scene.group.id, scene.channel.id, -1004999999999))
    section = settings.telegram.model_copy(update={"library": "python-telegram-bot"})

    by_aiogram = await scene.findings(settings)
    by_the_other = await scene.findings(settings.model_copy(update={"telegram": section}))

    assert by_the_other == by_aiogram
    assert {finding.level for finding in by_aiogram} >= {Level.OK, Level.FAILURE}


async def looked_at(base_url: str, model: str = "tiny") -> Finding:
    """What is found about drafts."""
    section = Drafting(base_url=base_url, model=model)
    drafter = open_drafter(Settings(drafting=section))
    assert drafter is not None
    try:
        return await examine_drafting(drafter, section)
    finally:
        await drafter.close()


async def test_a_drafting_server_that_has_the_model_is_fine(model_server: ModelServer) -> None:
    found = await looked_at(model_server.base_url)

    assert found.level is Level.OK
    assert "has tiny" in found.message
    assert model_server.requests == [("GET", "/v1/models")]


async def test_a_model_that_the_server_does_not_have_is_said_with_those_it_has(
    model_server: ModelServer,
) -> None:
    found = await looked_at(model_server.base_url, "tiny-larg")

    assert found.level is Level.FAILURE
    assert "tiny-large" in found.remedy


@pytest.mark.parametrize(
    ("status", "body", "remedy"),
    [
        (401, None, "JAWAB_DRAFTING__API_KEY"),
        (404, None, "/v1"),
        (503, None, "whether it runs"),
        (200, "<html>", "/v1"),
    ],
)
async def test_a_drafting_server_that_does_not_work_is_said_with_a_hint(
    model_server: ModelServer, status: int, body: str | None, remedy: str
) -> None:
    model_server.status, model_server.body = status, body

    found = await looked_at(model_server.base_url)

    assert found.level is Level.FAILURE
    assert model_server.base_url in found.message
    assert remedy in found.remedy


async def test_a_drafting_server_that_is_not_there_is_said_so() -> None:
    found = await looked_at("http://127.0.0.1:9/v1")

    assert "not reached" in found.message


async def test_a_server_that_does_not_tell_its_models_is_no_failure(
    model_server: ModelServer,
) -> None:
    model_server.body = "{}"

    assert (await looked_at(model_server.base_url)).level is Level.NOTE


def failures(findings: list[Finding]) -> list[Finding]:
    return [one for one in findings if one.level is Level.FAILURE]


def told(findings: list[Finding]) -> str:
    return "\n".join(f"{one.subject}: {one.message} → {one.remedy}" for one in findings)


async def test_where_all_is_well_nothing_is_to_mend(scene: Scene) -> None:
    found = await scene.findings(scene.settings())

    assert failures(found) == []
    assert "Members will see: Chai & Co" in told(found)
    assert "community Chai Adda: the bot may delete messages" in told(found)
    assert "discusses the posts of the channel" in told(found)
    assert "desk Desk: the bot is an administrator, topics are on" in told(found)


async def test_cards_that_are_to_be_sorted_need_topics_and_the_right_to_make_them(
    scene: Scene,
) -> None:
    settings = scene.settings()
    settings = settings.model_copy(
        update={"desk": Desk(chat_id=scene.desk.id, topics="communities")}
    )
    assert "may not manage topics" in told(await scene.findings(settings))

    # what a lead has chosen rules
    off = Memory(topics=TopicMode.OFF)
    assert "manage topics" not in told(await scene.findings(settings, off))
    scene.desk.is_forum = False
    by_lane = Memory(topics=TopicMode.LANES)
    assert "the group has none" in told(await scene.findings(scene.settings(), by_lane))

    # and so do cards that a rule sends to a topic of their own
    rule = TriageRule(name="money", desk_topic="Payments")
    ruled = scene.settings().model_copy(update={"triage": Triage(rules=(rule,))})
    assert "the group has none" in told(await scene.findings(ruled, off))
    assert "the group has none" not in told(await scene.findings(scene.settings(), off))


async def test_a_refused_token_ends_the_questions(scene: Scene) -> None:
    (found,) = await scene.findings(scene.settings(token="999:WRONG"))

    assert found.level is Level.FAILURE
    assert "@BotFather" in found.remedy


async def test_a_telegram_that_is_not_reached_is_said_so() -> None:
    gateway = AiogramGateway(TOKEN, "http://127.0.0.1:9")
    settings = Settings(telegram=Telegram(api_base="http://127.0.0.1:9"))
    try:
        (found,) = [one async for one in examine_telegram(gateway, settings, Memory())]
    finally:
        await gateway.close()

    assert found.level is Level.FAILURE
    assert "not reached at http://127.0.0.1:9" in found.message


async def test_missing_rights_are_named_chat_by_chat(scene: Scene) -> None:
    # given a community where the bot may not delete, one where it is a plain member, and none
    limited = scene.telegram.add_group(title="Limited")
    plain = scene.telegram.add_group(title="Plain")
    scene.telegram.promote(scene.bot, limited, can_pin_messages=True)
    scene.telegram.join(scene.bot, plain)
    chats = (limited.id, plain.id, -1009999999999)

    found = failures(await scene.findings(scene.settings(communities=chats)))

    # then each has its line, and none hides the next
    assert [one.subject for one in found] == [
        "community Limited",
        "community Plain",
        "community -1009999999999",
    ]
    assert "may not delete" in found[0].message
    assert "no administrator" in found[1].message
    assert "the bot is not in the chat" in found[2].message
    assert all(one.remedy for one in found)


async def test_a_paused_community_is_no_failure_although_the_bot_has_left_it(scene: Scene) -> None:
    left = Community(
        id=CommunityId(1),
        owner=OWNER,
        chat_id=ChatId(-1009999999999),
        title="Momo Fans",
        mode=CommunityMode.PAUSED,
    )

    found = await scene.findings(scene.settings(), Memory(communities=[left]))

    assert failures(found) == []
    assert [one.message for one in found if "Momo Fans" in one.subject] == ["is paused"]


async def test_a_channel_in_place_of_its_group_is_noticed(scene: Scene) -> None:
    scene.telegram.promote(scene.bot, scene.channel)

    (found,) = failures(await scene.findings(scene.settings(communities=(scene.channel.id,))))

    assert "is a channel" in found.message
    assert str(scene.group.id) in found.remedy


async def test_privacy_mode_is_explained() -> None:
    async with Simulator() as telegram:
        telegram.add_bot(token=TOKEN, can_read_all_group_messages=False)
        gateway = AiogramGateway(TOKEN, telegram.base_url)
        try:
            found = [one async for one in examine_telegram(gateway, Settings(), Memory())]
        finally:
            await gateway.close()

    assert "privacy mode: on" in told(found)
    assert "/setprivacy" in told(found)


# --- file and database ---------------------------------------------------------------------------


def test_where_file_and_database_differ_the_doctor_says_so() -> None:
    settings = Settings(
        communities=(
            WatchedCommunity(
                chat_id=-1, mode=CommunityMode.WATCH, languages=("hi", "en"), praise=True
            ),
        ),
        desk=Desk(chat_id=-7),
        private=Private(enabled=False),
        managers=(ListedManager(user_id=5, name="Asha", role=Role.LEAD),),
    )
    memory = Memory(
        desk=DeskFacts(
            id=DeskId(1), bot_id=BotId(1), chat_id=ChatId(-7), language="en", time_zone="UTC"
        ),
        communities=[
            Community(id=CommunityId(1), owner=OWNER, chat_id=ChatId(-1), title="Chai Adda"),
            Community(id=CommunityId(2), owner=OWNER, chat_id=ChatId(-2), title="Old"),
            Community(
                id=CommunityId(3), owner=OWNER, chat_id=ChatId(9), title="", is_private=True
            ),
        ],
        managers=[
            Manager(desk_id=DeskId(1), user_id=UserId(5), name="Asha", role=Role.MANAGER),
            Manager(desk_id=DeskId(1), user_id=UserId(6), name="Ravi", role=Role.LEAD),
        ],
    )

    found = list(examine_settings(settings, memory))

    assert failures(found) == []
    text = told(found)
    assert "languages of Chai Adda: hi, en in the file, none in the database" in text
    assert "praise in Chai Adda: on in the file, off in the database" in text
    assert "private messages: off in the file, on in the database" in text
    assert "mode of Chai Adda: watch in the file, live in the database" in text
    assert "role of Asha: lead in the file, manager in the database" in text
    assert "community Old: not in the file" in text
    assert "manager Ravi: not in the file" in text


def test_a_new_bot_is_told_what_is_missing() -> None:
    memory = Memory(seen_chats={ChatId(-1005): "Chai Adda"})

    found = list(examine_settings(Settings(private=Private(enabled=False)), memory))

    assert [one.subject for one in failures(found)] == ["desk", "communities", "managers"]
    assert "chat Chai Adda: the bot is in it (-1005)" in told(found)


def test_a_reply_that_is_to_ask_for_a_second_yes_has_to_be_there() -> None:
    # given a list with a reply that is there, two with a slip of the pen, one of another world
    settings = Settings(approval=Approval(replies=("recall", "Recall", "refnd", "zzz")))

    # when the doctor looks
    found = list(examine_second_yes(settings, {"recall", "refund"}))

    # then those that would never ask are named, with what may have been meant
    assert failures(found) == found
    assert [(one.message, one.remedy) for one in found] == [
        ("there is no saved reply Recall", "did you mean recall?"),
        ("there is no saved reply refnd", "did you mean refund?"),
        ("there is no saved reply zzz", "/replies lists the ids"),
    ]


async def test_the_command_reads_the_library_for_that(tmp_path: Path) -> None:
    config = '[approval]\nreplies = ["no-such-reply"]\n'
    status, printed = await check(tmp_path, config, "--offline")
    assert status == 1
    assert "there is no saved reply no-such-reply" in printed


def test_a_code_for_the_first_lead_is_enough_to_begin() -> None:
    settings = Settings(desk=Desk(chat_id=-1, lead_code="AB12C-DE34F"))

    found = list(examine_settings(settings, Memory()))

    assert failures(found) == []
    assert "/start CODE" in told(found)


# --- the command ---------------------------------------------------------------------------------


async def check(folder: Path, config: str, *options: str) -> tuple[int, str]:
    (folder / "config.toml").write_text(config, encoding="utf-8")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "check", "--config", str(folder / "config.toml")),
        *options,
        cwd=TOP,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    out, _ = await process.communicate()
    return process.returncode or 0, out.decode()


async def test_the_command_goes_on_after_each_failure(scene: Scene, tmp_path: Path) -> None:
    (tmp_path / "token").write_text(TOKEN)

    code, out = await check(
        tmp_path,
        '[brand]\nname = "Chai & Co"\nlibrary = "nowhere"\n[classifiers]\nmodel = "nothing"\n'
        f'[telegram]\napi_base = "{scene.telegram.base_url}"\ntoken_file = "token"\n'
        f"[desk]\nchat_id = {scene.desk.id}\n[[communities]]\nchat_id = {scene.group.id}\n",
    )

    assert code == 1
    assert "✗ library: " in out
    assert "✗ model: " in out
    assert "✗ managers: nobody is the lead" in out
    assert "✓ name: Members will see: Chai & Co" in out
    assert "✓ community Chai Adda: the bot may delete messages" in out
    assert "3 to mend." in out
    assert "Traceback" not in out


async def test_offline_the_command_does_not_ask_telegram(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(TOKEN)

    code, out = await check(
        tmp_path,
        '[telegram]\napi_base = "http://127.0.0.1:9"\ntoken_file = "token"\n'
        '[desk]\nchat_id = -1001\n[[managers]]\nuser_id = 5\nname = "Asha"\nrole = "lead"\n',
        "--offline",
    )

    assert code == 0
    assert "All is well." in out


async def test_the_command_asks_the_drafting_server_unless_offline(
    tmp_path: Path, model_server: ModelServer
) -> None:
    (tmp_path / "token").write_text(TOKEN)
    config = (
        '[telegram]\napi_base = "http://127.0.0.1:9"\ntoken_file = "token"\n'
        f'[drafting]\nbase_url = "{model_server.base_url}"\nmodel = "tiny"\n'
    )

    _, offline = await check(tmp_path, config, "--offline")
    assert "· drafting: tiny, not asked: --offline" in offline
    assert model_server.requests == []

    _, online = await check(tmp_path, config)
    assert f"✓ drafting: the server at {model_server.base_url} has tiny" in online


async def test_the_command_lists_what_is_wrong_in_the_file(tmp_path: Path) -> None:
    code, out = await check(tmp_path, "[desk]\nchatid = 1\nring_at = 900\n")

    assert code == 1
    assert "desk.chatid: is not a known key (hint: did you mean chat_id?)" in out
    assert "desk.ring_at: must be at most 100" in out


async def test_the_command_tells_what_is_wrong_with_the_voice(tmp_path: Path) -> None:
    config = (
        '[telegram]\napi_base = "http://127.0.0.1:9"\n[brand]\nvoice = "voice.toml"\n'
        '[brand.links]\nmenu = "https://chai.example/menu"\n'
    )
    (tmp_path / "voice.toml").write_text('[emoji]\npolicy = "some"\n[length]\n')

    code, broken = await check(tmp_path, config, "--offline")

    assert code == 1
    assert 'voice.toml:2: error: [emoji] "some" is no policy' in broken
    assert "(and 1 more)" in broken

    (tmp_path / "voice.toml").write_text('[emoji]\npolicy = "none"\n[length]\nmost = 300\n')
    _, mended = await check(tmp_path, config, "--offline")

    assert "✓ voice: 2 rules in" in mended


async def test_the_command_compares_budgets_of_cards_with_the_database(tmp_path: Path) -> None:
    # given a database with the budget of the file, which is another one now
    def config(cards: int) -> str:
        return (
            f'[telegram]\napi_base = "http://127.0.0.1:9"\ntoken_file = "token"\n'
            f'[database]\nurl = "sqlite+aiosqlite:///{tmp_path / "jawab.db"}"\n'
            f"[desk]\nchat_id = -7\n[[communities]]\nchat_id = -1\n"
            f'title = "Chai Adda"\nbudget = {{ cards_a_day = {cards} }}\n'
        )

    (tmp_path / "token").write_text(TOKEN)
    (tmp_path / "before.toml").write_text(config(20))
    store = await open_at(tmp_path / "jawab.db")
    await seed_database(load_settings(tmp_path / "before.toml"), store, OWNER)
    await store.close()

    _, out = await check(tmp_path, config(40), "--offline")

    assert (
        "· budget of Chai Adda: 40 cards a day in the file, 20 cards a day in the database" in out
    )
    assert "· budget of Chai Adda: 20 cards a day; thresholds are not picked yet" in out
