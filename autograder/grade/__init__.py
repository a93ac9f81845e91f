"""Grading a class: nbgrader keeps the record, these modules make it fair.

The only place that imports nbgrader. The way of a submission:

    admit → sanitize (nbgrader, with `repair`) → executor (`jobs`, `execute`)
          → graded notebook (`fair`) → one writer (nbgrader's SaveAutoGrades)

`repair`, `execute`, `fair` and `feedback` are nbgrader preprocessors that
`nbgrader_config.py` names, so plain `nbgrader` commands use them too.
"""
