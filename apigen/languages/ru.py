"""Russian pages."""

from __future__ import annotations

from apigen.languages.base import Phrasebook
from apigen.languages.sentences_ru import RULES

RU = Phrasebook(
    language="ru",
    method_titles=("Метод",),
    request_titles=("HTTP-запрос", "HTTP запрос"),
    path_titles=("Path-параметры", "Path параметры", "Параметры пути"),
    query_titles=("Query-параметры", "Query параметры", "Параметры запроса"),
    body_titles=("Параметры в теле запроса", "Тело запроса"),
    response_titles=("Ответ",),
    representation_titles=("JSON-представление", "JSON представление"),
    methods_titles=("Методы",),
    name_columns=("Поле", "Параметр", "Метод", "Имя", "Ресурс", "Сервис"),
    description_columns=("Описание",),
    required_marks=("Обязательное поле", "Обязательный параметр", "Обязательное"),
    output_only_marks=("Только для вывода",),
    input_only_marks=("Только для ввода",),
    deprecated_marks=("Устарел", "Устарело", "Устарела", "Устаревшее поле"),
    one_of_starts=("включает только одно из полей",),
    one_of_ends=("конец списка возможных полей",),
    sentences=RULES,
)
