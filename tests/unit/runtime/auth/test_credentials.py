"""Credentials against a local IAM and metadata service, over sockets."""

from __future__ import annotations

import asyncio
import base64
import json
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from apigen.runtime import errors
from apigen.runtime.auth.credentials import Credentials, metadata
from apigen.runtime.auth.service_account import ServiceAccountKey
from apigen.runtime.errors.warnings import DiscontinuedWarning
from apigen.runtime.messages.models import Timestamp
from tests.tiers import at_depth
from tests.unit.runtime.sample_api import AsyncClient, Client
from tests.unit.runtime.secrets import API_KEY, EXCHANGED, IAM, OAUTH, leaked
from tests.unit.runtime.sockets import LocalServer, Received, Sent

PRIVATE = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PEM = PRIVATE.private_bytes(
    serialization.Encoding.PEM,
    serialization.PrivateFormat.PKCS8,
    serialization.NoEncryption(),
).decode()
KEY = {
    "id": "aje-key",
    "service_account_id": "aje-account",
    "created_at": "2024-01-02T03:04:05Z",
    "key_algorithm": "RSA_2048",
    "private_key": "PLEASE DO NOT REMOVE THIS LINE! Yandex.Cloud SA Key ID <aje-key>\n" + PEM,
}


class Cloud:
    """IAM, metadata and compute in one. Tokens are numbered and expire after `life` seconds,
    or when they are `revoked`."""

    def __init__(self, life: float = 3600.0) -> None:
        self.life = life
        self.ends: dict[str, float] = {}
        self.revoked: set[str] = set()
        self.exchanges: list[Any] = []
        self.at_once = self.most_at_once = 0
        self.troubles: list[Sent] = []
        self.slow = 0.0
        self.lock = threading.Lock()

    async def __call__(self, request: Received) -> Sent:
        if request.path == "/iam/v1/tokens":
            return await self.exchange(request)
        if request.path.startswith("/computeMetadata/"):
            return self.machine(request)
        if request.path == "/endpoints":
            listed = [{"id": "compute", "address": "compute.example:443"}, {"id": 5}, 7]
            return Sent(body={"endpoints": listed})
        return self.compute(request)

    async def exchange(self, request: Received) -> Sent:
        self.at_once += 1
        self.most_at_once = max(self.at_once, self.most_at_once)
        await asyncio.sleep(self.slow)
        self.at_once -= 1
        self.exchanges.append(request.json)
        if self.troubles:
            return self.troubles.pop(0)
        token = self.issue()
        ends = datetime.now(UTC) + timedelta(seconds=self.life)
        return Sent(body={"iamToken": token, "expiresAt": Timestamp.of(ends).rfc3339()})

    def issue(self) -> str:
        token = f"{EXCHANGED}{len(self.ends)}"
        self.ends[token] = time.monotonic() + self.life
        return token

    def machine(self, request: Received) -> Sent:
        if request.headers.get("metadata-flavor") != "Google":
            return Sent(403)
        token = self.issue()
        return Sent(body={"access_token": token, "expires_in": 3600, "token_type": "Bearer"})

    def compute(self, request: Received) -> Sent:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme == "Bearer" and token in self.ends and token not in self.revoked:
            if time.monotonic() < self.ends[token]:
                return Sent(body={"id": token})
        elif (scheme, token) in (("Bearer", IAM), ("Api-Key", API_KEY)):
            return Sent(body={"id": "static"})
        return Sent(401, {"code": 16, "message": "The token is invalid"})


@pytest.fixture
def cloud() -> Iterator[Cloud]:
    service = Cloud()
    with LocalServer(service) as server:
        service.url = server.url  # type: ignore[attr-defined]
        yield service


def call(service: Any, **options: Any) -> str:
    """The id that compute returns for the token of a sync and of an async call."""
    with Client(endpoint=service.url, **options) as client:
        first = client.compute.images.get("x").id

    async def main() -> str:
        async with AsyncClient(endpoint=service.url, **options) as client:
            return (await client.compute.images.get("x")).id

    second = asyncio.run(main())
    assert first[:-1] == second[:-1]
    return second


class TestOrder:
    """Each variable alone, and its precedence over all later ones."""

    def test_arguments(self, cloud: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("YC_API_KEY", "wrong")
        assert call(cloud, iam_token=IAM) == "static"
        assert call(cloud, api_key=API_KEY) == "static"

    @pytest.mark.parametrize(
        ("variables", "wanted"),
        [
            ({"YC_API_KEY": API_KEY, "YC_IAM_TOKEN": "wrong"}, "static"),
            ({"YC_IAM_TOKEN": IAM + "\n", "YC_TOKEN": "wrong"}, "static"),
            ({"YC_TOKEN": IAM}, "static"),
        ],
    )
    def test_environment(
        self,
        cloud: Any,
        monkeypatch: pytest.MonkeyPatch,
        variables: dict[str, str],
        wanted: str,
    ) -> None:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        assert call(cloud) == wanted

    @pytest.mark.filterwarnings("ignore::apigen.runtime.errors.warnings.DiscontinuedWarning")
    @pytest.mark.parametrize("name", ["YC_OAUTH_TOKEN", "YC_TOKEN"])
    def test_oauth_in_the_environment(
        self, cloud: Any, monkeypatch: pytest.MonkeyPatch, name: str
    ) -> None:
        monkeypatch.setenv(name, OAUTH)
        assert call(cloud).startswith(EXCHANGED)
        assert cloud.exchanges == [{"yandexPassportOauthToken": OAUTH}] * 2

    def test_key_file_in_the_environment(
        self, cloud: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        file = tmp_path / "key.json"
        file.write_text(json.dumps(KEY))
        monkeypatch.setenv("YC_SERVICE_ACCOUNT_KEY_FILE", str(file))
        monkeypatch.setenv("YC_TOKEN", "wrong")
        assert call(cloud).startswith(EXCHANGED)
        assert set(cloud.exchanges[0]) == {"jwt"}

    @pytest.mark.parametrize("form", ["token", "key", "machine"])
    def test_profile(
        self, cloud: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, form: str
    ) -> None:
        block = "".join(f"        {line}\n" for line in str(KEY["private_key"]).splitlines())
        body = {
            "token": f"    token: {IAM}\n",
            "machine": '    instance-service-account: "true"\n',
            "key": (
                "    service-account-key:\n"
                "      id: aje-key\n"
                "      service_account_id: aje-account\n"
                f"      private_key: |\n{block}"
            ),
        }[form]
        config = tmp_path / ".config" / "yandex-cloud" / "config.yaml"
        config.parent.mkdir(parents=True)
        config.write_text(f"current: mine\nprofiles:\n  other:\n    token: wrong\n  mine:\n{body}")
        monkeypatch.setenv("YC_METADATA_ADDR", cloud.url)
        assert call(cloud) == "static" if form == "token" else call(cloud).startswith(EXCHANGED)
        assert bool(cloud.exchanges) == (form == "key")

    def test_profile_without_credentials(
        self, cloud: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        config = tmp_path / ".config" / "yandex-cloud" / "config.yaml"
        config.parent.mkdir(parents=True)
        config.write_text("profiles:\n  default:\n    cloud-id: b1g\n    last:\n")
        monkeypatch.setenv("YC_METADATA_ADDR", cloud.url)
        assert call(cloud).startswith(EXCHANGED)  # the machine comes after the profile
        monkeypatch.setenv("YC_METADATA_ADDR", "127.0.0.1:9")
        with pytest.raises(errors.CredentialsError, match="neither a token nor"):
            call(cloud)

    def test_metadata(self, cloud: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("YC_METADATA_ADDR", cloud.url.removeprefix("http://"))
        assert call(cloud).startswith(EXCHANGED)
        assert call(cloud, credentials=metadata()).startswith(EXCHANGED)

    def test_error_lists_what_was_tried(self, cloud: Any, tmp_path: Path) -> None:
        with pytest.raises(errors.CredentialsError) as caught:
            call(cloud)
        text = str(caught.value)
        for part in (
            "arguments of the client: none given",
            "YC_API_KEY: not set",
            "YC_IAM_TOKEN: not set",
            "YC_OAUTH_TOKEN: not set",
            "YC_SERVICE_ACCOUNT_KEY_FILE: not set",
            "YC_TOKEN: not set",
            f"{tmp_path}/.config/yandex-cloud/config.yaml: no such file",
            "VM metadata: metadata.token: ConnectError",
        ):
            assert part in text
        assert len(caught.value.tried) == 8

    def test_a_machine_without_an_account(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with LocalServer(lambda request: Sent(404)) as server:
            monkeypatch.setenv("YC_METADATA_ADDR", server.url)
            with pytest.raises(errors.CredentialsError, match="no service account is attached"):
                call(server)

    @pytest.mark.parametrize(
        "answer", [Sent(500), Sent(raw=b"oops"), Sent(body=[]), Sent(body={"access_token": 5})]
    )
    def test_unexpected_metadata_responses(
        self, monkeypatch: pytest.MonkeyPatch, answer: Sent
    ) -> None:
        with LocalServer(lambda request: answer) as server:
            monkeypatch.setenv("YC_METADATA_ADDR", server.url)
            with pytest.raises(errors.CredentialsError, match="answered without a token"):
                call(server)

    def test_only_one_kind(self) -> None:
        with pytest.raises(TypeError, match="argument iam_token, argument api_key") as caught:
            Client(iam_token=IAM, api_key=API_KEY)
        assert not leaked(caught.value)


def unpadded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


class TestServiceAccountKey:
    def test_jwt(self) -> None:
        key = ServiceAccountKey.from_json(KEY)
        now = time.time()
        head, claims, signature = key.jwt("https://iam/tokens", now).split(".")
        assert json.loads(unpadded(head)) == {"typ": "JWT", "alg": "PS256", "kid": "aje-key"}
        body = json.loads(unpadded(claims))
        assert body == {
            "iss": "aje-account",
            "aud": "https://iam/tokens",
            "iat": int(now),
            "exp": int(now) + 3600,
        }
        PRIVATE.public_key().verify(
            unpadded(signature),
            f"{head}.{claims}".encode(),
            padding.PSS(padding.MGF1(hashes.SHA256()), 32),
            hashes.SHA256(),
        )

    @pytest.mark.parametrize(
        ("root", "audience"),
        [
            (None, "https://iam.api.cloud.yandex.net/iam/v1/tokens"),
            ("api.yandexcloud.kz", "https://iam.api.yandexcloud.kz/iam/v1/tokens"),
        ],
    )
    def test_jwt_audience_of_a_region(self, cloud: Any, root: str | None, audience: str) -> None:
        call(cloud, service_account_key=KEY, root=root)
        claims = cloud.exchanges[0]["jwt"].split(".")[1]
        assert json.loads(base64.urlsafe_b64decode(claims + "=="))["aud"] == audience

    def test_a_key_given_as_an_object(self, cloud: Any) -> None:
        key: Any = ServiceAccountKey.from_json(KEY)
        assert call(cloud, service_account_key=key).startswith(EXCHANGED)

    @pytest.mark.parametrize(
        ("content", "why"),
        [
            (None, "No such file"),
            ("{", "is not JSON"),
            ("[]", "expected a JSON object"),
            ('{"id": "x"}', "lacks service_account_id, private_key"),
            (json.dumps({**KEY, "private_key": "PRIVATE KEY?"}), "is not a PEM key"),
        ],
    )
    def test_broken_key_files(
        self, cloud: Any, tmp_path: Path, content: str | None, why: str
    ) -> None:
        file = tmp_path / "key.json"
        if content is not None:
            file.write_text(content)
        with pytest.raises(errors.CredentialsError, match=why) as caught:
            call(cloud, service_account_key=file)
        assert not leaked(caught.value)

    def test_a_key_of_another_kind(self, cloud: Any) -> None:
        from cryptography.hazmat.primitives.asymmetric import ed25519

        pem = ed25519.Ed25519PrivateKey.generate().private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        with pytest.raises(errors.CredentialsError, match="not an RSA key"):
            call(cloud, service_account_key={**KEY, "private_key": pem.decode()})

    def test_without_cryptography(self, cloud: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        import sys

        monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives", None)
        with pytest.raises(errors.CredentialsError, match="pip install cryptography"):
            call(cloud, service_account_key=KEY)


class TestExchange:
    def test_oauth_warns_at_the_callers_line(self, cloud: Any) -> None:
        with (
            Client(endpoint=cloud.url, oauth_token=OAUTH) as client,
            pytest.warns(DiscontinuedWarning, match="end of 2026") as caught,
        ):
            client.compute.images.get("x")
        assert not [w for w in caught if OAUTH in str(w.message)]

    @pytest.mark.parametrize(
        "trouble", [Sent(503), Sent(500), Sent(drop=True), Sent(429), Sent(body={}, truncate=True)]
    )
    def test_transient_errors_are_retried(self, cloud: Any, trouble: Sent) -> None:
        cloud.troubles = [trouble]
        with Client(endpoint=cloud.url, service_account_key=KEY) as client:
            assert client.compute.images.get("x").id.startswith(EXCHANGED)
        assert len(cloud.exchanges) == 2

    def test_lasting_errors_are_raised(self, cloud: Any) -> None:
        cloud.troubles = [Sent(503)] * 4
        with (
            Client(endpoint=cloud.url, service_account_key=KEY) as client,
            pytest.raises(errors.CredentialsError, match="UNAVAILABLE") as caught,
        ):
            client.compute.images.get("x")
        assert len(cloud.exchanges) == 4
        assert not leaked(caught.value)

    @pytest.mark.parametrize(
        ("answer", "why"),
        [
            (Sent(400, {"code": 3, "message": "bad jwt"}), "bad jwt"),
            (Sent(body={}), "without a token"),
            (Sent(body=[]), "without a token"),
            (Sent(raw=b"?"), "without a token"),
        ],
    )
    def test_refused(self, cloud: Any, answer: Sent, why: str) -> None:
        cloud.troubles = [answer]
        with (
            Client(endpoint=cloud.url, service_account_key=KEY) as client,
            pytest.raises(errors.CredentialsError, match=why) as caught,
        ):
            client.compute.images.get("x")
        assert len(cloud.exchanges) == 1
        assert not leaked(caught.value)

    def test_token_is_reused(self, cloud: Any) -> None:
        with Client(endpoint=cloud.url, service_account_key=KEY) as client:
            ids = {client.compute.images.get("x").id for _ in range(3)}
            ids.add(client.with_options(timeout=5).compute.images.get("x").id)
        assert len(ids) == len(cloud.exchanges) == 1

    def test_rejected_token_is_renewed_once(self, cloud: Any) -> None:
        with Client(endpoint=cloud.url, service_account_key=KEY) as client:
            first = client.compute.images.get("x").id
            cloud.revoked.add(first)
            assert client.compute.images.get("x").id != first
            cloud.revoked.update(f"{EXCHANGED}{number}" for number in range(9))
            with pytest.raises(errors.Unauthenticated) as caught:
                client.compute.images.get("x")
        assert len(cloud.exchanges) == 3
        assert not leaked(caught.value)

    def test_rejected_fixed_token_is_an_error(self, cloud: Any) -> None:
        with (
            Client(endpoint=cloud.url, iam_token=IAM + "x") as client,
            pytest.raises(errors.Unauthenticated) as caught,
        ):
            client.compute.images.get("x")
        assert not leaked(caught.value)

    def test_an_expiry_in_the_past_is_a_wrong_clock(self, cloud: Any) -> None:
        past = {"iamToken": cloud.issue(), "expiresAt": "2001-01-01T00:00:00Z"}
        cloud.troubles = [Sent(body=past)]
        with Client(endpoint=cloud.url, service_account_key=KEY) as client:
            assert client.compute.images.get("x").id == client.compute.images.get("x").id
        assert len(cloud.exchanges) == 1

    @pytest.mark.parametrize("expires", [None, "soon", 5])
    def test_an_unknown_expiry(self, cloud: Any, expires: Any) -> None:
        cloud.troubles = [Sent(body={"iamToken": cloud.issue(), "expiresAt": expires})]
        with Client(endpoint=cloud.url, service_account_key=KEY) as client:
            assert client.compute.images.get("x").id == client.compute.images.get("x").id
        assert len(cloud.exchanges) == 1

    @pytest.mark.parametrize("bad", ["", " ", "a b", "t1.\x00", "t1.é"])
    def test_secrets_that_no_header_can_hold(self, cloud: Any, bad: str) -> None:
        with pytest.raises(errors.CredentialsError, match="argument iam_token: empty, or holds"):
            call(cloud, iam_token=bad)


class TestConcurrency:
    """Many threads or tasks with tokens that expire after 50 ms: one exchange at a time, no failed
    call."""

    def test_threads(self, cloud: Any) -> None:
        cloud.life, cloud.slow = 0.05, 0.003
        failed: list[BaseException] = []
        with Client(endpoint=cloud.url, service_account_key=KEY) as client:

            def work() -> None:
                try:
                    for _ in range(6):
                        client.compute.images.get("x")
                except BaseException as error:
                    failed.append(error)

            threads = [threading.Thread(target=work) for _ in range(at_depth(20, 50))]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        assert not failed
        assert cloud.most_at_once == 1
        assert len(cloud.exchanges) > at_depth(1, 3)

    def test_tasks(self, cloud: Any) -> None:
        cloud.life, cloud.slow = 0.05, 0.003

        async def main() -> None:
            async with AsyncClient(endpoint=cloud.url, service_account_key=KEY) as client:
                await asyncio.gather(
                    *(client.compute.images.get("x") for _ in range(at_depth(100, 500)))
                )

        asyncio.run(main())
        assert cloud.most_at_once == 1
        assert len(cloud.exchanges) > at_depth(1, 3)


def test_names_hold_no_secret() -> None:
    from apigen.runtime.auth import credentials as module

    for source in (module.iam_token(IAM), module.oauth_token(OAUTH), module.api_key(API_KEY)):
        assert isinstance(source, Credentials)
        assert "secret" not in repr(source)
    assert "BEGIN" not in repr(ServiceAccountKey.from_json(KEY))
