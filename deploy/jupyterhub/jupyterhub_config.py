"""JupyterHub for one course: the machine's own users, each in a server of their own."""

import grp
import os
import pwd
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import settings as hub  # noqa: E402 (it lies beside this file)

c = get_config()  # noqa: F821 (JupyterHub provides it)
settings = hub.read()

# the folder is made by prepare.py: what it holds, nobody but root may read
c.JupyterHub.db_url = f"sqlite:///{settings.state}/jupyterhub.sqlite"
c.JupyterHub.cookie_secret_file = f"{settings.state}/cookie_secret"
c.ConfigurableHTTPProxy.pid_file = f"{settings.state}/proxy.pid"

c.JupyterHub.bind_url = f"http://{settings.ip}:{settings.port}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{settings.hub_port}"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{settings.proxy_port}"
c.ConfigurableHTTPProxy.command = [shutil.which(settings.proxy) or settings.proxy]

# whoever is in the class's list, with the password of the machine
c.JupyterHub.authenticator_class = "pam"
c.PAMAuthenticator.allowed_groups = {settings.students, settings.instructors}
c.Authenticator.allow_existing_users = False  # who left the list stays out

c.JupyterHub.spawner_class = "jupyterhub.spawner.LocalProcessSpawner"
c.Spawner.cmd = [str(settings.environment / "bin" / "jupyterhub-singleuser")]
c.Spawner.default_url = "/lab"
# the first start of a hundred at once takes its time
c.Spawner.start_timeout = 180
c.Spawner.http_timeout = 180


def groups(user: str) -> set[str]:
    """The names of the system's groups that a user is in."""
    gids = os.getgrouplist(user, pwd.getpwnam(user).pw_gid)
    return {entry.gr_name for entry in grp.getgrall() if entry.gr_gid in gids}


def before_start(spawner) -> None:
    """Give a server the course's programs, and the configuration of its user's role."""
    user = spawner.user.name
    role = "instructor" if settings.instructors in groups(user) else "student"
    roles = (role, "everybody")
    spawner.environment = {
        **spawner.environment,
        "PATH": f"{settings.environment / 'bin'}:/usr/local/bin:/usr/bin:/bin",
        "JUPYTER_CONFIG_PATH": ":".join(str(settings.configuration / r) for r in roles),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTER_RUNTIME_DIR": str(settings.run / user),
        # a package that a student installs cannot break the course's
        "PYTHONNOUSERSITE": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "UNROLLED_DATA": str(settings.data),
    }


c.Spawner.pre_spawn_hook = before_start
