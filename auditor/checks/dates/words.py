"""The word lists that the rules of kind `date` consult."""

from functools import partial

from auditor.mentions.times.vocabulary import word_list

rule_words = partial(word_list, package="auditor.checks.dates")
"""The words of `data/<name>.txt` beside this file."""
