"""What people write anyway: the backdrop against which nearness to a reply is judged."""

from __future__ import annotations

BACKDROP = (
    "Good morning everyone",
    "Happy birthday, have a great day",
    "Congratulations to the whole team",
    "What a match last night",
    "Who won the game yesterday?",
    "Which movie should I watch tonight?",
    "It is raining here again",
    "Look at this beautiful sunset",
    "I agree with you",
    "Haha so true",
    "Thanks for sharing this",
    "The government announced new rules today",
    "Who is the president of that country?",
    "When was this city founded?",
    "Subscribe to my channel please",
    "Earn money from home, write to me",
    "You are all idiots",
    "I miss my school days",
    "My phone battery died again",
    "Can anyone help me with my homework?",
    "सुप्रभात सभी को",
    "जन्मदिन की बहुत बहुत शुभकामनाएँ",
    "कल का मैच कौन जीता?",
    "सरकार ने आज नई योजना की घोषणा की",
    "बहुत सुंदर तस्वीर है",
    "यह देश कब आज़ाद हुआ था?",
    "आज यहाँ बारिश हो रही है",
    "आप बिल्कुल सही कह रहे हैं",
    "Good morning dosto",
    "Janamdin ki bahut badhai bhai",
    "Kal ka match kaun jeeta?",
    "Ye gaana bahut mast hai",
    "Chunav mein kaun jeetega?",
    "Haan bhai sahi bola",
    "Aaj mausam kaisa hai wahan?",
    "Mere channel ko subscribe kar lo",
    "Доброе утро всем",
    "С днём рождения, здоровья и счастья",
    "Кто вчера выиграл матч?",
    "Какая красивая фотография",
    "Сегодня опять идёт дождь",
    "В каком году был основан этот город?",
    "Согласен с вами полностью",
    "Ищу людей для заработка, пишите в личку",
    "Buenos días a todos",
    "¿Quién ganó el partido ayer?",
    "Guten Morgen zusammen",
    "Bonne journée à tous",
)
"""Everyday comments that no brand's library answers, in the languages of its communities.

Sentence vectors share a large common part, so that unrelated texts look alike. Search subtracts
the mean over the library and these texts: a small library's own mean would take away its topic.
"""
