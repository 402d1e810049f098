"""How a member is addressed in public: by a name that the brand can say, or by none."""

from __future__ import annotations

import re
import unicodedata

LONGEST_NAME = 32
"""Characters; a longer one is no name that anybody is called by."""
LONGEST_READ = 256
"""Characters that are looked at: Telegram allows names of 64 and 64."""

_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_DELETED = "deleted account"
"""What Telegram calls whoever left it."""
_JOINERS = "\u200c\u200d"
"""They shape letters in Indian scripts, and hide nothing between two of them."""
_MARKED_UP = re.compile(r"[@/\\:$#{}<>|=\[\]]")
_ADDRESS = re.compile(r"\w{2,}\.\w{2,}")
_NUMBER = re.compile(r"\d(?:[ ().+-]*\d){4}")
_BLANK_LETTERS = "\u115f\u1160\u3164\uffa0"
_HEAPED_MARKS = 3
"""So many marks on one letter are written to spill over other lines."""
_AROUND = " \t\"'“”‘’«»()*_~`^,;!?…।|-–—&+" + _JOINERS

_OFFENSIVE = """
fuck* motherfuck* shit shits shitty shithead bullshit* ass asshole* arsehole* bitch* bastard* cunt*
dick dickhead* cock cocksuck* pussy slut sluts whore* wank wanker* nigger* nigga* faggot* retard*
penis vagina porn porno pornhub sex sexy xxx nazi nazis hitler rape rapist* scam scams scammer*
fraud* thief thieves liar liars idiot* moron* stupid
chutiya* chutia* chutiye chut choot madarchod* maderchod* madarchod* behenchod* bhenchod*
behanchod* bahenchod* banchod* bkl bsdk bhosdi* bhosri* bhosad* gandu gaandu gand gaand randi rand
lund lauda lawda lavda loda jhant jhaant jhaat chinal harami haraami haramkhor* haramzada
haramzadi kamina kamine kutta kutte kutiya suar tatti tatte hijra bhadwa bhadva bhadve chor
चूतिया* चुतिया* चूतिये चूत मादरचोद* मदरचोद* बहनचोद* बहेनचोद* भेनचोद* भोसड़* गांडू गांड रंडी* लंड
लौड़ा* लौड़े लौडा* लौडे झांट हरामी* हरामखोर* हरामज़ादा हरामज़ादी कमीना कमीने कुत्ता कुत्ते कुतिया सुअर
टट्टी भड़वा* भड़वे चोर
хуй хуе* хуи* хуйл* хуя* хер херн* пизд* бля бляд* блят* еба* ебл* ебуч* уеб* заеб* долбоеб* сука
суки сучка мудак* мудил* гандон* гондон* пидор* пидар* педик* шлюх* залуп* дерьм* жоп* говн*
мразь тварь ублюд* дебил* идиот* дурак дура кретин* лох лохи фашист* нацист*
pizd* blyat* blyad* suka mudak* pidor* pidar* eblan* gandon* zalup*
"""
"""Not said to anybody, whole words or (`*`) beginnings, in English, Hinglish, Hindi and Russian.

Some are names as well: whoever bears one is addressed politely without it.
"""
_SPELLINGS = str.maketrans({"\u093c": "", "ँ": "ं", "ё": "е"})
_LOOKS = str.maketrans("0134578@$!аеорсухіѕкмтвн", "oieastbasiaeopcyxiskmtbh")
"""Digits, signs and Cyrillic letters, as the Latin letters that they look like."""
_LOOKS_BACK = str.maketrans("aeopcyxkmtbh", "аеорсухкмтвн")
_WORD_OR_SIGN = re.compile(r"[\w@$!\u0900-\u097f]+")
_DRAWN_OUT = re.compile(r"(.)\1{2,}")


def spoken_name(name: str) -> str:
    """The first of somebody's names, unless that is an initial; empty where none can be said.

    Left out are decorations around it. Not said at all are offensive names, links, handles,
    numbers, names longer than a line takes, and those that turn the text around them.
    """
    if _TURNING.search(name) or name.strip().casefold() == _DELETED:
        return ""
    plain = _without_decoration(name[:LONGEST_READ])
    first, _, _ = plain.partition(" ")
    said = (first if _letters(first) > 1 else plain).strip(_AROUND)
    if said.count(".") == 1:
        said = said.strip(".").strip(_AROUND)
    return said if _can_be_said(said) and not _is_offensive(name[:LONGEST_READ]) else ""


def _without_decoration(name: str) -> str:
    """Letters in their usual form; emoji and the like leave a blank."""
    usual = unicodedata.normalize("NFKC", name)
    kept = "".join(_kept(letter) for letter in usual)
    words = (word.strip(_JOINERS) for word in kept.split())
    return " ".join(word for word in words if word)


def _kept(letter: str) -> str:
    kind = unicodedata.category(letter)
    if letter in _BLANK_LETTERS:
        return " "
    if letter in _JOINERS or kind[0] in "LNP" or letter in "$=<>|+^~":
        return letter
    if kind in {"Mn", "Mc"} and not 0xFE00 <= ord(letter) <= 0xFE0F:
        return letter
    return "" if kind in {"Cf", "Mn", "Me"} else " "


def _can_be_said(name: str) -> bool:
    return (
        any(letter.isalpha() for letter in name)
        and len(name) <= LONGEST_NAME
        and not (_MARKED_UP.search(name) or _ADDRESS.search(name) or _NUMBER.search(name))
        and not _is_heaped(name)
    )


def _letters(name: str) -> int:
    """How many letters, vowel signs included."""
    return sum(unicodedata.category(letter)[0] in "LM" for letter in name)


def _is_heaped(name: str) -> bool:
    run = 0
    for letter in name:
        run = run + 1 if unicodedata.category(letter) in {"Mn", "Me"} else 0
        if run >= _HEAPED_MARKS:
            return True
    return False


def _is_offensive(name: str) -> bool:
    """Whether a word of a name is, also where it is disguised or spelt letter by letter."""
    words = _WORD_OR_SIGN.findall(_folded(name))
    spelt = "".join(word for word in words if len(word) == 1)
    candidates = [part for word in (*words, spelt) for part in (word, *word.split("_"))]
    return any(
        form in _WHOLE or form.startswith(_BEGINNINGS)
        for candidate in candidates
        for form in _forms(candidate)
        if form
    )


def _forms(word: str) -> tuple[str, ...]:
    return (word, word.translate(_LOOKS).strip("!"), word.translate(_LOOKS_BACK))


def _folded(name: str) -> str:
    """One case, one width, without marks over letters, without letters drawn out."""
    usual = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    seen = "".join(
        letter
        for letter in usual
        if not 0x300 <= ord(letter) <= 0x36F and unicodedata.category(letter) != "Cf"
    )
    return _DRAWN_OUT.sub(r"\1", seen.translate(_SPELLINGS))


_FOLDED_WORDS = [_folded(word) for word in _OFFENSIVE.split()]
_WHOLE = frozenset(word for word in _FOLDED_WORDS if not word.endswith("*"))
_BEGINNINGS = tuple(word.removesuffix("*") for word in _FOLDED_WORDS if word.endswith("*"))
