"""The judge outside: test cells run here, the learner's code in its kernel.

A test cell that uses the learner's names as answers of checks, and in no other way, is
run in this process. Where such an answer stands, the judge asks the kernel for
observations: `asking`. What else the cell needs comes from the instructor's own cells:
`given`. Expected answers, hidden cases and the seed that draws them never reach the
kernel.
"""
