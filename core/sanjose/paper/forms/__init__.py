"""The forms of a paper: Word, PDF, text, HTML, and a machine's."""
