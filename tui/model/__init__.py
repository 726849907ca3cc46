"""The values that travel between the rooms. They know no database, no screen and no feed.

Everything here is frozen: a step takes a whole value and returns a whole new one. Texts have passed
`text.safe.clean` before they get in here from the store. Times are aware UTC. How a text within an
article is addressed stands in `model.prose`.
"""
