"""Media as Telegram describes them: files with ids, sizes and kinds, and what is no file."""

from collections.abc import Callable

from bot.simulator.wire import JsonObject
from bot.simulator.world import World

PICTURE = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")  # the smallest JPEG frame


def photo(world: World, content: bytes = PICTURE) -> JsonObject:
    """Describe a photo in three sizes."""
    sizes = []
    for width, height in ((90, 67), (320, 240), (1280, 960)):
        sizes.append({**_file(world, "photo", content), "width": width, "height": height})
    return {"photo": sizes}


def document(world: World, name: str = "bill.pdf", content: bytes = b"%PDF-1.4\n") -> JsonObject:
    """Describe a file."""
    return {"document": {**_file(world, "document", content), "file_name": name}}


def sticker(world: World) -> JsonObject:
    """Describe a sticker."""
    size = {"width": 512, "height": 512, "is_animated": False, "is_video": False}
    body = {**_file(world, "sticker", b"RIFF"), **size, "type": "regular", "emoji": "😡"}
    return {"sticker": body}


def voice(world: World) -> JsonObject:
    """Describe a voice message."""
    return {"voice": {**_file(world, "voice", b"OggS"), "duration": 4, "mime_type": "audio/ogg"}}


def video(world: World) -> JsonObject:
    """Describe a video."""
    body = {"width": 1280, "height": 720, "duration": 12, "mime_type": "video/mp4"}
    return {"video": {**_file(world, "video", b"ftyp"), **body}}


def animation(world: World) -> JsonObject:
    """Describe a GIF, which Telegram also lists as a document."""
    body = {**_file(world, "animation", b"ftyp"), "width": 320, "height": 240, "duration": 3}
    return {"animation": body, "document": {**body}}


def poll(world: World) -> JsonObject:
    """Describe a poll."""
    options = [
        {"persistent_id": str(number), "text": text, "voter_count": 0}
        for number, text in enumerate(("cold and late", "terrible"))
    ]
    counts = {"total_voter_count": 0, "is_closed": False, "is_anonymous": True}
    rules = {"allows_multiple_answers": False, "allows_revoting": True, "members_only": False}
    body = {"id": str(world.count()), "question": "How was the chai?", "type": "regular"}
    return {"poll": {**body, "options": options, **counts, **rules}}


def contact(_world: World) -> JsonObject:
    """Describe somebody's contact."""
    return {"contact": {"first_name": "Terrible", "last_name": "Tea", "phone_number": "+9198"}}


def location(_world: World) -> JsonObject:
    """Describe a place on the map."""
    return {"location": {"latitude": 19.07, "longitude": 72.87}}


KINDS: dict[str, Callable[[World], JsonObject]] = {
    "photo": photo,
    "document": document,
    "sticker": sticker,
    "voice": voice,
    "video": video,
    "animation": animation,
    "poll": poll,
    "contact": contact,
    "location": location,
}


def _file(world: World, kind: str, content: bytes) -> JsonObject:
    number = world.count()
    file_id = f"{kind}-{number}"
    world.files[file_id] = content
    return {"file_id": file_id, "file_unique_id": f"u{number}", "file_size": len(content)}
