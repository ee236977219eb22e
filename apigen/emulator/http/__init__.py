"""The HTTP side: the Starlette application, its control endpoints, server and transport."""
