"""git, as far as pages need it: what a revision holds, and fetching one from elsewhere.

Files are read as objects, never through a checkout's filters: bytes are what was committed. Nothing
of a repository is run, and no question is asked on the terminal.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

_SAFE = (
    "core.hooksPath=/dev/null",
    "core.symlinks=false",
    "protocol.ext.allow=never",
    "gc.auto=0",
)
_REGULAR = ("100644", "100755")
_PLACES = (
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_GRAFT_FILE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_QUARANTINE_PATH",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
)
"""What git sets for its hooks: with one of these it works in the repository that the hook is run for,
whatever folder it is called in. Settings given by the environment (a token's header) stay."""


class GitError(Exception):
    """git is missing or refused; the message has its own words."""


class Entry(msgspec.Struct, frozen=True):
    """A regular file in a revision: its path below the folder asked for, and its object."""

    path: str
    object: str


class Repository:
    """A folder within a repository."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def commit(self, revision: str) -> str:
        """The full name of a revision's commit.

        Raises:
            GitError: there is none.
        """
        checked = _no_flag(revision)
        return self._text("rev-parse", "--verify", "--quiet", f"{checked}^{{commit}}").strip()

    def last_commit(self, path: str) -> str:
        """The last commit that changed a file.

        Raises:
            GitError: none did, or this is no repository.
        """
        found = self._text("rev-list", "-1", "HEAD", "--", path).strip()
        if not found:
            raise GitError(f"{path}: in no commit")
        return found

    def kind(self, revision: str, path: str) -> str:
        """`tree` or `blob`.

        Raises:
            GitError: the revision has nothing there.
        """
        return self._text("cat-file", "-t", f"{_no_flag(revision)}:{path}").strip()

    def entries(self, revision: str, path: str = "") -> tuple[Entry, ...]:
        """The regular files below a folder, sorted; links and submodules are left out."""
        listed = self._run("ls-tree", "-r", "-z", "--full-tree", f"{_no_flag(revision)}:{path}")
        found = []
        for line in listed.split(b"\0"):
            meta, _, name = line.partition(b"\t")
            mode, _, rest = meta.decode().partition(" ")
            path = os.fsdecode(name)
            if mode in _REGULAR and ".." not in path.split("/"):
                found.append(Entry(path, rest.split()[1]))
        return tuple(sorted(found, key=lambda entry: entry.path))

    def contents(self, objects: Sequence[str]) -> Iterator[bytes]:
        """The bytes of objects, in their order, by one process."""
        if not objects:
            return
        answer = self._run("cat-file", "--batch", given="".join(f"{o}\n" for o in objects).encode())
        at = 0
        for name in objects:
            head, _, _ = answer[at:].partition(b"\n")
            words = head.split()
            if len(words) != 3:
                raise GitError(f"object {name} is missing")
            start = at + len(head) + 1
            size = int(words[2])
            yield answer[start : start + size]
            at = start + size + 1

    def file(self, revision: str, path: str) -> bytes:
        return self._run("cat-file", "blob", f"{_no_flag(revision)}:{path}")

    def _text(self, *arguments: str) -> str:
        return self._run(*arguments).decode("utf-8", "replace")

    def _run(self, *arguments: str, given: bytes = b"") -> bytes:
        return _run(self._folder, arguments, given)


def fetched(url: str, revision: str, paths: Sequence[str], into: Path) -> tuple[Repository, str]:
    """One revision of a repository, shallow, with the files of `paths` alone; and its commit.

    `url` is whatever git takes, or a path; `revision` a branch, a tag or a full commit id.

    Raises:
        GitError: git refused.
    """
    source = _no_flag(url)
    if Path(url).exists():
        source = str(Path(url).resolve())
    _run(into, ("init", "-q", "--template=", "."))
    fetch = ("fetch", "-q", "--depth=1", "--no-tags", "--filter=blob:none")
    _run(into, ("remote", "add", "origin", source))
    _run(into, (*fetch, "origin", _no_flag(revision)))
    repository = Repository(into)
    commit = repository.commit("FETCH_HEAD")
    # The checkout is there to fetch all wanted objects at once.
    patterns = "".join(f"/{path.strip('/')}\n" for path in paths)
    _run(into, ("sparse-checkout", "set", "--no-cone", "--stdin"), patterns.encode())
    _run(into, ("checkout", "-q", "--detach", commit))
    return repository, commit


def remote_commit(url: str, revision: str) -> str:
    """The commit that a branch or tag of another repository names now; a commit id is itself.

    Raises:
        GitError: git refused, or there is no such branch or tag.
    """
    source = str(Path(url).resolve()) if Path(url).exists() else _no_flag(url)
    listed = _run(Path.cwd(), ("ls-remote", source, _no_flag(revision))).decode("utf-8", "replace")
    names: dict[str, str] = {}
    for line in listed.splitlines():
        commit, _, name = line.partition("\t")
        names[name] = commit
    wanted = (f"refs/tags/{revision}^{{}}", f"refs/tags/{revision}", f"refs/heads/{revision}")
    for name in (revision, *wanted):
        if name in names:
            return names[name]
    if len(revision) == 40 and all(letter in "0123456789abcdef" for letter in revision):
        return revision
    raise GitError(f"{url}: no branch or tag `{revision}`")


def _no_flag(word: str) -> str:
    """A word of the user's that git must not take for a flag."""
    if not word or word.startswith("-") or "\0" in word:
        raise GitError(f"`{word}` is no revision or repository")
    return word


def _run(folder: Path, arguments: Sequence[str], given: bytes = b"") -> bytes:
    flags = [part for setting in _SAFE for part in ("-c", setting)]
    ours = {name: value for name, value in os.environ.items() if name not in _PLACES}
    env = {**ours, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(
            ["git", *flags, *arguments],
            cwd=folder,
            env=env,
            input=given,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise GitError(f"git cannot be run: {error.strerror}") from error
    if done.returncode:
        words = done.stderr.decode("utf-8", "replace").strip()
        raise GitError(words or f"git {arguments[0]} failed")
    return done.stdout
