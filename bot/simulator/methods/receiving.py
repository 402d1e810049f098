"""How a bot gets its updates: asking for them, or being pushed."""

from bot.simulator.methods.call import Call
from bot.simulator.updates import Webhook
from bot.simulator.wire import JsonObject, bad_request

_LONGEST_POLL = 50


async def get_updates(call: Call) -> list[JsonObject]:
    """Confirm what came before `offset`, then hand out what is pending."""
    params, queue = call.params, call.account.queue
    queue.allow(params.array("allowed_updates"))
    limit = params.integer("limit", 100) or 100
    timeout = params.integer("timeout", 0) or 0
    return await queue.poll(
        offset=params.integer("offset", 0) or 0,
        limit=min(max(limit, 1), 100),
        seconds=min(max(timeout, 0), _LONGEST_POLL),
    )


def set_webhook(call: Call) -> bool:
    """Have updates pushed to a URL; an empty one stops it."""
    params, queue = call.params, call.account.queue
    url = params.text("url")
    if url and not url.startswith(("https://", "http://127.0.0.1", "http://localhost")):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    queue.allow(params.array("allowed_updates"))
    if params.flag("drop_pending_updates"):
        queue.clear()
    queue.set_webhook(
        Webhook(
            url=url,
            secret_token=params.text("secret_token"),
            max_connections=params.integer("max_connections", 40) or 40,
        )
        if url
        else None
    )
    return True


def delete_webhook(call: Call) -> bool:
    """Stop pushing."""
    if call.params.flag("drop_pending_updates"):
        call.account.queue.clear()
    call.account.queue.set_webhook(None)
    return True


def get_webhook_info(call: Call) -> JsonObject:
    """Say where updates are pushed and how that goes."""
    queue = call.account.queue
    body: JsonObject = {
        "url": queue.webhook.url if queue.webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(queue.pending),
    }
    if queue.allowed is not None:
        body["allowed_updates"] = sorted(queue.allowed)
    if queue.webhook is not None:
        body |= {"max_connections": queue.webhook.max_connections, "ip_address": "127.0.0.1"}
        if queue.webhook.last_error_at is not None:
            body["last_error_date"] = int(queue.webhook.last_error_at.timestamp())
            body["last_error_message"] = queue.webhook.last_error
    return body
