# What is said in other ways when a desk ends

page-ended = The desk has stopped: Telegram does not take the bot's token any more
page-ended-meanwhile = Nobody is called, and nothing is answered or shown, until it runs with a new token.
