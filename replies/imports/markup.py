"""Texts that a tool keeps as HTML, as the plain text that they show."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

_BLOCKS = frozenset(
    {
        "p",
        "div",
        "br",
        "li",
        "ul",
        "ol",
        "tr",
        "table",
        "blockquote",
        "h1",
        "h2",
        "h3",
        "h4",
        "pre",
    }
)
_INLINE = frozenset({"a", "b", "i", "u", "s", "em", "strong", "span", "font", "code", "img"})
_HIDDEN = frozenset({"script", "style", "head", "title"})
_ELEMENT = re.compile(
    rf"</?(?:{'|'.join(sorted(_BLOCKS | _INLINE))})(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_ENTITY = re.compile(r"&(?:nbsp|amp|lt|gt|quot|#\d+|#x[0-9a-f]+);", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n{3,}")


def without_markup(text: str) -> str:
    """Take HTML's elements out, so that lines, list marks and addresses of links stay.

    A text that holds no element is returned as it is: `<name>` is a blank, not markup.
    """
    if not _ELEMENT.search(text):
        return unescape(text) if _ENTITY.search(text) else text
    reader = _Reader()
    reader.feed(text)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.pieces).split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    """Collects what is to be read."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden = 0
        self._link = ""
        self._link_from = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag == "br":
            self.pieces.append("\n")
        elif tag == "li":
            self._begin_line()
            self.pieces.append("• ")
        elif tag in _BLOCKS:
            self._begin_line()
        elif tag == "a":
            self._link = (dict(attrs).get("href") or "").strip()
            self._link_from = len(self.pieces)
        elif tag not in _INLINE:
            self.pieces.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag == "a":
            self._end_link()
        elif tag == "p":
            self._begin_line()
            self.pieces.append("\n")
        elif tag in _BLOCKS and tag != "br":
            self._begin_line()

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            # The line breaks of the source are blanks; only elements end a line.
            self.pieces.append(data.replace("\n", " "))

    def _begin_line(self) -> None:
        written = "".join(self.pieces[-2:])
        if written.strip(" ") and not written.endswith("\n"):
            self.pieces.append("\n")

    def _end_link(self) -> None:
        """The address follows the words of a link, unless they are the address."""
        address, self._link = self._link, ""
        shown = "".join(self.pieces[self._link_from :]).strip()
        if address.startswith(("http://", "https://")) and address != shown:
            self.pieces.append(f" {address}" if address not in shown else "")
