"""Pages for people: `/` with what there is, and `/_emulator/limits` with what is emulated.

Everything is in the page itself: no script, style or font comes from elsewhere.
"""

from __future__ import annotations

from pathlib import Path

from apigen.emulator.core import Core
from apigen.emulator.forms import Forms
from apigen.emulator.html import Html, element, joined, table
from apigen.emulator.live import live
from apigen.emulator.messages import Request, Response
from apigen.emulator.routing import Behaviour

HERE = Path(__file__).parent
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; img-src data:"


class Pages:
    """Answers requests for pages; `None` for all others."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._forms = Forms(core.world.messages)

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
        services = len({route.id.partition(".")[0] for route in routes})
        script = Html(f"<script>{(HERE / 'page.js').read_text('utf-8')}</script>")
        main = element(
            "main",
            element("h1", "apigen emulator"),
            element("p", f"{_number(len(routes), 'method')} of {_number(services, 'service')}. ", element("a", "What is emulated, what is only sampled", href="/_emulator/limits")),
            self._creating(),
            element("div", self._live(), id="live"),
            self._methods(),
        )  # fmt: skip
        return _document("apigen emulator", joined([main, script]))

    def _creating(self) -> Html:
        """A form for each method that creates something."""
        made = [
            element(
                "details",
                element("summary", f"New {route.kind.noun} ", element("code", route.id)),
                self._forms.form(route),
            )
            for route in self._core.world.router.routes
            if route.behaviour is Behaviour.CREATE and route.method.body is not None
        ]
        none = element("p", "No method creates anything.", class_="soft")
        return element("section", element("h2", "Create"), *(made or [none]))

    def _methods(self) -> Html:
        """The methods of each service."""
        found: dict[str, list[list[Html]]] = {}
        for route in self._core.world.router.routes:
            service, _, name = route.id.partition(".")
            called = element("code", f"{route.method.verb} {route.method.path}")
            found.setdefault(service, []).append([element("span", name), called])
        made = [
            element(
                "details",
                element("summary", f"{service} ", element("code", _number(len(rows), "method"))),
                table(f"Methods of {service}", ("method", "request"), rows),
            )
            for service, rows in found.items()
        ]
        return element("section", element("h2", "Methods"), *made)

    def _live(self) -> Html:
        return live(self._core)

    def _limits(self) -> str:
        rows = [
            [
                element("code", route.id),
                element("span", how, class_=f"state {'good' if route.behaviour.emulated else 'busy'}"),
                element("span", route.behaviour.value),
            ]
            for route in self._core.world.router.routes
            for how in ["emulated" if route.behaviour.emulated else "sampled"]
        ]  # fmt: skip
        main = element(
            "main",
            element("h1", "What is emulated"),
            element("p", "Requests of every method are checked against the documented limits. What a method does beyond that:"),
            table("Methods", ("method", "how", "what it does"), rows),
            element("h2", "Where it differs from the service"),
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
    "Processes on one state file share what is stored, not the clock, the faults and the requests.",
    "Operations of methods that are only sampled run and end without changing anything.",
)


def _number(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _document(title: str, content: str) -> str:
    style = (HERE / "page.css").read_text("utf-8")
    head = (
        f'<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{style}</style>"
    )
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{content}</body></html>\n'
