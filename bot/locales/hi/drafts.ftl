# Answers drafted by a language model: the button, what is said at once, and what comes of it.

label-draft = मसौदा

toast-drafting = मसौदा बन रहा है… नीचे आएगा।
toast-drafting-busy = पहले से कई मसौदे बन रहे हैं। थोड़ी देर में फिर कोशिश करें, या ख़ुद लिखें।
toast-drafting-off = मसौदों के लिए अभी कोई भाषा-मॉडल नहीं जुड़ा है।

draft-sources = 🤖 मॉडल का मसौदा, इन जवाबों से: { $ids }
draft-none = 🤖 मसौदा नहीं बना: { $why }
draft-why-down = मॉडल के सर्वर ने समय पर जवाब नहीं दिया।
draft-why-refused = मॉडल के सर्वर ने मना कर दिया। कारण “jawab check” बताएगा।
draft-why-unreadable = मॉडल ने वैसा जवाब नहीं दिया जैसा माँगा गया था।
draft-why-thin = तैयार जवाबों में इस बारे में बहुत कम है।
draft-why-no-source = वह तैयार जवाबों से नहीं बना था।
draft-why-length = वह ख़ाली या बहुत लंबा था।
draft-why-link = उसमें ऐसा लिंक था जो तैयार जवाबों में नहीं है।
draft-why-contact = उसमें ऐसा संपर्क था जो तैयार जवाबों में नहीं है।
draft-why-number = उसमें ऐसी संख्या थी जो तैयार जवाबों में नहीं है।
draft-why-slot = उसमें ऐसी ख़ाली जगह थी जो तैयार जवाबों में नहीं है।
draft-why-echo = उसमें किसी और के शब्द दोहराए गए थे।
draft-why-language = वह लेखक की भाषा में नहीं था।
draft-why-tone = वह रूखा लगा।
draft-why-voice = वह आपके ब्रांड की आवाज़ के नियमों के ख़िलाफ़ था।
