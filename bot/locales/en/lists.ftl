# Lists of authors.

label-list-vip = ⭐ VIP
label-list-vip-off = ✓ VIP
label-list-quiet = 🔕 Quiet
label-list-quiet-off = ✓ Quiet
label-list-ignore = 🚷 Ignore
label-list-ignore-off = ✓ Ignored
label-authors = All lists
author-on-vip = ⭐ VIP: comes before others
author-on-quiet = 🔕 Quiet: cases without a sound
author-on-ignore = 🚷 Ignored: no cases
authors-none = Nobody is on a list. The page of an author has buttons for that.
authors-head = <b>On a list</b>{ $pages ->
    [1] {""}
   *[other] {" "}· page { $page } of { $pages }
}
authors-vip = ⭐ VIP ({ $count })
authors-quiet = 🔕 Quiet ({ $count })
authors-ignore = 🚷 Ignored ({ $count })
authors-person = { $name }, since { $at } by { $by }
authors-person-configured = { $name }, by the configuration
authors-unseen = { $who }, who has not written so far
toast-list-vip = { $name } comes before others now
toast-list-quiet = Cases of { $name } make no sound now
toast-list-ignore = Comments of { $name } make no cases now
toast-list-none = { $name } is on no list now
reason-vip = VIP
reason-quiet-list = quiet list
reason-ignore-list = ignore list
