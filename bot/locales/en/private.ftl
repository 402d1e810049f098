### The card in a manager's private chat, and the language in which somebody is spoken to.

label-skip = Skip
label-stop-number = Stop #{ $number }

solo-leaves = ⏳ #{ $number } { $author }: leaves { $at }
solo-leaving = ⏳ #{ $number } { $author }: leaving now
solo-answered = ✅ #{ $number } { $author }: answered { $at }
solo-unknown = ⚠️ #{ $number } { $author }: may have been sent, look first
solo-failed = ⚠️ #{ $number } { $author }: the answer did not get out
solo-dismissed = ☑️ #{ $number } { $author }: dismissed
solo-moderated = 🗑 #{ $number } { $author }: hidden
solo-answered-elsewhere = ☑️ #{ $number } { $author }: answered in the chat itself
solo-put-off = 💤 #{ $number } { $author }: put off until { $at }
solo-handed-over = 👤 #{ $number } { $author }: with { $to }
solo-waits-for-yes = ✋ #{ $number } { $author }: waits for a second yes
solo-all-done = 🎉 <b>All done.</b> Nothing is left that nobody has.
solo-put-off-count =
    { $count ->
        [one] 💤 { $count } case is put off
       *[other] 💤 { $count } cases are put off
    }
solo-held-count =
    { $count ->
        [one] 👤 you hold { $count }
       *[other] 👤 you hold { $count }
    }
solo-no-role = You have no role here any more.
toast-shown = { $author }
toast-turned = Next: { $author }
toast-all-done = All done
toast-nothing-else = Nothing else waits: this is the only one.

label-as-telegram = As Telegram
language-choose = 🌐 Which language shall I speak with you? Everybody chooses for themselves; the desk's group keeps its own.
toast-language = I speak English with you now

command-language = The language that I speak with you
help-language = /language: the language that I speak with you
