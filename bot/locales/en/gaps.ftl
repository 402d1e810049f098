### Gaps of the library: what people write and no saved reply answers.

gaps-none = ✅ No gaps: nothing kept coming up in the last week without a saved reply for it.
gaps-head =
    { $count ->
        [one] 🧩 <b>{ $count } gap in the last week</b>: no saved reply answered these comments.
       *[other] 🧩 <b>{ $count } gaps in the last week</b>: no saved reply answered these comments.
    }{ $pages ->
        [1] {""}
       *[other] {" "}· page { $page } of { $pages }
    }
gaps-weekly =
    { $count ->
        [one] 🧩 <b>Last week { $count } topic had no saved reply.</b> /gaps shows it at any time.
       *[other] 🧩 <b>Last week { $count } topics had no saved reply.</b> /gaps shows them at any time.
    }
gap-head =
    { $name } · { $count ->
        [one] { $count } comment
       *[other] { $count } comments
    } by { $people ->
        [one] { $people } person
       *[other] { $people } people
    }
gap-label = { $number } { $name }
gap-answered =
    { $count ->
        [one] Answered by hand once:
       *[other] Answered by hand { $count } times, most often so:
    }
gap-unanswered = Nobody has answered them yet.
label-gaps = ‹ Gaps
label-gaps-all = All gaps
label-gap-reply = Make a reply
label-gap-aside = Not a gap
label-gap-example = Open example
toast-gap-aside = Put aside. It comes back if it doubles.
toast-gap-gone = It is no gap any more. Here is what there is now.
ask-gap-text =
    ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, reply to this message with the text that answers it. $author, $brand and $link_… are filled in when it is sent.

    <blockquote>{ $comment }</blockquote>
command-gaps = What no saved reply answered in the last week
