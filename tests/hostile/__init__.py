"""Submissions that attack the grader, graded together with honest ones."""
