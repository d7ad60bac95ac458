"""`make eval`: how well posts and questions are understood, as a report in sections, held to what README claims.

A section is a module that gives a `Section` of rows; `__main__` lists them.
"""
