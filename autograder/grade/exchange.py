"""Feedback for those who handed in by nbgrader's exchange, beside those who did not."""

from __future__ import annotations

import glob
from pathlib import Path

from nbgrader.exchange.default import ExchangeReleaseFeedback

SECRET = "submission_secret.txt"
"""What the exchange puts beside a submission, and finds its feedback by."""


class ReleaseFeedback(ExchangeReleaseFeedback):
    """nbgrader's, which stops at the first submission that came by another way."""

    def copy_files(self) -> None:
        """Release what can be fetched; name the students who need it by another way."""
        folders = map(Path, glob.glob(self.src_path))
        others = sorted(
            folder.parent.name for folder in folders if not (folder / SECRET).is_file()
        )
        excluded = self.coursedir.student_id_exclude
        self.coursedir.student_id_exclude = ",".join(filter(None, [excluded, *others]))
        try:
            super().copy_files()
        finally:
            self.coursedir.student_id_exclude = excluded
        for student in others:
            self.log.warning(
                "Not released to '%s', who did not hand in by the exchange: send the "
                "page yourself.",
                student,
            )
