"""Forms of address, as words: how each language says "you" to whom.

Only words that say it without a doubt are here. Endings that other words share (लिए in के लिए,
Russian -те in в интернете) are left out: a wrong finding costs more trust than one missed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form of address: its words and endings, folded; `shown` is how it is called.

    `but` are words that end so and are none.
    """

    shown: str
    words: str
    endings: tuple[str, ...] = ()
    but: str = ""


_HINDI = {
    "तू": Form(
        shown="तू",
        words="तू तुझे तुझको तुझसे तुझमें तेरा तेरी तेरे तूने",
    ),
    "तुम": Form(
        shown="तुम",
        words="तुम तुम्हें तुमको तुमने तुमसे तुममें तुम्हारा तुम्हारी तुम्हारे तुम्हीं "
        "करो भेजो बताओ देखो आओ जाओ लिखो सुनो रुको पूछो समझो रखो बोलो कहो पढ़ो खोलो दबाओ चुनो डालो "
        "दिखाओ छोड़ो मानो बैठो सोचो ढूंढो खाओ पियो लाओ लगाओ मंगाओ मंगवाओ आजमाओ उठाओ बनाओ",
        endings=("ोगे", "ोगी", "ओगे", "ओगी"),
        but="भोगे भोगी रोगी योगी जोगी उपयोगी सहयोगी उद्योगी वियोगी संयोगी प्रयोगी निरोगी ढोंगी "
        "होगी होगे",
    ),
    "आप": Form(
        shown="आप",
        words="आप आपको आपका आपकी आपके आपने आपसे आपमें आपही कीजिए कीजिये दीजिए दीजिये लीजिए लीजिये "
        "पीजिए पीजिये",
        endings=("िए", "िये", "इए", "इये", "िएगा", "िएगा", "इएगा", "इयेगा", "ियेगा"),
        but="लिए लिये किए किये दिए दिये पिए पिये सिए जिए जिये चाहिए चाहिये इसलिए इसलिये किसलिए "
        "रुपए बनिए बनिये पहिए पहिये तकिए तकिये डाकिए डाकिये मुखिए",
    ),
}

_HINGLISH = {
    "tu": Form(shown="tu", words="tu tujhe tujhko tujhse tera teri tere tune"),
    "tum": Form(
        shown="tum",
        words="tum tumhe tumhein tumhen tumko tumne tumse tumhara tumhari tumhare karo bhejo "
        "batao dekho aao jao likho suno ruko pucho puchho poocho poochho samjho rakho bolo kaho "
        "padho kholo dabao chuno dalo daalo dikhao chhodo mano maano baitho socho dhundho khao "
        "piyo lao lagao mangao mangwao uthao banao",
        endings=("oge", "ogi"),
        but="yogi rogi jogi upyogi sahyogi hogi hoge doge bhogi",
    ),
    "aap": Form(
        shown="aap",
        words="aap aapko aapka aapki aapke aapne aapse ap apko apka apki apke kijiye kijie dijiye "
        "dijie lijiye lijie pijiye",
        endings=("iye", "iyega", "iyegaa", "iega"),
        but="liye kiye diye piye siye jiye chahiye chaahiye isliye rupiye kisliye",
    ),
}

_RUSSIAN_YOU = "ваш ваша ваше ваши вашего вашей вашему вашу вашим вашими ваших вашем"
_RUSSIAN = {
    "ты": Form(
        shown="ты",
        words="ты тебя тебе тобой тобою твой твоя твое твои твоего твоей твоему твою твоим "
        "твоими твоих твоем напиши скажи расскажи подожди извини прости посмотри проверь "
        "попробуй отправь укажи позвони зайди приходи уточни смотри пиши жди дай давай покажи "
        "выбери закажи обнови нажми открой перейди держи поделись обратись",
        endings=("ешь", "ишь", "ешься", "ишься"),
        but="лишь тишь вишь гешь",
    ),
    "вы": Form(
        shown="вы",
        words=f"вы вас вам вами {_RUSSIAN_YOU} напишите скажите расскажите подождите извините "
        "простите посмотрите проверьте попробуйте отправьте укажите позвоните зайдите приходите "
        "уточните смотрите пишите ждите дайте давайте покажите выберите закажите обновите нажмите "
        "откройте перейдите держите поделитесь обратитесь пришлите хотите можете",
    ),
}

_SPANISH = {
    "tú": Form(
        shown="tú",
        words="tú tu tus ti te contigo tuyo tuya tuyos tuyas tienes puedes quieres necesitas eres "
        "estás has escríbenos envíanos dinos cuéntanos mándanos llámanos espera disculpa perdona",
    ),
    "usted": Form(
        shown="usted",
        words="usted ustedes escríbanos envíenos díganos cuéntenos mándenos llámenos disculpe "
        "perdone",
    ),
}

_GERMAN = {
    "du": Form(
        shown="du",
        words="du dich dir dein deine deinen deinem deiner deines euch euer eure euren eurem "
        "eurer kannst hast bist willst möchtest musst brauchst schreibst findest",
    ),
    "Sie": Form(shown="Sie", words="Sie Ihnen Ihr Ihre Ihren Ihrem Ihrer Ihres"),
}

_FRENCH = {
    "tu": Form(
        shown="tu",
        words="tu t' toi ton ta tes tien tienne tiens tiennes écris-nous envoie-nous dis-nous",
    ),
    "vous": Form(
        shown="vous",
        words="vous votre vos vôtre vôtres",
        endings=("ez",),
        but="chez assez nez rez",
    ),
}

FORMS: Mapping[str, Mapping[str, Form]] = {
    "hi": _HINDI,
    "hi-Latn": _HINGLISH,
    "ru": _RUSSIAN,
    "es": _SPANISH,
    "de": _GERMAN,
    "fr": _FRENCH,
}
"""The forms of each language, by the name under which a brand chooses one."""

CASE_TELLS = {"de": "Sie"}
"""Forms that only a capital letter tells from another word, so only within a sentence."""

RUSSIAN_PRONOUNS = f"вы вас вам вами {_RUSSIAN_YOU}"
CAPITAL_VY = "Вы"
"""A form of its own: вы, always with a capital letter."""

ALIASES: Mapping[str, Mapping[str, str]] = {
    "hi": {"tu": "तू", "tum": "तुम", "aap": "आप"},
    "ru": {"ty": "ты", "vy": "вы", "Vy": CAPITAL_VY},
    "es": {"tu": "tú"},
    "de": {"sie": "Sie"},
}
"""Other ways to write the name of a form."""
