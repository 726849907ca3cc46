"""The library: every verb that screens and commands call, by desk."""
