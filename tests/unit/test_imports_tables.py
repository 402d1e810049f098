"""Tables of other tools become saved replies, and what cannot is named by row and column."""

from __future__ import annotations

from datetime import date

import pytest

from replies.findings import Finding, Severity
from replies.imports.delimited import read_delimited
from replies.imports.headings import Meaning
from replies.imports.rows import MAX_ROWS, TableUnreadable
from replies.imports.tables import Brought, replies_of
from replies.types import SavedReply, Variant


def brought(text: str | bytes, /, **columns: str) -> Brought:
    data = text if isinstance(text, bytes) else text.encode()
    given = {Meaning(name): heading for name, heading in columns.items()}
    return replies_of(read_delimited(data), columns=given, language_of=lambda _: "en")


def the_reply(text: str | bytes, /, **columns: str) -> SavedReply:
    (reply,) = brought(text, **columns).library.replies
    return reply


def errors(found: Brought) -> list[tuple[int | None, str, str]]:
    return [
        (one.row, one.column, one.message)
        for one in found.findings
        if one.severity is Severity.ERROR
    ]


# --- columns ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Title,Content", "Refund,Money is back"),
        ("Macro name;body_text;usage", "Refund;Money is back;17"),
        ("Short Code\tContent", "refund\tMoney is back"),
        ("Название;Ответ", "Refund;Money is back"),
        ("शीर्षक,उत्तर", "Refund,Money is back"),
        ("folder|Name|messageText", "x|Refund|Money is back"),
        ("Name,Subject,Body", "Refund,About it,Money is back"),
    ],
)
def test_the_columns_of_many_tools_are_known(heading: str, cells: str) -> None:
    reply = the_reply(f"{heading}\n{cells}\n")

    assert (reply.id, reply.titles["en"].casefold()) == ("refund", "refund")
    assert reply.variants == (Variant(lang="en", text="Money is back"),)


def test_everything_that_a_reply_has_can_come_from_a_table() -> None:
    reply = the_reply(
        "key,name,title hi,intent,category,team,expires,language,tone,answer,questions\n"
        'late,Late order,देर,"Complaint, question",delivery,care,31.03.2027,Hinglish,warm,'
        'Sorry,"where is it\nwhen will it come"\n'
    )

    assert reply == SavedReply(
        id="late",
        titles={"en": "Late order", "hi": "देर"},
        lanes=("complaint", "question"),
        topic="delivery",
        owner="care",
        valid_until=date(2027, 3, 31),
        examples=("where is it", "when will it come"),
        variants=(Variant(lang="hi-Latn", tone="warm", text="Sorry"),),
    )


def test_a_column_for_each_language_makes_texts_in_each() -> None:
    reply = the_reply("Name;Ответ (ru);Answer en;hindi text\nMenu;Вот;Here;यहाँ\n")

    assert {(one.lang, one.text) for one in reply.variants} == {
        ("ru", "Вот"),
        ("en", "Here"),
        ("hi", "यहाँ"),
    }


def test_headings_may_be_said_by_name_or_by_number() -> None:
    text = "A,Reply body,C\nMenu,Here,x\n"

    assert the_reply(text, text="reply body", title="1") == the_reply(text, text="2", title="A")
    assert the_reply(text, text="Reply body", title="C").titles == {"en": "x"}


def test_a_table_without_headings_is_read_by_numbers() -> None:
    found = brought(";hi,Hello there,x\n;bye,Bye for now,y\n", text="2", shortcut="1")

    assert [(one.id, one.variants[0].text) for one in found.library.replies] == [
        (";hi", "Hello there"),
        (";bye", "Bye for now"),
    ]
    assert the_reply("key,Body\nmenu,Here\n", text="2").id == "menu"


@pytest.mark.parametrize(
    ("table", "title"),
    [
        ("text,question,short code\nHere,menu?,/m\n", "/m"),
        ("text,question\nHere,menu?\n", "menu?"),
        ('text\n"{name}, here it is"\n', "Here it is"),
        ("text\nAll about [thing] here\n", "All about … here"),
        (f"text\n{'word ' * 30}\n", "word word word word word word word word …"),
        ("text,title ru\nHere,Меню\n", "Меню"),
    ],
)
def test_without_a_title_there_is_one_all_the_same(table: str, title: str) -> None:
    assert the_reply(table).titles["en"] == title


def test_a_number_is_no_id_where_there_is_a_shortcut() -> None:
    assert the_reply("id,short_code,content\n17,menu,Here\n").id == "menu"
    assert the_reply("id,content\n17,Here\n").id == "17"


def test_a_category_in_a_title_is_the_topic() -> None:
    assert the_reply("title,text\nRefund::Late,Soon\n").topic == "Refund"
    assert the_reply('title,text,tags\nRefund::Late,Soon,"a,b"\n').topic == "a"


def test_columns_that_are_not_used_are_named() -> None:
    found = brought("name,text,usage,created\nMenu,Here,3,x\n")

    assert 'not used: "usage", "created"' in found.remarks


def test_without_a_column_of_texts_the_columns_are_named_and_the_way_out() -> None:
    with pytest.raises(TableUnreadable, match="no column with the texts") as caught:
        brought("foo,bar\n1,2\n")

    assert '"foo", "bar"' in caught.value.hint
    assert "--map" in caught.value.hint


def test_a_column_that_is_asked_for_and_not_there_is_named() -> None:
    with pytest.raises(TableUnreadable, match='no column "Reply"'):
        brought("name,text\nMenu,Here\n", text="Reply")


def test_lines_above_the_headings_are_passed_over() -> None:
    assert the_reply("Our replies,,\n,,\nname,answer,\nMenu,Here,\n").id == "menu"


def test_fifty_columns_are_read() -> None:
    heading = ",".join(f"field {n}" for n in range(48))

    reply = the_reply(f"{heading},name,text\n{'x,' * 48}Menu,Here\n")

    assert reply.variants[0].text == "Here"


# --- rows ---------------------------------------------------------------------------------------


def test_rows_of_one_id_are_one_reply() -> None:
    reply = the_reply("id,title,lang,text\nmenu,Menu,en,Here\nmenu,Menu,ru,Вот\n")

    assert [(one.lang, one.text) for one in reply.variants] == [("en", "Here"), ("ru", "Вот")]


def test_one_id_for_two_different_things_is_an_error() -> None:
    found = brought("id,title,text\nmenu,Menu,Here\nmenu,Hours,From 8\n")

    assert errors(found) == [(3, "", "row 2 has this id with another title")]


def test_an_id_made_of_a_title_twice_is_made_different() -> None:
    found = brought("folder,name,text\ntea,Price,10\ncake,Price,20\n")

    assert [one.id for one in found.library.replies] == ["price", "price-2"]


def test_a_row_that_comes_twice_is_taken_once() -> None:
    found = brought("name,text\nMenu,Here\nMenu,Here\n")

    (reply,) = found.library.replies
    assert len(reply.variants) == 1
    assert [(one.row, one.severity) for one in found.findings] == [(3, Severity.WARNING)]


def test_ragged_rows_are_filled_up_or_named() -> None:
    found = brought("name,text,tone\nMenu,Here\nHours,From 8,warm,and,more\n")

    assert [one.id for one in found.library.replies] == ["menu"]
    assert errors(found) == [(3, "", "has 5 cells, the heading 3")]


def test_quotes_may_hold_line_breaks_and_quotes() -> None:
    reply = the_reply('name,text\r\nMenu,"First\r\nsecond ""here"""\r\n')

    assert reply.variants[0].text == 'First\nsecond "here"'


def test_rows_are_counted_as_spreadsheets_do() -> None:
    found = brought('name,text\nMenu,"one\ntwo"\n\nHours,=1+1\n')

    assert errors(found)[0][0] == 4


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('Menu,"never closed', "a quote is opened and never closed"),
        ('Menu,"closed" early', "the quotes do not fit"),
        (f'Menu,"{"x" * 200_000}"', "a cell is far too long; perhaps a quote is not closed"),
    ],
)
def test_quotes_that_do_not_fit_are_named_by_row(line: str, message: str) -> None:
    found = brought(f"name,text\nHours,From 8\n{line}\n")

    assert [one.id for one in found.library.replies] == ["hours"]
    assert (3, "", message) in errors(found)


@pytest.mark.parametrize("cell", ['=HYPERLINK("http://x")', "+1", "-1+1", "@SUM(A1)", "\t=1"])
def test_what_a_spreadsheet_would_run_is_named_and_not_taken(cell: str) -> None:
    quoted = '"' + cell.replace('"', '""') + '"'
    found = brought(f"name,text\nMenu,{quoted}\nHours,From 8\n")

    assert [one.id for one in found.library.replies] == ["hours"]
    (first, *_) = errors(found)
    assert first[:2] == (2, "text")
    assert "would run it" in first[2]


def test_what_was_meant_to_be_read_is_taken_without_its_mark() -> None:
    assert the_reply("name,text\nPhone,'+91 11 2345\n").variants[0].text == "+91 11 2345"


def test_a_dash_for_nothing_is_nothing() -> None:
    assert the_reply("name,text,tone\nMenu,Here,-\n").variants[0].tone == ""


@pytest.mark.parametrize(
    ("heading", "cell", "message"),
    [
        ("language", "Klingon", 'unknown language "Klingon"'),
        ("lane", "angry", 'unknown lane "angry"'),
        ("valid until", "soon", '"soon" is no day'),
        ("valid until", "3/4/2027", '"3/4/2027" could be two different days'),
        ("valid until", "31.02.2027", '"31.02.2027" is no day'),
        ("topic", "#REF!", "holds #REF!, an error of the spreadsheet"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(heading: str, cell: str, message: str) -> None:
    found = brought(f"name,text,{heading}\nMenu,Here,{cell}\n")

    assert errors(found) == [(2, heading, message)]


def test_a_row_without_text_is_named() -> None:
    assert errors(brought("name,text\nMenu,Here\nEmpty,\n")) == [(3, "", "has no text")]


def test_the_language_of_a_text_is_told_where_the_table_does_not_say() -> None:
    found = brought("name,text\nMenu,Here\nHours,From 8\n")

    assert "languages told from the texts: en 2" in found.remarks


def test_a_text_whose_language_cannot_be_told_is_named() -> None:
    table = read_delimited(b"name,text\nBye,Bye!\n")

    (finding,) = replies_of(table, language_of=lambda _: "und").findings

    assert (finding.row, finding.severity) == (2, Severity.WARNING)
    assert "--language" in finding.hint


def test_a_table_without_rows_has_no_replies() -> None:
    assert brought("name,text\n").library.replies == ()


# --- blanks and markup --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("Hi {{ticket.requester.first_name}}!", "Hi $author!"),
        ("Hi {first_name} {last_name}!", "Hi $author!"),
        ("Hi %name%, 50% off", "Hi $author, 50% off"),
        ("Hi [Name]", "Hi $author"),
        ("Hi <name>", "Hi $author"),
        ('Hi {{ customer.firstName | fallback: "there" }}', "Hi $author"),
        ("Привет, {имя}", "Привет, $author"),
        ("[नाम] जी", "$author जी"),
        ("*|FNAME|*, welcome to {{shop.name}}", "$author, welcome to $brand"),
        ("Costs $5, not $$6", "Costs $5, not $$6"),
        ("[our page](https://x.in)", "[our page](https://x.in)"),
        ("{} [] <3 a < b", "{} [] <3 a < b"),
        ("$author, see $link_menu", "$author, see $link_menu"),
    ],
)
def test_blanks_of_other_tools_that_mean_the_name_become_slots(theirs: str, ours: str) -> None:
    found = brought(f"name\ttext\nMenu\t'{theirs}\n".replace("\t'", "\t"))

    assert found.library.replies[0].variants[0].text == ours
    assert found.findings == []


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("Order [Order number]", "Order $ask_order_number"),
        ("Order {{order.id}}", "Order $ask_order_id"),
        ("Заказ {номер заказа}", "Заказ $ask_order_number"),
        ("${tracking}", "$ask_tracking"),
        ("%%coupon%%x", "${ask_coupon}x"),
        ("{तस्वीर}", "$ask_detail"),
    ],
)
def test_other_blanks_are_asked_for_and_said_by_row(theirs: str, ours: str) -> None:
    found = brought(f"name;text\nMenu;{theirs}\n")

    assert found.library.replies[0].variants[0].text == ours
    (finding,) = found.findings
    assert (finding.row, finding.severity) == (2, Severity.WARNING)
    assert "$ask_" in finding.message


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("$[amount] back", "$$$ask_amount back"),
        ("${{amount}} back", "$$$ask_amount back"),
        ("$%sum%", "$$$ask_sum"),
        ("5$[", "5$$["),
        ("$[ask_days: one=day|other=days]", "$[ask_days: one=day|other=days]"),
    ],
)
def test_a_dollar_sign_before_a_blank_is_money_and_a_form_stays(theirs: str, ours: str) -> None:
    assert the_reply(f'name,text\nBack,"{theirs}"\n').variants[0].text == ours


def test_markup_becomes_lines() -> None:
    html = "<p>Hi {{name}},</p><p>see <a href='https://x.in/a'>our page</a> &amp; go<br>bye</p>"

    text = the_reply(f'name,body_html\nMenu,"{html}"\n').variants[0].text

    assert text == "Hi $author,\n\nsee our page https://x.in/a & go\nbye"


# --- files --------------------------------------------------------------------------------------

CYRILLIC = "Название;Ответ;Язык\nВозврат;Мы вернём деньги;Русский\n"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp1251", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [";", "\t", ",", "|"])
def test_every_encoding_and_delimiter_of_spreadsheet_programs_is_read(
    codec: str, delimiter: str
) -> None:
    reply = the_reply(CYRILLIC.replace(";", delimiter).encode(codec))

    assert (reply.titles["en"], reply.variants[0].text) == ("Возврат", "Мы вернём деньги")
    assert reply.variants[0].lang == "ru"


def test_western_letters_of_windows_are_not_taken_for_cyrillic() -> None:
    text = "titre;réponse;langue\nDélai;Votre commande est expédiée, désolés;fr\n"

    assert the_reply(text.encode("cp1252")).variants[0].text.endswith("désolés")


def test_a_delimiter_that_the_file_names_is_taken() -> None:
    assert the_reply("sep=;\nname;text\na, b;c, d\n").variants[0].text == "c, d"


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\xff\xfea", b"a\0\0\0b\0\0"])
def test_what_is_no_text_is_told(data: bytes) -> None:
    with pytest.raises(TableUnreadable):
        read_delimited(data)


@pytest.mark.parametrize("codec", ["utf-8", "cp1251"])
@pytest.mark.parametrize("place", [3, 30, 36, 5000])
def test_a_zero_byte_is_told_with_its_line(codec: str, place: int) -> None:
    whole = CYRILLIC + "Срок;Три дня;Русский\n" * 300
    for data in (whole.encode(codec), (whole + "x").encode(codec)):
        damaged = data[:place] + b"\0" + data[place:]
        line = damaged[:place].count(b"\n") + 1

        with pytest.raises(TableUnreadable, match=f"line {line} holds a zero byte"):
            read_delimited(damaged)


HEADINGS = {
    "hi": "शीर्षक,उत्तर\nरिफंड,पैसे वापस मिलेंगे\n",
    "zh": "题目,text\n退款,我们会在三天内把钱退到您的账户里，请您放心等待。\n",
    "en": "name,text\nRefund,Money is back\n",
}


@pytest.mark.parametrize("language", HEADINGS)
@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_unmarked_utf_16_is_known_in_any_script(language: str, codec: str) -> None:
    table = read_delimited(HEADINGS[language].encode(codec))

    assert [row.cells for row in table.rows] == [
        tuple(line.split(",")) for line in HEADINGS[language].splitlines()
    ]


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\n\n", b",,,\n"])
def test_an_empty_file_is_told(data: bytes) -> None:
    with pytest.raises(TableUnreadable, match="is empty"):
        brought(data)


def test_an_endless_table_is_refused() -> None:
    with pytest.raises(TableUnreadable, match="more than"):
        read_delimited(b"name,text\n" + b"a,b\n" * (MAX_ROWS + 1))


def test_a_finding_names_file_row_and_column() -> None:
    finding = Finding(message="is wrong", row=7, column="Answer")

    assert str(finding) == 'library, row 7, column "Answer": error: is wrong'
