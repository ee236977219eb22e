"""`python -m tests.programs fuzz_guided TARGET --seconds N`: fuzzing that follows coverage, by atheris
(`pip install -e '.[dev,fuzz]'`).

    python -m tests.programs fuzz_guided pages|sentences|codec|emulator --seconds 3600 [--corpus DIR]

Starts from the cases of the tests and what DIR has gathered, and gathers more there. Inputs that raise
or take too long are kept in tests/programs/fuzz/found/TARGET, which the tests replay. Prints how often it ran, the
edges of code that it reached, CPU time and what it found; exit 1 when that is anything new.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.programs.fuzz_guided.targets import FOUND, TARGETS, Target, kept


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.programs fuzz_guided", description=__doc__
    )
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=int, default=3600)
    parser.add_argument("--seed", type=int, default=0, help="0: another each time")
    parser.add_argument("--corpus", type=Path, help="where inputs that reach new code are gathered")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="apigen-fuzz-") as scratch:
        return _fuzz(given.target, given.seconds, given.seed, given.corpus, Path(scratch))


def _fuzz(name: str, seconds: int, seed: int, corpus: Path | None, scratch: Path) -> int:
    target, before = TARGETS[name], set(kept(name))
    corpus = corpus or scratch / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    (FOUND / name).mkdir(parents=True, exist_ok=True)
    _write_seeds(target, scratch / "seeds")
    dictionary = scratch / "words"
    dictionary.write_text("".join(map(_entry, target.words)), encoding="ascii")
    flags = {
        "max_total_time": seconds,
        "max_len": target.longest,
        "dict": dictionary,
        "seed": seed,
        "timeout": 300,
        "rss_limit_mb": 4096,
        "print_final_stats": 1,
        "artifact_prefix": f"{FOUND / name}/",
    }
    command = [sys.executable, "-m", "tests.programs.fuzz_guided.worker", name, str(FOUND / name)]
    command += [f"-{flag}={value}" for flag, value in flags.items()]
    done = subprocess.run(
        [*command, str(corpus), str(scratch / "seeds")], stderr=subprocess.PIPE, text=True
    )
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    runs = re.search(r"number_of_executed_units: (\d+)", done.stderr)
    edges = re.findall(r"cov: (\d+)", done.stderr)
    found = sorted(set(kept(name)) - before)
    print(
        f"{name}: {runs[1] if runs else '?'} runs in {used.ru_utime / 60:.1f} min of CPU, "
        f"{edges[-1] if edges else '?'} edges, {len(list(corpus.iterdir()))} inputs gathered, "
        f"peak {used.ru_maxrss // 1024} MB, {len(found)} found"
    )
    for path in found:
        print(f"  {path}")
    if done.returncode:
        print(done.stderr[-3000:], file=sys.stderr)
    return 1 if found or done.returncode else 0


def _write_seeds(target: Target, folder: Path) -> None:
    folder.mkdir()
    for seed in target.seeds():
        cut = seed[: target.longest]
        (folder / hashlib.sha1(cut).hexdigest()).write_bytes(cut)


def _entry(word: str) -> str:
    """A line of libFuzzer's dictionary."""
    encoded = word.encode("utf-8", "surrogatepass")[:64]
    return '"' + "".join(f"\\x{byte:02x}" for byte in encoded) + '"\n'


if __name__ == "__main__":
    sys.exit(main())
