"""The create request as somebody would write it by hand in pydantic, with the page's rules."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic.alias_generators import to_camel

Name = Annotated[str, StringConstraints(pattern=r"^(?:|[a-z][-a-z0-9]{1,61}[a-z0-9])$")]
Id = Annotated[str, StringConstraints(max_length=50)]
Key = Annotated[
    str, StringConstraints(min_length=1, max_length=63, pattern=r"^(?:[a-z][-_0-9a-z]*)$")
]
Value = Annotated[str, StringConstraints(max_length=63, pattern=r"^(?:[-_0-9a-z]*)$")]


class HandWrittenCreate(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)

    folder_id: Id
    name: Name | None = None
    description: Annotated[str, StringConstraints(max_length=256)] | None = None
    labels: Annotated[dict[Key, Value], Field(max_length=64)] | None = None
    family: Name | None = None
    min_disk_size: Annotated[int, Field(ge=4194304, le=4398046511104)] | None = None
    product_ids: list[Id] | None = None
    image_id: Id | None = None
    disk_id: Id | None = None
    snapshot_id: Id | None = None
    uri: str | None = None

    @model_validator(mode="after")
    def one_source(self) -> HandWrittenCreate:
        given = [self.image_id, self.disk_id, self.snapshot_id, self.uri]
        if sum(value is not None for value in given) > 1:
            raise ValueError("one of imageId, diskId, snapshotId, uri")
        return self
