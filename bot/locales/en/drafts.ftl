# Answers drafted by a language model: the button, what is said at once, and what comes of it.

label-draft = Draft

toast-drafting = Drafting… it will come below.
toast-drafting-busy = Several drafts are being made already. Try again soon, or press Write.
toast-drafting-off = No language model is set up for drafts now.

draft-sources = 🤖 Drafted by a model from: { $ids }
draft-none = 🤖 No draft: { $why }
draft-why-down = the drafting server did not answer in time.
draft-why-refused = the drafting server refused. “jawab check” says why.
draft-why-unreadable = the model did not answer as it was asked.
draft-why-thin = the saved replies say too little about this.
draft-why-no-source = it was not made from the saved replies.
draft-why-length = it was empty or too long.
draft-why-link = it held a link that the saved replies do not have.
draft-why-contact = it held a contact that the saved replies do not have.
draft-why-number = it held a number that the saved replies do not have.
draft-why-slot = it held a blank that the saved replies do not have.
draft-why-echo = it repeated what somebody else wrote.
draft-why-language = it was not in the author's language.
draft-why-tone = it sounded rude.
draft-why-voice = it broke the rules of your brand's voice.
