"""The library: every verb that screens and commands call, by desk.

The front desk is `Library`. The desks beside it (names, followed names, corrections, the reader's rules) are
attributes of it, and their verbs keep its promises: they raise children of DatelineError only, and may be
called from several threads.
"""
