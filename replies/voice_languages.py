"""Which languages a reply is written in, told from a few everyday words and the script.

Only rules of the voice need it, and they forgive a doubt: where no language can be told, the hint
decides, and without one English. What members write is judged elsewhere.
"""

from __future__ import annotations

import regex

_WORDS = regex.compile(r"[\p{L}\p{M}]+")
_DEVANAGARI = regex.compile(r"\p{Devanagari}")
_CYRILLIC = regex.compile(r"\p{Cyrillic}")
_LATIN = regex.compile(r"\p{Latin}")

_EVERYDAY = {
    "en": "the no yes a an is are was we you your our it this that with for from and or not have "
    "has will please thank thanks sorry here there what when which can of in on at if do does so "
    "they them",
    "hi-Latn": "hai hain hum aap aapka aapki aapke aapko tum tumhara tumhe tu tera tujhe ka ki "
    "ke ko se mein nahi nahin kya aur par bhi ye yeh wo woh ji kar karein kijiye kariye karo "
    "tak yahan wahan abhi bahut liye hua hue thoda kuch hamari hamara hamare humne sakte sakta "
    "baat dijiye bhejiye bhejo bataiye batao shukriya maaf agar lekin sath saath mat jaldi apna "
    "apni apne",
    "es": "el la los las un una de que y en es por para con su sus tu tus te usted nos lo gracias "
    "hola pedido muy esta este estamos lamentamos si al del se favor aquí más como pero ya le",
    "de": "der die das ein eine und ist sind wir sie ihr ihre ihnen du dich dir dein deine "
    "nicht mit für auf zu bitte danke uns haben hat es im den dem von auch hier kannst können "
    "tut leid",
    "fr": "le la les un une des et est sont nous vous votre vos tu ton ta tes te toi de du pour "
    "avec pas merci bonjour ici que qui sur dans ce cette ne désolés commande avons à au",
    # without rules of their own, so that their words are not taken for those of a neighbour
    "pt": "o os um uma de que e em para com não você vocês seu sua obrigado obrigada do da no na "
    "nos por favor pedido muito está estamos mais como mas já lhe aqui olá",
    "it": "il lo gli un una di che e è in per con non lei suo sua grazie del della nel nella ci "
    "ordine molto siamo più come ma già qui ciao tuo tua",
    "id": "yang dan di ke dari ini itu untuk dengan tidak kami kamu anda pesanan terima kasih "
    "maaf sudah akan bisa ada juga silakan",
}
_SETS = {language: frozenset(words.split()) for language, words in _EVERYDAY.items()}


def languages_of(folded: str, hint: str = "") -> frozenset[str]:
    """The languages of a folded text, one for each script: hi, ru, and one written in Latin."""
    found = set()
    if _DEVANAGARI.search(folded):
        found.add("hi")
    if _CYRILLIC.search(folded):
        found.add("ru")
    if _LATIN.search(folded):
        found.add(_latin(folded, hint))
    return frozenset(found)


def _latin(folded: str, hint: str) -> str:
    words = _WORDS.findall(folded)
    counts = {language: sum(word in each for word in words) for language, each in _SETS.items()}
    most = max(counts.values())
    if most and counts.get(hint, 0) < most:
        return max(counts, key=lambda language: counts[language])
    return hint if hint in _SETS else "en"
