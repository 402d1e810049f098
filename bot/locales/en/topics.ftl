# Topics of the desk's group: their titles, the page that switches them, and what goes wrong.

topic-complaint = Complaints
topic-question = Questions
topic-abuse = Abuse
topic-spam = Spam
topic-praise = Praise
topic-unsure = Unsure

label-topics-off = One chat
label-topics-lanes = By lane
label-topics-communities = By community

topics-head-off = 🗂 <b>All cards come into one chat.</b> I can sort them into topics of the desk's group, by lane or by community.
topics-head-lanes = 🗂 <b>Cards are sorted by lane</b>: complaints, questions and the others have a topic each. A topic is made when the first card for it comes.
topics-head-communities = 🗂 <b>Cards are sorted by community</b>: each community has a topic. A topic is made when the first card for it comes.
topics-need = For that the group needs topics (switch them on in its settings), and I need the admin right “Manage topics”.
topics-stay = Cards that stand already stay where they are; a case that comes back moves. The board and what concerns no case stand in General.
topics-standing =
    { $count ->
        [one] { $count } topic so far:
       *[other] { $count } topics so far:
    }
topics-more = · and { $count } more
topics-closed-one = · 🔒 { $topic } (closed: its cards come into General)
topics-tries-again = I try again with the next card.

topics-no-rights = ⚠️ I may not make topics in the desk's group, so new cards come into General. Give me the admin right “Manage topics” there, and I sort them again.
topics-no-topics = ⚠️ The desk's group has no topics, so cards come into one chat. Switch topics on in its settings, and I use them. A lead changes it with /topics.
topics-refused = ⚠️ Telegram did not let me make a topic in the desk's group, so new cards come into General. /topics tries again.
topic-closed = 🔒 The topic “{ $topic }” is closed, and I may not write there. Its cards come here until it is opened again.
topic-closed-foreign = 🔒 A topic in this group is closed, and I may not write there. I answer here instead.

toast-topics-off = Cards come into one chat
toast-topics-lanes = New cards are sorted by lane
toast-topics-communities = New cards are sorted by community

command-topics = Sort the desk's cards into topics
help-topics = /topics sorts the cards of the desk into topics of its group, by lane or by community
