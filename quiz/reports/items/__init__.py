"""What answers say of questions: figures of test theory, pure and without a library.

Each function takes plain numbers and returns numbers or a small frozen dataclass. Rules P1 to P9
are the formulas and S1 to S8 what may be said of few answers (RULES.md 4). Sums are taken with
`math.fsum`, so that the order of the students changes no digit.
"""
