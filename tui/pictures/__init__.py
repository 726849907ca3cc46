"""Pictures: from their bytes to what a terminal can show. Alone in knowing Pillow, and pure."""
