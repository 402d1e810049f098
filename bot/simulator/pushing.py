"""Webhooks: updates pushed one by one, again and again until the bot says 2xx."""

import aiohttp

from bot.ports import Clock
from bot.simulator.updates import Pending, UpdateQueue, Webhook

_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 60.0
_PATIENCE = aiohttp.ClientTimeout(total=30)


class Pusher:
    """Delivers the updates of one bot while a webhook is set."""

    def __init__(self, queue: UpdateQueue, clock: Clock) -> None:
        self._queue = queue
        self._clock = clock

    async def run(self) -> None:
        """Push for ever."""
        async with aiohttp.ClientSession(timeout=_PATIENCE) as session:
            pause = _FIRST_PAUSE
            while True:
                if self._queue.webhook is None:
                    self._queue.webhook_changed.clear()
                    await self._queue.webhook_changed.wait()
                    continue
                await self._queue.wait_for_arrival()
                webhook = self._queue.webhook
                pending = self._queue.pending
                if webhook is None or not pending:
                    continue
                if await self._is_taken(session, webhook, pending[0]):
                    self._queue.confirm(pending[0].update_id + 1)
                    pause = _FIRST_PAUSE
                else:
                    await self._clock.sleep(pause)
                    pause = min(pause * 2, _LONGEST_PAUSE)

    async def _is_taken(
        self, session: aiohttp.ClientSession, webhook: Webhook, update: Pending
    ) -> bool:
        headers = {}
        if webhook.secret_token:
            headers["X-Telegram-Bot-Api-Secret-Token"] = webhook.secret_token
        try:
            async with session.post(webhook.url, json=update.body, headers=headers) as answer:
                if answer.status < 300:
                    return True
                webhook.last_error = f"Wrong response from the webhook: {answer.status}"
        except (TimeoutError, aiohttp.ClientError) as error:
            webhook.last_error = f"Connection failed: {type(error).__name__}"
        webhook.last_error_at = self._clock.now()
        return False
