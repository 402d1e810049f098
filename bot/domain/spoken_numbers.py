"""Numbers in words, as somebody writes them who hides digits: English, Hindi, Russian.

Only what tells a price, a discount or a telephone: large numbers, and many small ones in a row.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

_DIGITS = """
    zero one two three four five six seven eight nine
    shunya ek do teen char chaar paanch panch chhe chhah saat aath nau
    शून्य एक दो तीन चार पाँच पांच छह छः सात आठ नौ
    ноль один одна два две три четыре пять шесть семь восемь девять
"""
_AMOUNTS = """
    twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands
    million millions lakh lakhs crore crores
    bees tees chalis chalees pachas pachaas assi nabbe sau hazar hazaar
    बीस तीस चालीस पचास साठ सत्तर अस्सी नब्बे सौ हज़ार हजार लाख करोड़
    сорок сорока сто ста
"""
_BEGINNINGS = """
    двадцат тридцат пятьдесят пятидесят шестьдесят шестидесят семьдесят семидесят
    восемьдесят восьмидесят девяност двест двухсот трист трехсот четырест пятьсот пятисот
    шестьсот семьсот восемьсот девятьсот тысяч миллион
"""
_MANY = 4
"""So many small numbers in a row are no counting but a telephone."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(unicodedata.normalize("NFKC", listed).split())


_DIGIT_WORDS, _AMOUNT_WORDS = _words(_DIGITS), _words(_AMOUNTS)
_AMOUNT_BEGINNINGS = tuple(_words(_BEGINNINGS))


def spoken_numbers(words: Sequence[str]) -> Iterator[str]:
    """Name the amounts among words (folded, NFKC), and each stretch of many single digits."""
    in_a_row: list[str] = []
    for word in (*words, ""):
        if word in _AMOUNT_WORDS or word.replace("ё", "е").startswith(_AMOUNT_BEGINNINGS):
            yield word
        if word in _DIGIT_WORDS:
            in_a_row.append(word)
            continue
        if len(in_a_row) >= _MANY:
            yield " ".join(in_a_row)
        in_a_row = []
