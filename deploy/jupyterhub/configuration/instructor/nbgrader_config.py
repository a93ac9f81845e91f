"""The instructor's course, and a collection that no student can lead astray."""

import pwd
from pathlib import Path

from nbgrader.exchange.default import ExchangeCollect


class CollectOwn(ExchangeCollect):
    """Collects what a student's own submission holds, for that student alone.

    The name in a submission's name is the student's to choose; nbgrader only warns when
    it is another's. A link in it would bring the instructor's own files in.
    """

    def init_src(self) -> None:
        """Find the submissions; leave out those with links."""
        super().init_src()
        self.src_records = [r for r in self.src_records if not self._leads_away(r)]

    def _path_to_record(self, path: str) -> dict[str, object]:
        record = super()._path_to_record(path)
        owner = pwd.getpwuid(Path(path).lstat().st_uid).pw_name
        if owner != record["username"]:
            self.log.warning(
                "Counted as a submission of %s, who handed it in under the name %s: %s",
                owner,
                record["username"],
                path,
            )
        return {**record, "username": owner}

    def _leads_away(self, record: dict[str, str]) -> bool:
        path = Path(self.inbound_path, record["filename"])
        links = [each for each in (path, *path.rglob("*")) if each.is_symlink()]
        for link in links:
            self.log.error(
                "Not collected: what %s handed in holds a link to another file: %s",
                record["username"],
                link,
            )
        return bool(links)


c = get_config()  # noqa: F821 (nbgrader provides it)

# where Formgrader finds the course; the configuration there is added to this
c.CourseDirectory.root = "$root"
c.ExchangeFactory.collect = CollectOwn
