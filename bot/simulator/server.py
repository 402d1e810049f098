"""The Bot API over HTTP: reads any encoding, calls the method, lets faults happen."""

import asyncio
import inspect
import json
from dataclasses import dataclass

from aiohttp import BodyPartReader, web

from bot.simulator.calls import RecordedCall
from bot.simulator.faults import Fault, Faults, Planned
from bot.simulator.limits import too_many_requests
from bot.simulator.methods.call import Call
from bot.simulator.methods.table import METHODS_BY_LOWER_NAME
from bot.simulator.wire import JsonObject, Params, Refused, UploadedFile, as_integer, bad_request
from bot.simulator.world import Account, World

_LARGEST_BODY = 50 * 2**20
_BEFORE_EFFECT = frozenset({Fault.RESET, Fault.SERVER_ERROR, Fault.BAD_GATEWAY, Fault.FLOOD})


@dataclass(slots=True, kw_only=True)
class _Answer:
    """What goes back over the wire."""

    status: int
    body: JsonObject


class Server:
    """Serves one world on loopback."""

    def __init__(self, world: World, faults: Faults) -> None:
        self._world = world
        self._faults = faults
        self._runner: web.AppRunner | None = None
        self.calls: list[RecordedCall] = []

    async def start(self, host: str, port: int) -> int:
        """Listen and return the port, a free one when `port` is 0."""
        app = web.Application(client_max_size=_LARGEST_BODY)
        app.router.add_route("*", "/bot{token}/{method}", self._serve)
        app.router.add_get("/file/bot{token}/files/{file_id}", self._serve_file)
        self._runner = web.AppRunner(
            app, handler_cancellation=True, access_log=None, shutdown_timeout=0.1
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        _, bound = self._runner.addresses[0][:2]
        return int(bound)

    async def stop(self) -> None:
        """Hang up on everybody."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        account = self._world.accounts.get(request.match_info["token"])
        if account is None:
            return self._turn_away(request, None, Refused(401, "Unauthorized"))
        known = METHODS_BY_LOWER_NAME.get(request.match_info["method"].lower())
        if known is None:
            return self._turn_away(request, account, Refused(404, "Not Found"))
        try:
            params = Params(await _read_params(request))
        except Refused as refused:
            return self._turn_away(request, account, refused)
        return await self._answer(request, account, known[0], params)

    async def _answer(
        self, request: web.Request, account: Account, name: str, params: Params
    ) -> web.StreamResponse:
        planned = self._faults.due(name, params)
        call = RecordedCall(
            method=name,
            params=params.printable(),
            at=self._world.now(),
            bot_id=account.bot.id,
            fault=planned.fault if planned else None,
        )
        self.calls.append(call)
        self._world.touch()
        if planned is not None and planned.fault in _BEFORE_EFFECT:
            return self._fail_before(request, account, planned, params, call)
        answer = await self._perform(account, params, call)
        self._world.touch()
        if planned is not None:
            return await self._fail_after(request, account, planned, answer)
        return _respond(answer)

    def _turn_away(
        self, request: web.Request, account: Account | None, refused: Refused
    ) -> web.Response:
        """Refuse, and keep a record of, what is no call of a known method by a known bot."""
        self.calls.append(
            RecordedCall(
                method=request.match_info["method"],
                params={},
                at=self._world.now(),
                bot_id=account.bot.id if account else 0,
                refusal=refused,
            )
        )
        self._world.touch()
        return _respond(_refusal(refused))

    async def _perform(self, account: Account, params: Params, record: RecordedCall) -> _Answer:
        _, method = METHODS_BY_LOWER_NAME[record.method.lower()]
        try:
            result = method(Call(world=self._world, account=account, params=params))
            record.result = await result if inspect.isawaitable(result) else result
        except Refused as refused:
            record.refusal = refused
            return _refusal(refused)
        return _Answer(status=200, body={"ok": True, "result": record.result})

    def _fail_before(
        self,
        request: web.Request,
        account: Account,
        planned: Planned,
        params: Params,
        record: RecordedCall,
    ) -> web.StreamResponse:
        match planned.fault:
            case Fault.RESET:
                return _hang_up(request)
            case Fault.BAD_GATEWAY:
                page = "<html><body><h1>502 Bad Gateway</h1></body></html>"
                return web.Response(status=502, text=page, content_type="text/html")
            case Fault.FLOOD:
                record.refusal = too_many_requests(planned.retry_after)
                chat_id = as_integer(params.raw.get("chat_id"))
                if chat_id is not None:
                    until = self._world.now() + planned.delay
                    account.pace.close(chat_id, until=until)
                return _respond(_refusal(record.refusal))
            case _:
                record.refusal = Refused(500, "Internal Server Error")
                return _respond(_refusal(record.refusal))

    async def _fail_after(
        self, request: web.Request, account: Account, planned: Planned, answer: _Answer
    ) -> web.StreamResponse:
        match planned.fault:
            case Fault.LOST_ANSWER:
                return _hang_up(request)
            case Fault.MALFORMED:
                return web.Response(text='{"ok":tru', content_type="application/json")
            case Fault.SLOW:
                await self._world.clock.sleep(planned.seconds)
            case _:
                account.queue.repeat(_update_ids(answer))
        return _respond(answer)

    async def _serve_file(self, request: web.Request) -> web.Response:
        content = self._world.files.get(request.match_info["file_id"])
        if request.match_info["token"] not in self._world.accounts or content is None:
            return _respond(_refusal(Refused(404, "Not Found")))
        return web.Response(body=content)


async def _read_params(request: web.Request) -> JsonObject:
    """Read the query string and a JSON, form or multipart body."""
    params: JsonObject = dict(request.query)
    if request.content_type == "application/json":
        raw = await request.read()
        try:
            body = json.loads(raw) if raw else {}
        except ValueError:
            raise bad_request("can't parse JSON object") from None
        return params | (body if isinstance(body, dict) else {})
    if request.content_type == "multipart/form-data":
        async for part in await request.multipart():
            if isinstance(part, BodyPartReader) and part.name:
                content = bytes(await part.read(decode=False))
                is_file = part.filename is not None
                params[part.name] = (
                    UploadedFile(name=part.filename or "", content=content)
                    if is_file
                    else content.decode()
                )
        return params
    return params | dict(await request.post())


def _refusal(refused: Refused) -> _Answer:
    body: JsonObject = {
        "ok": False,
        "error_code": refused.code,
        "description": refused.description,
    }
    if refused.parameters:
        body["parameters"] = refused.parameters
    return _Answer(status=refused.code, body=body)


def _respond(answer: _Answer) -> web.Response:
    return web.json_response(answer.body, status=answer.status)


def _hang_up(request: web.Request) -> web.StreamResponse:
    """Drop the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    raise asyncio.CancelledError


def _update_ids(answer: _Answer) -> list[int]:
    listed = answer.body.get("result")
    updates = listed if isinstance(listed, list) else []
    return [update["update_id"] for update in updates if "update_id" in update]
