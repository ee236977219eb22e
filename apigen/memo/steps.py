"""Build steps, and the memo that runs them: what is known is not computed again, the rest is spread over
processes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any, Generic, NamedTuple, ParamSpec, TypeVar

import msgspec

from apigen.memo.fingerprints import code_fingerprint, digest
from apigen.memo.progress import Progress
from apigen.memo.store import Row, Store
from apigen.memo.workers import Workers

Item = TypeVar("Item")
Value = TypeVar("Value")
Body = TypeVar("Body")
P = ParamSpec("P")
T = TypeVar("T")


class Result(NamedTuple, Generic[Value, Body]):
    """What a step computes for an item. `body` is the large part of it, which few readers need."""

    value: Value
    body: Body


def _one(item: object) -> int:
    return 1


def _always(value: object) -> bool:
    return True


def _no_seconds(value: object) -> Mapping[str, float]:
    return {}


class Step(msgspec.Struct, Generic[Item, Value, Body], frozen=True):
    """A step: a pure function, with all that its results depend on.

    `run(*state, items)` gives one `Result` per item. `code` names the modules and packages of apigen
    that it depends on, `inputs` gives the bytes that the result of an item depends on besides. `value`
    and `body` are the types of the results, for their decoding. `weight` estimates how long an item
    takes; from `threshold` on, processes pay. Results that `keep` refuses are not stored. `seconds`
    tells what a result's computation spent its time on. Functions must be defined at the top level of a module: they are handed to other processes.
    """

    name: str
    unit: str
    code: tuple[str, ...]
    run: Callable[..., Iterable[Result[Value, Body]]]
    inputs: Callable[[Item], tuple[bytes, ...]]
    value: Any
    body: Any
    threshold: int
    weight: Callable[[Item], int] = _one
    keep: Callable[[Value], bool] = _always
    seconds: Callable[[Value], Mapping[str, float]] = _no_seconds


class Entry(Generic[Value, Body]):
    """The result of a step for one item; its body is read when it is asked for."""

    def __init__(self, key: bytes, value: Value, body: Callable[[], Body]) -> None:
        self.key = key
        """The key of the row; empty where there is no store."""
        self.value = value
        self._read = body
        self._body: list[Body] = []

    @property
    def body(self) -> Body:
        if not self._body:
            self._body.append(self._read())
        return self._body[0]

    def __reduce__(self) -> tuple[Any, ...]:
        return Entry, (self.key, self.value, partial(_identity, self.body))


class _Packed(NamedTuple):
    value: bytes
    body: bytes


class Memo:
    """Runs steps. By default nothing is stored, and everything is computed in this process."""

    def __init__(
        self,
        store: Store | None = None,
        workers: Workers | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.store = store or Store()
        self.workers = workers or Workers()
        self.progress = progress or Progress()

    def call(self, stage: str, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call a function as a stage of the run."""
        with self.progress.stage(stage):
            return function(*args, **kwargs)

    def map(
        self,
        step: Step[Item, Value, Body],
        items: Sequence[Item],
        *,
        state: tuple[object, ...] = (),
        context: tuple[bytes, ...] | None = (),
    ) -> list[Entry[Value, Body]]:
        """The result of each item, in order. `context` are inputs that all items share; without one
        nothing is stored."""
        keys = self._keys(step, items, context)
        known = self.store.values(keys) if any(keys) else {}
        missing = [n for n, key in enumerate(keys) if key not in known]
        new = self._compute(step, [items[n] for n in missing], len(items), state)
        computed = dict(zip(missing, new, strict=True))
        self._store(step.name, keys, computed)
        entries = [
            self._entry(step, keys[n], known.get(keys[n]), computed.get(n), state, items[n])
            for n in range(len(items))
        ]
        for number in missing:
            self.progress.add_shares(step.name, step.seconds(entries[number].value))
        return entries

    def _keys(
        self,
        step: Step[Item, Any, Any],
        items: Sequence[Item],
        context: tuple[bytes, ...] | None,
    ) -> list[bytes]:
        """The key of each item's row; empty where nothing is stored."""
        if context is None or not self.store.used:
            return [b""] * len(items)
        common = digest((code_fingerprint(step.code), step.name.encode(), *context))
        return [digest((common, *step.inputs(item))) for item in items]

    def _compute(
        self,
        step: Step[Item, Value, Body],
        items: Sequence[Item],
        total: int,
        state: tuple[object, ...],
    ) -> list[Result[Value, Body] | _Packed]:
        """Results as bytes where they are stored or come from another process: pickling the facts of a
        page costs many times as much."""
        packs = self.store.used or self.workers.pays(items, step.weight, step.threshold)
        function = partial(_packed, step.run, step.keep) if packs else step.run
        with self.progress.stage(
            step.name,
            unit=step.unit,
            known=total - len(items),
            total=total,
            weight=sum(map(step.weight, items)),
        ) as done:
            return self.workers.map(
                function,
                items,
                weight=step.weight,
                threshold=step.threshold,
                done=done,
                state=state,
            )

    def _store(
        self,
        step: str,
        keys: Sequence[bytes],
        computed: Mapping[int, Result[Any, Any] | _Packed],
    ) -> None:
        self.store.put(
            Row(step, keys[n], result.value, result.body)
            for n, result in computed.items()
            if keys[n] and isinstance(result, _Packed)
        )

    def _entry(
        self,
        step: Step[Item, Value, Body],
        key: bytes,
        known: bytes | None,
        computed: Result[Value, Body] | _Packed | None,
        state: tuple[object, ...],
        item: Item,
    ) -> Entry[Value, Body]:
        if isinstance(computed, Result):
            return Entry(key, computed.value, partial(_identity, computed.body))
        if computed is not None:
            body = partial(_decoder(step.body).decode, computed.body)
            return Entry(key, _decoder(step.value).decode(computed.value), body)
        assert known is not None
        read = partial(_stored_body, self.store, step, key, state, item)
        return Entry(key, _decoder(step.value).decode(known), read)


def stored(store: Store, key: bytes, type_: Any) -> Any:
    """The value of one row as `type_`, or None where there is none."""
    content = store.values((key,)).get(key)
    return None if content is None else _decoder(type_).decode(content)


def pack(value: object) -> bytes | None:
    """A value in MessagePack, or None where it holds what pages may and MessagePack cannot: integers
    beyond 64 bits, lone surrogates."""
    try:
        return msgspec.msgpack.encode(value)
    except (OverflowError, UnicodeError):
        return None


def unpack(content: bytes, type_: Any) -> Any:
    """The inverse of `pack`."""
    return _decoder(type_).decode(content)


@cache
def _decoder(type_: Any) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(type_)


def _identity(value: T) -> T:
    return value


def _packed(
    run: Callable[..., Iterable[Result[Value, Body]]],
    keep: Callable[[Value], bool],
    *arguments: Any,
) -> Iterator[Result[Value, Body] | _Packed]:
    """The results of a chunk, packed where MessagePack can hold them and they are to be stored."""
    for result in run(*arguments):
        value, body = pack(result.value), pack(result.body)
        if value is None or body is None or not keep(result.value):
            yield result
        else:
            yield _Packed(value, body)


def _stored_body(
    store: Store,
    step: Step[Item, Value, Body],
    key: bytes,
    state: tuple[object, ...],
    item: Item,
) -> Body:
    """A body from the store, computed again where the store has lost it."""
    content = store.body(key)
    if content is not None:
        return _decoder(step.body).decode(content)  # type: ignore[no-any-return]
    for result in step.run(*state, [item]):
        return result.body
    raise AssertionError(f"{step.name} gave no result")
