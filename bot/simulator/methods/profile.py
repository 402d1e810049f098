"""How a bot presents itself: commands, name, description."""

import json
import re

from bot.simulator.methods.call import Call
from bot.simulator.wire import JsonObject, bad_request, utf16_length

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")


def set_my_commands(call: Call) -> bool:
    """Set the menu for one scope and language."""
    commands = call.params.array("commands")
    if commands is None or len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH" if commands else "commands are not specified")
    for command in commands:
        _check_command(command)
    call.bot.commands[_scope(call)] = commands
    return True


def get_my_commands(call: Call) -> list[JsonObject]:
    """Return the menu of one scope and language."""
    listed = call.bot.commands.get(_scope(call), [])
    return [command for command in listed if isinstance(command, dict)]


def delete_my_commands(call: Call) -> bool:
    """Take the menu of one scope and language away."""
    call.bot.commands.pop(_scope(call), None)
    return True


def set_my_name(call: Call) -> bool:
    """Change the name that members see."""
    name = call.params.text("name")
    if utf16_length(name) > 64:
        raise bad_request("BOT_TITLE_INVALID")
    call.bot.first_name = name or call.bot.first_name
    return True


def get_my_name(call: Call) -> JsonObject:
    """Return the name that members see."""
    return {"name": call.bot.first_name}


def get_my_description(call: Call) -> JsonObject:
    """Return the description in an empty chat with the bot."""
    return {"description": call.bot.description}


def acknowledge(_call: Call) -> bool:
    """Take note of `close` and `logOut`, which mean nothing here."""
    return True


def _check_command(command: object) -> None:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name, description = str(command.get("command", "")), str(command.get("description", ""))
    if not _COMMAND.fullmatch(name.removeprefix("/")):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= utf16_length(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")


def _scope(call: Call) -> str:
    scope = call.params.mapping("scope") or {"type": "default"}
    return f"{json.dumps(scope, sort_keys=True)} {call.params.text('language_code')}"
