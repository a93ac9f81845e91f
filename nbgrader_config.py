"""The course as nbgrader sees it; plain `nbgrader` commands work from this folder."""

from autograder.grade.course import ensure_path, quiet

ensure_path()
quiet()

c = get_config()  # noqa: F821 (nbgrader provides it)

c.CourseDirectory.course_id = "unrolled"
# The authored .py and solutions.json hold the solutions: they must not travel with the
# notebook. What a student has done so far is the student's own.
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints",
    "*.pyc",
    "__pycache__",
    "feedback",
    "*.py",
    "solutions.json",
    "progress.json*",
]

# A fresh lesson runs to its end: the stub that stands for a solution must not raise.
c.ClearSolutions.code_stub = {"python": "# your code here"}
c.ClearSolutions.text_stub = "*Your answer here.*"

c.Autograde.sanitize_preprocessors = [
    "autograder.grade.repair.Repair",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    "autograder.grade.execute.ExecuteExercises",
    "autograder.grade.fair.FairScores",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.GenerateFeedback.preprocessors = [
    "autograder.grade.feedback.HideTests",
    "nbgrader.preprocessors.GetGrades",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]
# Others of the class may have handed in by mail.
c.ExchangeFactory.release_feedback = "autograder.grade.exchange.ReleaseFeedback"
# Repair puts missing cells back; this is for a submission that Repair did not see.
c.OverwriteCells.add_missing_cells = True

c.ExecuteExercises.budget = 120  # seconds for a whole notebook
c.ExecuteExercises.startup_timeout = 60

c.NbGrader.log_level = "WARN"
