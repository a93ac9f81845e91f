"""The places that a lesson is opened in, each with what it has and lacks."""
