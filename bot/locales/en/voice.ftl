### The brand's voice: what it finds in an answer, and how to mend it.

label-send-anyway = Send anyway (lead)
label-send-really = Yes, send

toast-look-first = Look at it first, see below
toast-voice-stops = Not sent yet: see what has to change
toast-override = Please confirm below
refused-voice = Not sent: against the brand's voice ({ $rules }).

preview-stopped = ✋ Not sent yet. For <b>{ $author }</b>:

voice-look-first = Before you send:
voice-stops = This keeps it from being sent:
voice-more =
    { $count ->
        [one] … and { $count } more
       *[other] … and { $count } more
    }
voice-override = ❓ <b>Send it all the same?</b> Your name and the rules are noted.

## Rules

voice-rule-address = Form of address
voice-rule-address-capital = Form of address
voice-rule-address-small = Form of address
voice-rule-banned = Banned words
voice-rule-pattern-slow = Banned words
voice-rule-phrase-missing = Required words
voice-rule-emoji-none = Emoji
voice-rule-emoji-many = Emoji
voice-rule-emoji-banned = Emoji
voice-rule-length = Length
voice-rule-link = Links
voice-rule-signature-missing = Signature
voice-rule-signature-forbidden = Signature
voice-rule-exclamations = Exclamation marks
voice-rule-capitals = Capitals
voice-rule-open-slot = Not filled in
voice-rule-hidden-characters = Hidden characters
voice-rule-secret = Private data
voice-rule-contact = Private data

## What was found, and what to do

voice-address = “{ $quote }”: we say { $form }
voice-address-capital = “{ $quote }”: write it with a capital letter
voice-address-small = “{ $quote }”: write it with a small letter
voice-banned = “{ $quote }” is not ours: say it in other words
voice-pattern-slow = could not be checked: look for it yourself ({ $pattern })
voice-phrase-missing = something is missing, such as “{ $wanted }”
voice-emoji-none = no emoji here: take out { $quote }
voice-emoji-many = { $count } emoji, at most { $most }: take out { $quote }
voice-emoji-banned = { $quote } is not ours: take it out
voice-length = { $count } characters, at most { $most }: shorten it
voice-link = { $quote } is not our address: take it out or use one of ours
voice-signature-missing = end with “{ $wanted }”
voice-signature-forbidden = end without “{ $quote }”
voice-exclamations = { $count } of them, at most { $most }: use full stops
voice-capitals = “{ $quote }”: use small letters
voice-open-slot = “{ $quote }”: put the real words in its place
voice-hidden-characters = they turn the text around near “{ $quote }”: type it anew
voice-secret = asks for “{ $quote }”: we never do, take it out
voice-contact = asks for “{ $quote }” in public: lead the author into private with $link_private
