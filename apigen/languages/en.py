"""English pages."""

from __future__ import annotations

from apigen.languages.base import Phrasebook
from apigen.languages.sentences_en import RULES

EN = Phrasebook(
    language="en",
    method_titles=("Method",),
    request_titles=("HTTP request",),
    path_titles=("Path parameters",),
    query_titles=("Query parameters",),
    body_titles=("Body parameters", "Request body"),
    response_titles=("Response",),
    representation_titles=("JSON Representation",),
    methods_titles=("Methods",),
    name_columns=("Field", "Parameter", "Method", "Name", "Resource", "Service"),
    description_columns=("Description",),
    required_marks=("Required field", "Required", "This field is required"),
    output_only_marks=("Output only", "Output only field"),
    input_only_marks=("Input only", "Input only field"),
    deprecated_marks=("Deprecated",),
    one_of_starts=("includes only one of the fields",),
    one_of_ends=("end of the list of possible fields",),
    sentences=RULES,
)
