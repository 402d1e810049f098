### The library in the chat: looking through it, changing it, reminders. Read on a phone.

## Buttons

label-library = ‹ Library
label-topics = ‹ Topics
label-back = ‹ Back
label-save = Save
label-save-reply = Save as reply
label-entry-texts = Edit text
label-entry-languages = Add language
label-entry-example = Add example
label-entry-titles = Title
label-entry-lanes = Lanes
label-entry-topic = Topic
label-entry-owners = Owner
label-entry-valid-until = Valid until
label-entry-history = History
label-retire = Retire
label-restore = Restore
label-extend = Extend 30 days
label-version = Version { $number }
label-revert = Revert to this

## Shelves

library-overview =
    { $count ->
        [one] 📚 <b>{ $count } saved reply</b>
       *[other] 📚 <b>{ $count } saved replies</b>
    }
    Search with <code>/replies words</code>, or look here:
library-empty =
    📚 The library is empty.
    Press <b>Save as reply</b> under an answer that was sent, or have one imported.
library-door = { $name } · { $count }
library-shelf-any-lane = Any lane
library-shelf-snippets = Snippets
library-shelf-playbooks = Playbooks
library-shelf-ending = ⌛ Running out
library-shelf-retired = 🗄 Retired
library-shelf-found = Found
library-no-topic = No topic
library-shelf =
    <b>{ $name }</b> · { $count ->
        [one] { $count } entry
       *[other] { $count } entries
    }{ $pages ->
        [1] {""}
       *[other] {" "}· page { $page } of { $pages }
    }
library-nothing-here = <b>{ $name }</b>: nothing stands here any more.
library-found =
    🔎 “{ $words }”: { $count ->
        [one] { $count } entry
       *[other] { $count } entries
    }{ $pages ->
        [1] {""}
       *[other] {" "}· page { $page } of { $pages }
    }
library-nothing-found =
    🔎 Nothing found for “{ $words }”.
    Try other words, or look through the library.

## An entry

entry-notice-saved = ✅ Saved as version { $number }. It is in use at once.
entry-notice-changed-meanwhile = ⚠️ { $by } changed this meanwhile. This is how it is now:
entry-notice-unchanged = ☑️ It reads so already: nothing was changed.
entry-notice-off-voice = ✋ Nothing was saved: the brand's voice stops it. Edit the text first.
entry-doubts = Look at it once more:
entry-head = <code>{ $id }</code> · version { $number } · { $by }, { $at }
entry-by-import = import
entry-is-retired = 🗄 <b>Retired: it is not suggested.</b>
entry-is-over = ⌛ <b>Its last day has gone by: it is not suggested.</b>
entry-owner = Owner: { $owner }
entry-valid-until = valid until { $day }
entry-steps = Steps: { $steps }
entry-no-examples = ⚠️ No example comments yet: it is hard to find.
entry-examples =
    { $count ->
        [one] { $count } example: { $examples }
       *[other] { $count } examples, such as { $examples }
    }
entry-use = 📊 shown { $shown } · sent { $sent } · edited { $edited }
entry-last-used = last used { $at }
entry-unused = 📊 not used yet
entry-nobody = Nobody
entry-text-label = { $number } { $lang }: { $text }

entry-which-texts = { $title }: which text would you like to edit?
entry-which-languages = { $title }: in which language would you like to add a text? ✓ has one already.
entry-which-titles = { $title }: the title in which language?
entry-which-lanes = { $title }: which lanes may it answer? With none chosen it may answer any.
entry-which-owners = { $title }: who looks after it?

## History

entry-history =
    🕘 { $title }{ $pages ->
        [1] {""}
       *[other] {" "}· page { $page } of { $pages }
    }
entry-history-line = <b>{ $number }</b> · { $by }, { $at } · { $what }
entry-what-created = new
entry-what-edited = changed
entry-what-variant-added = text added
entry-what-example-added = example added
entry-what-retired = retired
entry-what-restored = restored
entry-what-reverted = reverted to an earlier version
entry-what-imported = imported
entry-part-titles = title
entry-part-lanes = lanes
entry-part-topic = topic
entry-part-owner = owner
entry-part-valid-until = valid until
entry-part-examples = examples
entry-part-variants = text
entry-part-steps = steps
entry-version = 🕘 { $title } · version { $number } · { $by }, { $at }

## Questions

ask-text =
    ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, tap the text to copy it, change it, and send it as a reply to this message.

    <code>{ $text }</code>
ask-text-or-none =
    ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, tap the text to copy it, change it, and send it as a reply to this message. To remove this text, reply with a single -

    <code>{ $text }</code>
ask-text-new = ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, reply to this message with the text of <b>{ $title }</b>.
ask-language-new =
    ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, reply to this message with <b>{ $title }</b> in { $lang }.
    $author, $brand and $link_… are filled in when it is sent.
ask-example-new = ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, reply to this message with a comment that <b>{ $title }</b> answers, as a member would write it.
ask-title =
    ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, reply to this message with the title in { $lang }. Now it is:

    <code>{ $text }</code>
ask-title-new = ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, reply to this message with the title of <b>{ $title }</b> in { $lang }.
ask-topic = ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, reply to this message with the topic of <b>{ $title }</b>, or with - for none. Now it is: <code>{ $text }</code>
ask-topic-new = ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, reply to this message with the topic of <b>{ $title }</b>, such as <code>delivery</code>.
ask-valid-until = ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, reply to this message with the last day of <b>{ $title }</b>, such as <code>31.12.2027</code>, or with <code>never</code>. Now it is: <code>{ $text }</code>
ask-valid-until-new = ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, reply to this message with the last day on which <b>{ $title }</b> may be suggested, such as <code>31.12.2027</code>.
ask-new-reply =
    ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, this text becomes a saved reply. Reply to this message with a short English title for it, such as <code>Late order</code>.

    <blockquote>{ $text }</blockquote>
ask-again =
    <a href="tg://user?id={ $user }">{ $manager }</a>, nothing was saved yet. Please reply to this message with it put right. You wrote:

    <code>{ $text }</code>
ask-again-long = <a href="tg://user?id={ $user }">{ $manager }</a>, nothing was saved yet. Please copy your text, put it right, and send it as a reply to this message.
ask-after-conflict =
    ⚠️ <a href="tg://user?id={ $user }">{ $manager }</a>, { $by } changed this while you were writing. Now (version { $number }) it reads:

    <code>{ $newer }</code>

    You wrote:

    <code>{ $text }</code>

    Reply to this message with what it should be.

word-never = never
fault = ❗ { $what } ({ $hint })
fault-plain = ❗ { $what }
fault-too-long = ❗ Telegram takes at most { $most } characters in one message.
fault-no-day = ❗ I cannot read this as a day. Write it like <code>31.12.2027</code>, or <code>never</code>.
fault-past-day = ❗ This day has gone by already.
fault-voice = ✋ The brand's voice stops this text:

## Toasts and refusals

toast-page = {""}
toast-prompt = Reply to the prompt below
toast-saved = Saved
toast-unchanged = Nothing was changed
toast-reverted = As in version { $number } again
toast-retired = Retired: it is not suggested any more
toast-restored = In use again
refused-entry-needed = The library would not be whole: { $what }
refused-entry-voice = Not saved: against the brand's voice ({ $rules }).
refused-entry-changed = { $by } changed this meanwhile. Please look at it once more.

## Reminders

reminder-to = <a href="tg://user?id={ $user }">{ $owner }</a>:
reminder-soon = ⌛ <b>{ $title }</b> runs out: it is suggested until { $day }, and not after that.
reminder-over = ⌛ <b>{ $title }</b> ran out on { $day }: it is not suggested any more.
reminder-many =
    { $count ->
        [one] ⌛ { $count } saved reply runs out, or has run out.
       *[other] ⌛ { $count } saved replies run out, or have run out.
    }
