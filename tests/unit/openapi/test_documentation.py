"""Documentation pages of others render the documents: Redoc 2.5.2 and Swagger UI 5.31.0 in Chromium."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from apigen.targets.openapi.document import documents
from apigen.targets.openapi.views import document_text
from tests.browsing import opened, problems, requested
from tests.others import files_of
from tests.tiers import deep
from tests.unit.openapi.facts_api import api_of
from tests.unit.openapi.rich_facts import RICH
from tests.unit.openapi.test_documents import shipped

pytestmark = deep

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{name}</title></head>
<body><div id="page"></div><script src="{script}"></script><script>
window.failed = []; addEventListener("error", (event) => failed.push(event.message));
const spec = JSON.parse({document});
{start}
</script></body></html>
"""
REDOC = """
Redoc.init(spec, { expandResponses: "all" }, document.getElementById("page"),
  (error) => error ? failed.push(String(error)) : window.ready = true);
"""
SWAGGER = """
SwaggerUIBundle({ spec, dom_id: "#page", docExpansion: "full", validatorUrl: null, deepLinking: false,
  onComplete: () => { window.ready = true; } });
"""
MAKERS_LOGO = "logo-mini.svg"  # Redoc asks its makers for it, whatever it renders.
RENDERERS = {
    "redoc": ("flask_openapi3_redoc", "redoc/js/redoc.standalone.js", REDOC),
    "swagger": ("flask_openapi3_swagger", "swagger/js/swagger-ui-bundle.js", SWAGGER),
}


def until(browser: Any, script: str) -> None:
    from selenium.webdriver.support.wait import WebDriverWait

    WebDriverWait(browser, 60, 0.1).until(lambda _: browser.execute_script(f"return {script}"))


@pytest.mark.parametrize("which", ["shipped", "rich"])
@pytest.mark.parametrize("renderer", RENDERERS)
def test_it_renders_without_errors(browser: Any, tmp_path: Path, renderer: str, which: str) -> None:
    package, script, start = RENDERERS[renderer]
    source = files_of(package) / "templates" / script
    text = document_text(documents(shipped() if which == "shipped" else api_of(RICH))["all.json"])
    quoted = json.dumps(text).replace("<", "\\u003c")
    page = tmp_path / "page.html"
    page.write_text(
        PAGE.format(name=renderer, script=source.as_uri(), document=quoted, start=start), "utf-8"
    )
    opened(browser, page.as_uri())
    until(browser, "window.ready === true || failed.length > 0")
    methods = [
        (path, verb, operation)
        for path, item in json.loads(text)["paths"].items()
        for verb, operation in item.items()
    ]
    assert methods
    until(browser, f"document.body.innerText.includes({json.dumps(methods[-1][0])})")
    assert browser.execute_script("return failed") == []
    assert [told for told in problems(browser) if MAKERS_LOGO not in told] == []
    asked = {url for url in requested(browser) if not url.startswith(("data:", "blob:"))}
    assert {url for url in asked if MAKERS_LOGO not in url} == {page.as_uri(), source.as_uri()}
    seen = browser.execute_script("return document.body.textContent")
    for path, _, operation in methods:
        assert path.rpartition("/")[2] in seen
        assert operation.get("summary", "") in seen
