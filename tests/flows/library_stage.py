"""What tests of the library in the chat do over and over: browse, press, answer prompts."""

from __future__ import annotations

from bot.domain.ids import UserId
from bot.domain.library import EntryKind, EntryRef, EntryVersion, StoredEntry
from bot.domain.roster import Manager, Role
from bot.simulator.state import Chat, Message, User
from tests.contract.store_values import BRAND, DESK
from tests.flows.stage import Stage


async def promote(stage: Stage, who: User, role: Role = Role.APPROVER) -> None:
    """Give somebody another role."""
    manager = Manager(desk_id=DESK, user_id=UserId(who.id), name=who.first_name, role=role)
    async with stage.store.writing() as tx:
        await tx.directory.save_manager(manager)


async def browse(stage: Stage, words: str = "", *, who: User | None = None) -> Message:
    """Send `/replies` and wait for what comes."""
    command = stage.telegram.say(stage.desk, who or stage.asha, f"/replies {words}".strip())
    return await answer_to(stage, command)


async def answer_to(stage: Stage, said: Message, *, chat: Chat | None = None) -> Message:
    """The bot's reply to a message."""
    return await stage.telegram.wait_for_message(
        chat or stage.desk, lambda m: m.is_by_bot and m.reply_to is said
    )


async def turn(stage: Stage, page: Message, *buttons: str, who: User | None = None) -> str:
    """Press buttons of one message one after the other; return the last toast."""
    told = ""
    for button in buttons:
        await stage.until(lambda b=button: b in page.labels)
        edits = page.edited_count
        told = await stage.press(who or stage.asha, page, button)
        await stage.until(lambda e=edits: page.edited_count > e)
    return told


async def open_entry(
    stage: Stage,
    title: str = "Cold chai",
    lane: str = "🔴 Complaint · 2",
    *,
    who: User | None = None,
) -> Message:
    """Browse to an entry."""
    page = await browse(stage, who=who)
    await turn(stage, page, lane, title, who=who)
    await stage.until(lambda: "History" in page.labels)
    return page


async def prompted(
    stage: Stage, page: Message, button: str, *, who: User | None = None
) -> Message:
    """Press a button that asks for words, and wait for the prompt."""
    await stage.until(lambda: button in page.labels)
    newest = page.chat.messages[-1].message_id
    await stage.press(who or stage.asha, page, button)
    return await stage.telegram.wait_for_message(
        page.chat, lambda m: m.is_by_bot and m.wants_reply and m.message_id > newest
    )


async def write(stage: Stage, prompt: Message, words: str, *, who: User | None = None) -> Message:
    """Answer a prompt, and wait for what comes."""
    said = stage.telegram.say(prompt.chat, who or stage.asha, words, reply_to=prompt)
    return await answer_to(stage, said, chat=prompt.chat)


async def stored(
    stage: Stage, entry_id: str = "cold-chai", kind: EntryKind = EntryKind.REPLY
) -> StoredEntry:
    """An entry as the store has it."""
    async with stage.store.reading() as tx:
        found = await tx.replies.entry(BRAND, EntryRef(kind=kind, id=entry_id))
    assert found is not None
    return found


async def versions(stage: Stage, entry_id: str = "cold-chai") -> list[EntryVersion]:
    """All versions of a reply, the newest first."""
    async with stage.store.reading() as tx:
        return await tx.replies.versions(BRAND, EntryRef(kind=EntryKind.REPLY, id=entry_id))
