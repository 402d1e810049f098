"""Ends of host names that make a word with a dot in it a link: those that people meet."""

from __future__ import annotations

_COUNTRIES = (
    "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br "
    "bs bt bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz "
    "ec ee eg er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu "
    "gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr "
    "kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt "
    "mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps "
    "pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st su sv sx sy "
    "sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu "
    "wf ws ye yt za zm zw"
)
_GENERIC = (
    "com org net info biz edu gov mil int name pro mobi asia tel cat jobs travel museum aero "
    "coop post app dev page web site online shop store blog cloud tech xyz top club vip icu "
    "life live world today news media social link click space fun win bid loan men work agency "
    "digital email group company ltd inc llc team chat zone center support help services "
    "solutions systems software network host hosting website design studio art photo photos "
    "pics video tube music game games bet casino poker money cash finance capital credit bank "
    "insure fund exchange trade market markets deals sale discount promo coupons gift gifts buy "
    "shopping boutique fashion clothing shoes jewelry beauty hair salon spa fit fitness yoga "
    "run health care clinic doctor dental hospital pharmacy food recipes restaurant cafe coffee "
    "bar pub pizza tea beer wine vodka catering delivery express taxi tours holiday hotel "
    "flights city place town london paris berlin moscow guru expert academy school college "
    "university education training courses study science wiki one plus now best cool love lol "
    "wtf ninja rocks sexy porn sex xxx adult dating singles party events family kids baby pet "
    "dog house homes land estate property rent apartments garden green eco bio energy solar "
    "auto car cars bike golf football soccer tennis ski surf fish horse vet consulting legal "
    "law lawyer tax accountants ventures partners holdings enterprises industries international "
    "global africa arab onl tokyo nyc vegas moda uno tel ooo ink red blue pink black gold rip "
    "review reviews report press tips guide works tools build parts repair direct directory "
    "download stream monster quest bond cyou sbs cfd rest skin hair makeup autos boats yachts "
    "motorcycles google youtube amazon microsoft apple android zip mov foo meme channel example "
    "test onion ton eth"
)
_OF_OTHER_SCRIPTS = (
    "рф рус москва дети онлайн сайт орг ком укр бел қаз срб мкд бг ею "
    "भारत भारतम् संगठन नेट कॉम ভারত বাংলা ভাৰত ਭਾਰਤ ભારત ଭାରତ இந்தியா భారత్ ಭಾರತ ഭാരതം "
    "شبكة موقع بازار كوم عرب امارات السعودية مصر قطر ایران پاکستان بھارت "
    "中国 中國 香港 台湾 公司 网络 网址 在线 商城 한국 みんな 世界 ไทย ελ ευ გე հայ ישראל קום"
)
TOP_LEVEL = frozenset((f"{_COUNTRIES} {_GENERIC} {_OF_OTHER_SCRIPTS}").split())
