"""How people are asked for their secrets, in English, Hindi, Hinglish and Russian.

Phrases as `replies.voice_safety` reads them: `*` is any ending, between two words one more may
stand.
"""

from __future__ import annotations


def _listed(text: str) -> tuple[str, ...]:
    return tuple(" ".join(phrase.split()) for phrase in text.split(","))


SECRETS = _listed(
    """
    card number*, card no, card detail*, card pin, card photo*, photo of card, cvv*, cvc*,
    password*, passcode*, passwort*, upi pin, atm pin, otp, one time code*,
    verification code*, security code*, कार्ड नंबर, कार्ड का नंबर, कार्ड संख्या,
    कार्ड की जानकारी, कार्ड डिटेल*, सीवीवी, पासवर्ड*, ओटीपी, यूपीआई पिन, एटीएम पिन,
    वेरिफिकेशन कोड, card ka number, card ki details, card ki jankari, номер* карт*,
    данны* карт*, реквизит* карт*, пароль, пароля, пароли, пин код*, пинкод*, код* из смс,
    код* из sms, смс код*, sms код*, код* подтвержден*, одноразов* код*,
    код* с обратной стороны, три цифры с
    """
)
"""What opens an account or pays from it."""
CONTACTS = _listed(
    """
    phone number*, mobile number*, phone no, mobile no, contact number*, whatsapp number*,
    telephone number*, cell number*, फ़ोन नंबर, मोबाइल नंबर, व्हाट्सऐप नंबर, संपर्क नंबर,
    phone ka number, fon number, номер* телефона, номер* мобильного, телефонный номер,
    номер* whatsapp, email address*, e mail address*, mail address*, mail id, email id,
    your email, your e mail, your mail, ईमेल पता, ईमेल आईडी, ई मेल पता, अपना ईमेल, आपका ईमेल,
    email pata, apna email, apni email, aapka email, aapki email, адрес* электронной почты,
    адрес* почты, электронн* адрес*, электронную почту, вашу почту, свою почту, ваш email,
    свой email, ваш e mail
    """
)
"""What belongs into a private chat."""
REQUESTS = _listed(
    """
    send*, share*, tell us, tell me, give us, give me, provide*, write us, write your,
    write to us with, post your, drop*, dm us, dm me, message us, reply with, comment with,
    comment your, leave your, we need, we'll need, we will need, let us have, what is your,
    what's your, type your, paste your, type it here, mention your, भेज*, बता*, दीजिए,
    दीजिये, दें, दे दो, लिखें, लिखिए, लिखिये, लिख दीजिए, साझा, शेयर, डालिए, डालें, क्या है,
    bhej*, bata*, dijiye, dijie, dein, de do, de dijiye, likhiye, likh do, likhein,
    share karo, share karein, share kijiye, daliye, daaliye, kya hai, пришл*, присыл*,
    отправ*, напиш*, сообщ*, укаж*, скаж*, назов*, дайте, дай, остав*, скиньте, скинь,
    киньте, подскаж*, продиктуй*, нужен ваш, нужны ваши, нам нужен, нам нужны, какой у,
    какой ваш, какие у
    """
)
"""How somebody is asked to say something."""
PROHIBITED = _listed(
    """
    never, without, don't, dont, do not, does not, doesn't, must not, should not,
    shouldn't, please not, not to, no one, nobody, no need, will not ask, won't ask,
    loyalty card, gift card, bonus card, member* card, reward* card, points card,
    карт* лояльности, бонусн* карт*, подарочн* карт*, скидочн* карт*, клубн* карт*,
    गिफ्ट कार्ड, लॉयल्टी कार्ड, last four, last 4, अंतिम चार, आख़िरी चार, aakhri char,
    aakhri chaar, последние четыре, последние 4, मत, कभी न, कभी नहीं, न बताएँ, न बताएं,
    न बताइए, न भेजें, न भेजिए, न दें, साझा न, शेयर न, नहीं माँगते, नहीं मांगते, न लिखें,
    किसी को न, ज़रूरत नहीं, mat, kabhi na, kabhi nahi, na batayein, na bataiye, na bhejein,
    na bhejiye, na dein, share na, nahi maangte, nahi mangte, na likhein, kisi ko na,
    zaroorat nahi, zarurat nahi, без, кроме, bina, बिना, никогда, никому, нельзя,
    не присыл*, не отправ*, не сообщ*, не указ*, не пиш*, не надо, не нужно, не называй*,
    не дава*, не остав*, не спрашива*, не запрашива*, не прос*, не публик*, не передава*
    """
)
"""How people are warned not to, or told that nobody asks; and parts that open nothing."""
PRIVATE_PLACE = (
    r"://|t\.me/|\bdm\b|\bprivate|\binbox|\bpersonal (?:message|chat|mein)|личк|\bличн\p{L}+ сообщ"
    r"|निजी|इनबॉक्स|\bniji"
)
"""Signs that what is asked for is to come in private."""
