"""Short comments that only agree: "same here", "+1", "и у меня"; what they mean stands elsewhere.

Such a comment has no lane of its own. It takes that of what it answers to, or of what stood just
above it. Recognised by whole phrases, never by a part of a longer comment.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.lane import Lane

JUST_ABOVE = timedelta(minutes=3)
"""How old the comment above may be that somebody agrees with who answers to nothing."""
AGREES = "agrees with"
"""Reason of such a comment's case; its detail is the number of the case it agrees with."""
STRENGTH = 0.5
"""How sure its lane is: less than that of whoever said it first."""
LANES = frozenset({Lane.COMPLAINT, Lane.QUESTION, Lane.PRAISE})
"""What can be agreed with. Spam and insults are each one's own."""

_LONGEST = 60
"""Characters; whoever writes more says something."""

_PHRASES = """
# English
same | same here | same for me | same with me | same thing here | same problem
same issue | same question | the same problem | the same issue
the same question | same problem here | same issue here | me too | me as well
mine too | mine as well | for me too | with me too | us too | here too | ditto
plus one | same story | same story here | happened to me too
same happened to me | happens to me too | i have the same problem
i have the same issue | i have the same question | having the same issue
having the same problem | also waiting | still waiting too | i am waiting too
agree | agreed | i agree | totally agree | exactly | exactly this | this
so true | seconded
# Russian
и у меня | у меня тоже | и у меня тоже | у меня так же | у меня также
и у меня так | тоже самое | то же самое | аналогично | у меня аналогично
та же проблема | такая же проблема | та же история | такая же история
такая же ситуация | та же ситуация | тот же вопрос | такой же вопрос | и мне
мне тоже | и меня | меня тоже | я тоже | и я | и нам | у нас тоже | и у нас
нам тоже | тоже жду | я тоже жду | и со мной | со мной тоже | плюсую
поддерживаю | согласен | согласна | полностью согласен | полностью согласна
плюс | присоединяюсь
# Ukrainian
і в мене | у мене теж | в мене теж | у мене також | в мене також | і у мене
я теж | і я | мені теж | аналогічно | те саме | те ж саме | така ж проблема
та ж проблема | таке саме питання | підтримую | згоден | згодна
# Hindi
मेरे साथ भी | मेरे साथ भी यही हुआ | मेरे साथ भी ऐसा हुआ | मेरे साथ भी यही
मेरा भी | मेरी भी | मेरे भी | मुझे भी | मैं भी | हमारा भी | हमारी भी
हमारे साथ भी | हमें भी | यही समस्या | यही दिक्कत | मेरी भी यही समस्या है
मेरी भी यही दिक्कत है | मेरा भी यही सवाल है | यही सवाल | मेरा भी यही हाल है
सेम | सहमत | बिल्कुल सही
# Hindi in Latin letters
mere saath bhi | mere sath bhi | mere saath bhi yahi hua
mere sath bhi yahi hua | mere saath bhi same | mere sath bhi same | mera bhi
meri bhi | mere bhi | mujhe bhi | muje bhi | main bhi | mai bhi | mein bhi
hamara bhi | humara bhi | hamare saath bhi | hamare sath bhi | humare sath bhi
humare saath bhi | hume bhi | yahi problem | yahi issue | same to same
mera bhi same | meri bhi same | mera bhi yahi haal hai | mera bhi yahi hal hai
mera bhi yahi sawal hai | mera bhi same issue | mera bhi same problem
# Spanish
a mi tambien | yo tambien | a mi igual | lo mismo | lo mismo aqui | igual aqui
mismo problema | el mismo problema | tengo el mismo problema | me pasa lo mismo
a mi me pasa lo mismo | misma duda | la misma duda | misma pregunta
estoy igual | estoy de acuerdo | de acuerdo
# Portuguese
eu tambem | comigo tambem | aqui tambem | aqui a mesma coisa | a mesma coisa
mesmo problema | o mesmo problema | o mesmo aqui | mesma duvida | a mesma duvida
aconteceu comigo tambem | concordo
# German
bei mir auch | bei uns auch | mir auch | ich auch | mich auch | uns auch | dito
geht mir auch so | geht mir genauso | bei mir genauso | gleiches problem
selbes problem | das gleiche problem | das selbe problem | dasselbe problem
hier auch | gleiche frage | selbe frage | ich habe das gleiche problem
# French
moi aussi | pareil | pareil pour moi | pareil ici | pareil chez moi
chez moi aussi | idem | meme probleme | le meme probleme | j ai le meme probleme
meme question | a moi aussi | nous aussi
# Italian
anch io | anche io | anche a me | anche per me | idem | stesso problema
lo stesso problema | uguale per me
# Indonesian
saya juga | aku juga | gue juga | gw juga | gua juga | sama | sama kak
sama juga | sama di sini | samaa | masalah yang sama | masalah sama
saya juga sama | pertanyaan yang sama | setuju
# Turkish
ben de | bende de | bana da | bende de ayni | bende de ayni sorun | ayni sorun
aynı sorun | bende de aynı | bende de aynı sorun | aynen | bizde de | bize de
beni de | ayni sekilde | aynı şekilde | katılıyorum
# Arabic
انا ايضا | وانا ايضا | انا كمان | وانا كمان | حتى انا | وانا بعد | انا بعد
نفس المشكلة | نفس المشكله | عندي نفس المشكلة | عندي نفس المشكله | نفس الشي
نفس الشيء | نفس السؤال | معي ايضا | وانا مثلك | اتفق
"""

_ADDRESSES = """
bhai bro yaar guys sir man folks dear mate ji boss bhaiya here pls please too also
ребят ребята народ друзья да भाई यार जी kak gan min abi hocam amigos tambien
"""
_ADDRESS = frozenset(_ADDRESSES.split())
"""Words around a phrase that change nothing."""
_PLUS = re.compile(r"\+1(0{0,3})|\+{1,5}")
_GLAD = frozenset("❤😍🥰💚💙💛💜🧡😘")
_POINTING = frozenset("👆☝🙋🙋‍♂🙋‍♀⬆")
_DROPPED_MARKS = frozenset("\u0640\ufe0e\ufe0f")
"""Arabic's lengthening stroke, and what chooses how an emoji looks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreesWith:
    """What a comment agrees with: its lane, and the number of its case where it has one."""

    lane: Lane
    case: str = ""

    @property
    def reason(self) -> str:
        """As it stands among the reasons of the one that agrees."""
        return f"{AGREES}: {self.case or self.lane}"


def is_agreement(text: str) -> bool:
    """Whether a comment says no more than that it agrees."""
    stripped = text.strip()
    if not stripped or len(stripped) > _LONGEST or "?" in stripped or "؟" in stripped:
        return False
    if _PLUS.fullmatch("".join(one for one in stripped if one == "+" or one.isalnum())):
        return True
    words = _words(stripped)
    if not words:
        return any(sign in stripped for sign in _POINTING)
    return any(" ".join(core) in _KNOWN for core in _cores(words))


def is_glad(text: str) -> bool:
    """Whether somebody who agrees shows joy: then it is no complaint that they agree with."""
    return any(sign in text for sign in _GLAD)


def lane_with(own: Lane, other: AgreesWith | None) -> Lane | None:
    """The lane that a comment takes from what it agrees with; `None`: it keeps its own.

    The words alone say nothing, and models take them for praise. But what is spam or an insult
    by itself stays that, a complaint becomes no question, and one that agrees with praise is
    looked at by somebody.
    """
    if other is None or other.lane not in LANES or own in (Lane.SPAM, Lane.ABUSE):
        return None
    if own is Lane.COMPLAINT and other.lane is not Lane.COMPLAINT:
        return Lane.UNSURE if other.lane is Lane.PRAISE else None
    return other.lane


def _cores(words: list[str]) -> list[list[str]]:
    """The words, and the words without those that only address somebody."""
    last = len(words)
    while last > 1 and words[last - 1] in _ADDRESS:
        last -= 1
    first = 0
    while first < last - 1 and words[first] in _ADDRESS:
        first += 1
    return [words, words[:last], words[first:], words[first:last]]


def _words(text: str) -> list[str]:
    """Folded words without signs, and without accents where they do not make another letter."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(_letter(character) for character in _unaccented(folded)).split()


def _letter(character: str) -> str:
    if character in _DROPPED_MARKS:
        return ""
    return character if character.isalnum() or unicodedata.category(character)[0] == "M" else " "


def _unaccented(text: str) -> str:
    """Latin and Arabic letters without their marks: people leave them out."""
    found = []
    for character in text:
        whole = unicodedata.normalize("NFD", character)
        is_plain = whole[0] < "\u0250" or "\u0600" <= whole[0] < "\u0700"
        found.append(whole[0] if is_plain else character)
    return "".join(one for one in found if not "\u064b" <= one <= "\u065f").replace("ё", "е")


_KNOWN = frozenset(
    " ".join(_words(phrase))
    for row in _PHRASES.splitlines()
    if not row.startswith("#")
    for phrase in row.split("|")
    if phrase.strip()
)
