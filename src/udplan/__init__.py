"""udplan: a municipality's udmøntningsplan as plain text files, checked like code and rendered as reports."""

__version__ = "0.1.0"
