"""What is wrong with a check itself, not with what it checks."""


class Misused(TypeError):
    """A check was written with arguments that do not go together."""
