"""Messages constructed by a caller, also from many threads."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from tests.unit.runtime.sample_api import (
    Image,
    Os,
)


class TestConstruction:
    def test_keywords_only(self) -> None:
        wrong: Any = Os
        with pytest.raises(TypeError, match="keyword arguments only"):
            wrong("LINUX")
        with pytest.raises(TypeError, match=r"'zzz'$"):
            wrong(zzz=1)

    def test_json_null_for_a_scalar_is_its_default(self) -> None:
        nothing: Any = None
        assert Image(id=nothing).id == ""

    def test_many_threads_build_the_same_models(self) -> None:
        """Models that refer to each other are built on first use, by whoever comes first."""
        code = (
            "import threading\n"
            "from tests.unit.runtime.sample_api import *\n"
            "wire = {'images': [{'os': {'type': 'LINUX'}}]}\n"
            "failed, start = [], threading.Barrier(16)\n"
            "def work(number):\n"
            "    start.wait()\n"
            "    try:\n"
            "        if number % 2: ListImagesResponse.from_json(wire)\n"
            "        else: Schedule(children=[Schedule(count=1)]).to_json()\n"
            "    except BaseException as error: failed.append(error)\n"
            "threads = [threading.Thread(target=work, args=(n,)) for n in range(16)]\n"
            "[t.start() for t in threads]; [t.join() for t in threads]\n"
            "assert not failed, failed\n"
        )
        subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
