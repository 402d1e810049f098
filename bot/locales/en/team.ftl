# The team: roles changed by buttons, and invitations.

label-team = ‹ Team
label-make = Make { $role }
label-remove = Remove
label-remove-yes = Remove from the team
label-confirm = Confirm
label-refuse = Refuse

team-how = A lead taps a name to change the role. /invite brings somebody in.
team-person = <b>{ $name }</b> is { $role }.
team-remove-ask = Remove <b>{ $name }</b> ({ $role }) from the team? To come back, a new invitation is needed.
role-changed = A lead has changed your role: you are <b>{ $role }</b> now. /help shows what you can do.
role-taken = A lead has removed you from the team. You have no role here any more.
refused-last-lead = A desk needs a lead: make somebody else one first.
toast-removed = { $name } is out of the team
toast-not-in-team = This person is not in the team any more

invite-which = Which role shall the new person have? The link that I make works once.
invite-link =
    ✉️ Send this link to the person who is to be <b>{ $role }</b>. It works once, until { $until }; a lead then confirms who used it.

    { $link }
invite-not-yet = I have not reached Telegram yet and do not know my name. Try again in a moment.
invite-ask =
    🙋 { $guest }{ $username ->
        [none] {""}
       *[other] {" "}(@{ $username })
    } used the invitation of { $by } and would be <b>{ $role }</b>. Is it the right person?
invite-confirmed-by = ✅ <b>{ $guest }</b> is { $role } now, confirmed by { $by }.
invite-refused-by = 🚫 { $by } refused <b>{ $guest }</b> the role { $role }.
invite-is-confirmed = ✅ <b>{ $guest }</b> was confirmed as { $role } already.
invite-is-refused = 🚫 <b>{ $guest }</b> was refused the role { $role } already.
invite-forgotten = This invitation is too old. Make a new one with /invite.
toast-invite-settled = Somebody has decided already

invite-came = 👋 Thank you. A lead will confirm that it is you; then I write to you here.
invite-waiting = A lead has not confirmed you yet. I write to you here as soon as it is done.
invite-used = This invitation was used already. Ask for a new one.
invite-expired = This invitation has expired. Ask for a new one.
invite-unknown = I do not know this invitation. Ask for a new one.
invite-needless = You have this role already, or one that reaches farther.
invite-confirmed = ✅ Welcome! You are <b>{ $role }</b> now. /help shows what you can do.
invite-refused = A lead has not confirmed you. If that is a mistake, ask for a new invitation.

command-team = The team: who has which role
command-invite = Invite somebody: /invite moderator
help-team = /team shows who has which role; a lead changes it there
help-invite = <code>/invite moderator</code> makes a link that brings somebody into the team
