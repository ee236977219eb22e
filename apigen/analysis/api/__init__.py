"""Links the drafts of all pages into one API.

The steps are those of separate compilation: `interface` (of one page: its messages without their content),
`resolve` and `plan` (all interfaces: which page defines which message, under which id), `service` (links
one service: its resources, methods and messages) and `link` (all services).
"""
