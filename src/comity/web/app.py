"""The application: its routes, its guard, and what it says of itself."""

from importlib.metadata import version

from fastapi import Depends, FastAPI

from comity.web import errors
from comity.web.guard import Guard
from comity.web.records import Routes
from comity.web.routes import OPEN, SIGNED_IN
from comity.web.served import Served
from comity.web.settings import BODY
from comity.web.signing_in import Door, asking

_ABOUT = """\
What the command line can do with a case, over HTTP. Answers are the JSON of `--json`; errors are
problem details (RFC 9457). Send an API token as `Authorization: Bearer comity_…`, or sign in with
a browser at `/sign-in`.
"""


def create_app(served: Served) -> Guard:
    """Make the application for what a server has at hand. Who opened the node closes it."""
    app = FastAPI(
        title="Comity",
        version=version("comity"),
        description=_ABOUT,
        docs_url=None,  # these pages load scripts from elsewhere
        redoc_url=None,
        max_body_size=BODY,
    )
    app.state.served = served
    api = Routes(prefix="/api/v1", dependencies=[Depends(asking)], responses=errors.RESPONSES)
    for routes in SIGNED_IN:
        api.include_router(routes)
    app.include_router(api)
    for routes in OPEN:
        app.include_router(routes)
    errors.install(app)
    app.add_middleware(Door, served=served)
    return Guard(app, served.settings)
