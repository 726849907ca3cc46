"""What is shown, as plain lines: frames, pages, charts, words about names. Knows no Textual."""
