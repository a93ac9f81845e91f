"""Small changes to right answers: does the check notice each of them?"""
