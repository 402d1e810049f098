"""The real program with a language model behind HTTP: a draft, and a log that tells nobody."""

from __future__ import annotations

from tests.e2e.program import Town
from tests.model_server import a_draft, a_model_server

KEY = "sk-not-to-be-told"
DRAFT = "We are sorry that your chai was not hot, $author. We are on it."


async def test_a_draft_goes_all_the_way_and_the_log_keeps_its_secrets(town: Town) -> None:
    async with a_model_server(answer=lambda _: a_draft(DRAFT, "cold-chai")) as server:
        # given a program that is told of a model, its key in a file
        (town.folder / "key.txt").write_text(f"{KEY}\n", encoding="utf-8")
        with town.program.config.open("a", encoding="utf-8") as config:
            config.write(
                f'\n[drafting]\nbase_url = "{server.base_url}"\nmodel = "tiny"\n'
                'api_key_file = "key.txt"\nmin_evidence = 0.05\n'
            )
        await town.start()

        # when a draft is wished for a complaint, and sent
        comment = town.complains("Rahul")
        card = await town.card("(Rahul)", label="More")
        await town.choose(town.ravi, card, "Draft")
        preview = await town.card("Drafted by a model", label="Send")
        await town.press(town.ravi, preview, "Send")

        # then it stands under the comment, and was asked for once
        answer = await town.answer_under(comment)
        assert answer.text == "We are sorry that your chai was not hot, Rahul. We are on it."
        assert server.requests == [("POST", "/v1/chat/completions")]
        assert server.headers[0]["Authorization"] == f"Bearer {KEY}"

        # and when the server fails, the desk says so and goes on
        server.status = 500
        town.complains("Dev")
        card = await town.card("(Dev)", label="More")
        await town.choose(town.ravi, card, "Draft")
        assert "did not answer in time" in ((await town.desk_says("No draft")).text or "")

    # and the log has told nobody what was written, or the key
    assert await town.program.terminate() == 0
    log = town.program.log
    assert "draft.settled" in log
    for private in ("came cold", "not hot", "Rahul", KEY, "Traceback"):
        assert private not in log, private
