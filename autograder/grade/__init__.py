"""Grading a class: nbgrader keeps the record, these modules make it fair and fast.

The only place that imports nbgrader. The way of a submission:

    admit → sanitize (nbgrader, with `repair`) → executor (`jobs`, `execute`)
          → graded notebook (`fair`) → one writer (nbgrader's SaveAutoGrades) → `report`

While a job runs, the learner's cells run in a confined kernel (`kernels`), and the test
cells in the process that does the job (`outside`): it asks the kernel for observations.

`repair`, `execute`, `fair` and `feedback` are nbgrader preprocessors that
`nbgrader_config.py` names, so plain `nbgrader` commands use them too; those run test
cells in the kernel, as nbgrader does.
"""
