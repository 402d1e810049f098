"""Excel workbooks: their values are read, whatever is no workbook is told apart."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from itertools import pairwise

import pytest
from openpyxl import Workbook

from replies.imports import workbooks
from replies.imports.rows import TableUnreadable
from replies.imports.workbooks import COMPOUND, read_workbook


def a_workbook(*rows: tuple[object, ...], sheets: tuple[str, ...] = ("Replies",)) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for number, name in enumerate(sheets):
        sheet = book.create_sheet(name)
        for row in rows if number == len(sheets) - 1 else ():
            sheet.append(row)
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_cells_are_read_as_they_show() -> None:
    data = a_workbook(
        ("name", "text"),
        ("Menu", "Here\r\nand there"),
        (7, 2.5),
        (True, 3.0),
        (date(2027, 3, 31), datetime.fromisoformat("2027-03-31T12:30")),
    )

    table = read_workbook(data)

    assert [row.cells for row in table.rows] == [
        ("name", "text"),
        ("Menu", "Here\nand there"),
        ("7", "2.5"),
        ("yes", "3"),
        ("2027-03-31", "2027-03-31T12:30:00"),
    ]


def test_rows_keep_their_numbers_and_empty_ones_are_left_out() -> None:
    table = read_workbook(a_workbook(("name", "text"), (None, " "), ("Menu", "Here", None)))

    assert [(row.number, len(row.cells)) for row in table.rows] == [(1, 2), (3, 2)]


def test_of_a_formula_its_value_is_taken() -> None:
    book = Workbook()
    book.active.append(("name", "text"))
    book.active.append(("Menu", '=HYPERLINK("http://x","Here")'))

    table = read_workbook(saved(book))

    # nothing has computed it yet: there is no value, and the formula is no text
    assert table.rows[-1].cells == ("Menu",)


def test_the_first_sheet_with_something_in_it_is_read_and_the_others_named() -> None:
    data = a_workbook(("name", "text"), sheets=("Cover", "Replies"))

    table = read_workbook(data)

    assert table.remarks == ['sheet "Replies"', "not read: sheets Cover (--sheet)"]
    assert read_workbook(data, sheet="Cover").rows == []
    with pytest.raises(TableUnreadable, match='no sheet "Nothing"') as caught:
        read_workbook(data, sheet="Nothing")
    assert caught.value.hint == "there are Cover, Replies"


def test_an_empty_workbook_has_no_rows() -> None:
    assert read_workbook(saved(Workbook())).rows == []


def an_archive(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


ENCRYPTED = COMPOUND + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le")
TYPES = {"[Content_Types].xml": b"<Types/>"}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (COMPOUND + b"\0" * 500, "an old Excel file"),
        (ENCRYPTED, "protected with a password"),
        (a_workbook(("name", "text"))[:900], "damaged"),
        (a_workbook(("a",)).replace(b"xl/workbook", b"xl/workboom"), "damaged"),
        (an_archive(**TYPES), "damaged"),
        (an_archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "no Excel"),
        (an_archive(xl__workbook_bin=b"x"), "no Excel"),
        (b"PK\x03\x04 and no more", "damaged"),
    ],
)
def test_what_is_no_workbook_is_told_apart(data: bytes, message: str) -> None:
    with pytest.raises(TableUnreadable, match=message):
        read_workbook(data)


def test_a_workbook_that_unpacks_to_far_too_much_is_not_unpacked() -> None:
    # given a few kilobytes that are a hundred megabytes of zeros
    bomb = an_archive(**TYPES, xl__sharedStrings=b"\0" * (workbooks.MAX_UNPACKED + 1))
    assert len(bomb) < 200_000

    with pytest.raises(TableUnreadable, match="unpacks to more than 100 MB"):
        read_workbook(bomb)


@pytest.mark.parametrize(
    "entities",
    [
        b'<!ENTITY a "aaaaaaaaaa">'
        + b"".join(
            f'<!ENTITY {name} "{f"&{before};" * 10}">'.encode()
            for before, name in pairwise("abcdefghijk")
        )
        + b'<!ENTITY told "&k;">',
        b'<!ENTITY told SYSTEM "file:///etc/hostname">',
    ],
    ids=["a thousand million laughs", "a file of this machine"],
)
def test_entities_in_a_workbook_are_neither_blown_up_nor_looked_up(entities: bytes) -> None:
    # given a workbook whose first sheet shows an entity of its own
    book = a_workbook(("name", "text"))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                data = (
                    b"<!DOCTYPE worksheet [" + entities + b"]>"
                    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
                    b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&told;</t></is></c>'
                    b"</row></sheetData></worksheet>"
                )
            new.writestr(entry, data)

    # then it is no workbook for us, or one that shows nothing
    try:
        table = read_workbook(out.getvalue())
    except TableUnreadable:
        return
    assert table.rows == []


def test_a_workbook_with_endless_columns_is_refused() -> None:
    with pytest.raises(TableUnreadable, match="more than 1000 columns"):
        read_workbook(a_workbook(tuple(range(1001))))
