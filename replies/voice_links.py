"""The rule of links: which addresses may stand in a reply.

Found is what Telegram would make a link of, and what a reader would take for one: with a scheme or
without, hidden behind invisible characters, other dots, or a name before an @.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import regex

from replies.types import VoiceFinding, Weight
from replies.voice_domains import TOP_LEVEL
from replies.voice_text import Reading, View

_STOP = r"\s<>\"«»“”‘’„।॥"
_WITH_SCHEME = rf"(?P<scheme>[a-z][a-z0-9+.-]{{1,20}}):(?P<slashes>//|\\\\)(?P<rest>[^{_STOP}]+)"
_MAIL_TO = rf"mailto:(?P<mailto>[^{_STOP}]+)"
_LABEL = r"[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,62}[\p{L}\p{M}\p{N}])?"
_BARE = (
    rf"(?<![\p{{L}}\p{{M}}\p{{N}}.])(?P<bare>(?:[\w.+-]{{1,64}}@)?(?:{_LABEL}\.)+"
    rf"(?P<top>xn--[a-z0-9-]+|\p{{L}}[\p{{L}}\p{{M}}]+))"
    rf"(?P<path>:\d{{1,5}}(?!\d))?(?P<way>[/?#][^{_STOP}]*)?(?![\p{{L}}\p{{M}}\p{{N}}@])"
)
_LINK = regex.compile(rf"{_WITH_SCHEME}|{_MAIL_TO}|{_BARE}", regex.IGNORECASE)
_OTHER_DOTS = str.maketrans("．。｡․", "....")
_DISGUISED_DOT = regex.compile(
    r"\s?[\[({]\s{0,3}(?:\.|dot|точка|डॉट)\s{0,3}[\])}]\s?", regex.IGNORECASE
)
_TRAILING = ".,;:!?…)]}'*_|"
_WEB = ("http", "https")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a link leads: its host and the path on it, both in lower case of the host."""

    scheme: str
    host: str
    path: str

    def is_within(self, allowed: Address, *, with_subdomains: bool) -> bool:
        """Whether it leads to an allowed place or to something below it."""
        if self.scheme != allowed.scheme:
            return False
        is_host = self.host == allowed.host or (
            with_subdomains and not allowed.path and self.host.endswith("." + allowed.host)
        )
        if not is_host or ".." in self.path.split("/"):
            return False
        rest = self.path.removeprefix(allowed.path)
        return not allowed.path or (
            self.path.startswith(allowed.path) and (not rest or rest[0] in "/?#")
        )


@dataclass(frozen=True, kw_only=True)
class Links:
    """Only addresses of the brand: `allowed` as the voice lists them, `known` from `brand.links`.

    "chai.example" stands for the host with all below it, "t.me/chai_adda" for that path. A link
    of the configuration stands for itself and what lies below.
    """

    allowed: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    weight: Weight = Weight.BLOCK

    @cached_property
    def _allowed(self) -> tuple[Address, ...]:
        return tuple(found for one in self.allowed if (found := address_of(one)))

    @cached_property
    def _known(self) -> tuple[Address, ...]:
        return tuple(found for one in self.known if (found := address_of(one)))

    def findings(self, reading: Reading) -> Iterator[VoiceFinding]:
        """Every address that leads elsewhere."""
        view = _plain_dots(reading.visible)
        for start, end in links_in(view.text):
            address = address_of(view.text[start:end])
            if address is None or not self._allows(address):
                first, last = view.place(start, end)
                yield VoiceFinding(
                    kind="link",
                    weight=self.weight,
                    start=first,
                    end=last,
                    quote=reading.quote(first, last),
                )

    def _allows(self, address: Address) -> bool:
        return any(address.is_within(one, with_subdomains=True) for one in self._allowed) or any(
            address.is_within(one, with_subdomains=False) for one in self._known
        )


def links_in(text: str) -> Iterator[tuple[int, int]]:
    """Where addresses stand in a text."""
    for match in _LINK.finditer(text):
        top = match["top"]
        if top is not None and not _is_top_level(top):
            continue
        end = match.start() + len(match[0].rstrip(_TRAILING))
        if end > match.start():
            yield match.start(), end


def address_of(link: str) -> Address | None:
    """Read a link as a browser would; None for what cannot be read."""
    found = regex.fullmatch(rf"{_WITH_SCHEME}|{_MAIL_TO}", link, regex.IGNORECASE)
    if found is None:
        rest, scheme = link, "https"
        mail = regex.match(r"[^/?#@]+@", link)
        if mail:
            return _mailbox(link[mail.end() :])
    elif found["mailto"] is not None:
        _, _, host = found["mailto"].partition("@")
        return _mailbox(host.partition("?")[0])
    else:
        scheme = found["scheme"].lower()
        rest = found["rest"]
        scheme = "https" if scheme in _WEB else scheme
    place = regex.match(r"[^/\\?#]*", rest)
    assert place is not None
    way = rest[place.end() :].replace("\\", "/")
    host = _host(place[0].rpartition("@")[2])
    return Address(scheme=scheme, host=host, path=way.rstrip("/")) if host else None


def _mailbox(host: str) -> Address | None:
    """A mail address leads to its host."""
    host = _host(host)
    return Address(scheme="https", host=host, path="") if host else None


def _host(written: str) -> str:
    host = regex.sub(r":\d*\Z", "", written).rstrip(".").casefold()
    return str(host).removeprefix("www.")


def _is_top_level(label: str) -> bool:
    folded = label.casefold()
    return folded in TOP_LEVEL or folded.startswith("xn--")


def _plain_dots(view: View) -> View:
    """With dots of other scripts, and those in brackets or written out, as dots."""
    text = view.text.translate(_OTHER_DOTS)
    starts, ends, pieces, at = list[int](), list[int](), list[str](), 0
    for dot in _DISGUISED_DOT.finditer(text):
        pieces += [text[at : dot.start()], "."]
        starts += [*view.starts[at : dot.start()], view.starts[dot.start()]]
        ends += [*view.ends[at : dot.start()], view.ends[dot.end() - 1]]
        at = dot.end()
    return View(
        text="".join([*pieces, text[at:]]),
        starts=(*starts, *view.starts[at:]),
        ends=(*ends, *view.ends[at:]),
    )
