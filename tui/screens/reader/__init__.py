"""The reader's screen: its state, its panes, and the parts that act on them, one file each."""
