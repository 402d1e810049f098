# Answers drafted by a language model: the button, what is said at once, and what comes of it.

label-draft = Набросать

toast-drafting = Готовлю черновик… Он появится ниже.
toast-drafting-busy = Уже готовится несколько черновиков. Попробуйте чуть позже или напишите сами.
toast-drafting-off = Языковая модель для черновиков сейчас не подключена.

draft-sources = 🤖 Черновик модели. По ответам: { $ids }
draft-none = 🤖 Черновика нет: { $why }
draft-why-down = сервер с моделью не ответил вовремя.
draft-why-refused = сервер с моделью отказал. Почему, скажет «jawab check».
draft-why-unreadable = модель ответила не так, как её просили.
draft-why-thin = в готовых ответах об этом сказано слишком мало.
draft-why-no-source = он составлен не из готовых ответов.
draft-why-length = он пустой или слишком длинный.
draft-why-link = в нём ссылка, которой нет в готовых ответах.
draft-why-contact = в нём контакт, которого нет в готовых ответах.
draft-why-number = в нём число, которого нет в готовых ответах.
draft-why-slot = в нём пропуск, которого нет в готовых ответах.
draft-why-echo = он повторяет чужие слова.
draft-why-language = он не на языке автора.
draft-why-tone = он звучит грубо.
draft-why-voice = он нарушает правила голоса бренда.
