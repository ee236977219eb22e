"""Pages for people: `/` with what there is, and `/_emulator/limits` with what is emulated.

Everything is in the page itself: no script, style or font comes from elsewhere.
"""

from __future__ import annotations

from pathlib import Path

from apigen.emulator.clock import timestamp
from apigen.emulator.core import Core
from apigen.emulator.forms import Forms
from apigen.emulator.html import Html, element, joined, table
from apigen.emulator.messages import Request, Response
from apigen.emulator.routing import Behaviour

HERE = Path(__file__).parent
SHOWN = 20
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; img-src data:"


class Pages:
    """Answers requests for pages; `None` for all others."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def __call__(self, request: Request) -> Response | None:
        makers = {
            "/": self._index,
            "/_emulator/limits": self._limits,
            "/_emulator/live": self._live,
        }
        maker = makers.get(request.path)
        if maker is None or request.verb not in ("GET", "HEAD"):
            return None
        with self._core.lock:
            body = maker().encode()
        headers = {"content-security-policy": _POLICY, "cache-control": "no-store"}
        return Response(200, body, headers, "text/html; charset=utf-8")

    def _index(self) -> str:
        routes = self._core.world.router.routes
        forms = Forms(self._core.world.messages)
        creating = [
            route
            for route in routes
            if route.behaviour is Behaviour.CREATE and route.method.body is not None
        ]
        made = [
            element(
                "details",
                element("summary", f"New {route.kind.noun}: {route.id}"),
                forms.form(route),
            )
            for route in creating[:SHOWN]
        ]
        script = Html(f"<script>{(HERE / 'page.js').read_text('utf-8')}</script>")
        main = element(
            "main",
            element("h1", "apigen emulator"),
            element("p", f"{len(routes)} methods. ", element("a", "What is emulated, what is only sampled", href="/_emulator/limits")),
            element("div", Html(self._live()), id="live", aria_live="off"),
            element("section", element("h2", "Create"), *made),
            self._methods(),
        )  # fmt: skip
        return _document("apigen emulator", joined([main, script]))

    def _methods(self) -> Html:
        rows = [
            (route.id, route.method.verb, element("code", route.method.path))
            for route in self._core.world.router.routes
        ]
        summary = element("summary", "All methods")
        return element(
            "section", element("h2", "Methods"),
            element("details", summary, table("Methods", ("method", "verb", "path"), rows)),
        )  # fmt: skip

    def _live(self) -> str:
        self._core.settle()
        world = self._core.world
        operations = [
            (item.id, item.method, _state(item.done, item.error), timestamp(item.created))
            for item in world.store.operations(most=SHOWN)
        ]
        resources = [
            (kind.name, key, str(data.get("name", "")), str(data.get("status", "")))
            for kind in world.router.kinds.values()
            for key, data in list(world.store.resources(kind.name))[:SHOWN]
        ]
        requests = [
            (str(r.get("time", "")), r["verb"], r["path"], str(r.get("status", "")))
            for r in list(self._core.requests)[: -SHOWN - 1 : -1]
        ]
        parts = [
            ("Resources", ("kind", "id", "name", "status"), resources),
            ("Operations", ("id", "method", "state", "started"), operations),
            ("Last requests", ("time", "verb", "path", "status"), requests),
        ]
        return "".join(
            element("section", element("h2", title), table(title, heads, rows) if rows else element("p", "None yet."))
            for title, heads, rows in parts
        )  # fmt: skip

    def _limits(self) -> str:
        rows = [
            (route.id, "emulated" if route.behaviour.emulated else "sampled", route.behaviour.value)
            for route in self._core.world.router.routes
        ]
        main = element(
            "main",
            element("h1", "What is emulated"),
            element("p", "Requests of every method are checked against the documented limits. What a method does beyond that:"),
            table("Methods", ("method", "how", "what it does"), rows),
            element("ul", [element("li", text) for text in LIMITS]),
            element("p", element("a", "Back", href="/")),
        )  # fmt: skip
        return _document("What is emulated", main)


LIMITS = (
    "Nothing is stored or moved but descriptions: a uri is recorded, not fetched; sizes are made up.",
    "Ids of kinds that the API here does not describe are accepted, until POST /_emulator/seed names "
    "ids of that kind; then all others are not found.",
    "Any credentials are accepted, and none are needed unless the emulator was told so.",
    "Quotas, rights, billing and regions do not exist; POST /_emulator/faults makes calls fail.",
    "Operations of methods that are only sampled run and end without changing anything.",
)


def _state(done: bool, error: object) -> str:
    return "running" if not done else "failed" if error else "done"


def _document(title: str, content: str) -> str:
    style = (HERE / "page.css").read_text("utf-8")
    head = (
        f'<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{style}</style>"
    )
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{content}</body></html>\n'
