"""HTML without a template engine: elements that escape what they hold."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

_VOID = {"input", "meta", "br"}


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def element(tag: str, *children: str | Iterable[str], **attributes: object) -> Html:
    """`<tag …>children</tag>`; children that are not `Html` are escaped. A trailing underscore of an
    attribute's name is dropped, others become dashes; `None` and `False` leave the attribute out.
    """
    told = "".join(_attribute(name, value) for name, value in attributes.items())
    if tag in _VOID:
        return Html(f"<{tag}{told}>")
    return Html(f"<{tag}{told}>{joined(children)}</{tag}>")


def joined(children: Iterable[str | Iterable[str]]) -> Html:
    found: list[str] = []
    for child in children:
        if isinstance(child, Html):
            found.append(child)
        elif isinstance(child, str):
            found.append(escape(child))
        else:
            found.append(joined(child))
    return Html("".join(found))


def _attribute(name: str, value: object) -> str:
    if value is None or value is False:
        return ""
    name = name.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'


def table(caption: str, heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Html:
    """A table with a caption; wide ones scroll by themselves."""
    head = element("tr", [element("th", text, scope="col") for text in heads])
    body = [element("tr", [element("td", cell) for cell in row]) for row in rows]
    made = element(
        "table", element("caption", caption), element("thead", head), element("tbody", body)
    )
    return element("div", made, class_="wide", tabindex="0", role="region", aria_label=caption)
