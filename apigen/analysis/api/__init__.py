"""Links the drafts of all pages into one API.

The steps are those of a linker with summaries: `summary` (one page: its symbols, without their bodies),
`plan` and `resolve` (all summaries: which page defines which message, and under which id), `service`
(one service: its resources, methods and messages) and `link` (all services).
"""
