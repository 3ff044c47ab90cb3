"""Splicing XML: what is not touched keeps its bytes, whoever wrote them."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, strategies as st

from mailbot.marking.markup import Markup, attributed, text

ODD = (
    b"\xef\xbb\xbf<?xml version='1.0' encoding='UTF-8'?>\r\n<!-- <a> --><x:s xmlns:x='urn:x'>"
    b"<x:a  t=\" u='1' > \"   u = '2'/><![CDATA[<x:a/>]]><x:b>\xe6\xa2\x85&amp;</x:b ><?p <a ?></x:s>"
)


def test_only_what_is_changed_changes() -> None:
    """Quotes, white space, comments and a byte order mark stay; new elements get the root's prefix."""
    markup = Markup(ODD)
    first, second = markup.root.children
    markup.put(first, u="3 & 4", w=5)
    markup.append(first, "<c/>")
    markup.after(second, '<d e="<"/>')

    assert markup.done() == ODD.replace(b"u = '2'/>", b'u = "3 &amp; 4" w="5"><x:c/></x:a>').replace(
        b"</x:b >", b'</x:b ><x:d e="<"/>'
    )
    assert markup.source(second) == b"<x:b>\xe6\xa2\x85&amp;</x:b >"


def test_nothing_changed_nothing_differs() -> None:
    """Without an edit the part is the very same."""
    assert Markup(ODD).done() == ODD


def test_elements_in_all_places() -> None:
    """Before, behind, at the end of, instead of; several at one place in the order given."""
    markup = Markup(b"<r><a>1</a><b/><c/></r>")
    a, b, c = markup.root.children
    markup.before(a, "<n/>")
    markup.before(a, "<m/>")
    markup.append(a, "<x/>")
    markup.replace(b, "<y/>")
    markup.remove(c)
    markup.append(markup.root, "<z/>")

    assert markup.done() == b"<r><n/><m/><a>1<x/></a><y/><z/></r>"


def test_edits_that_meet_are_refused() -> None:
    """An element that is replaced can't be changed as well."""
    markup = Markup(b"<r><a b='1'/></r>")
    markup.put(markup.root.children[0], b=2)
    markup.remove(markup.root.children[0])

    with pytest.raises(ValueError, match="overlap"):
        markup.done()


@pytest.mark.parametrize(
    "data",
    [
        "<a/>".encode("utf-16"),
        b'<?xml version="1.0" encoding="Shift_JIS"?><a/>',
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
    ],
)
def test_what_nobody_honest_writes_is_refused(data: bytes) -> None:
    """Other encodings and entities: no workbook has them."""
    with pytest.raises(ValueError):
        Markup(data)


@given(st.text(), st.text())
def test_any_words_are_text(words: str, value: str) -> None:
    """Whatever stands in a finding, the XML around it is sound and says the same."""
    element = ET.fromstring(f"<t>{text(words)}</t>")  # noqa: S314  # our own
    printable = "".join(each for each in words if f"{each}".isprintable())
    shown = "".join(each for each in (element.text or "").replace("_x005F_", "_") if each.isprintable())

    assert shown == printable.replace("_x005F_", "_")


def test_a_clone_differs_in_one_attribute() -> None:
    """A cell format is copied as it was written, children included."""
    xf = b"<xf numFmtId='14' fillId=\"2\"><alignment wrapText='1'/></xf>"

    assert attributed(xf, fillId=7, applyFill=1) == (
        "<xf numFmtId='14' fillId=\"7\" applyFill=\"1\"><alignment wrapText='1'/></xf>"
    )
