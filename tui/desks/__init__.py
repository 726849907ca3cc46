"""The desks beside the front desk: verbs about names, followed names, corrections, and the reader's rules.

Each is an attribute of `Library`, and its verbs keep the library's promises: they raise children of
DatelineError only, and may be called from several threads.
"""
