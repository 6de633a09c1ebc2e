"""The logs of a class, from files of every kind to the report."""
