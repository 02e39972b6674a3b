"""git by subprocess: commits as files to read, what its log tells, tags. Nothing that a repository brings is run."""
