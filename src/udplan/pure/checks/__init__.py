"""The rules of `udplan check`: a plain list of functions from plans to findings.

A rule sees only items whose files were understood, and must not blame them for what a broken file hides.
"""
