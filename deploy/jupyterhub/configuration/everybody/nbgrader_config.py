"""What nbgrader must know in every server: the course, and where its exchange is."""

c = get_config()  # noqa: F821 (nbgrader provides it)

c.CourseDirectory.course_id = "$course"
c.Exchange.root = "$exchange"
# what a student has done so far is the student's own: it is not handed in
c.CourseDirectory.ignore.extend(["progress.json*"])
