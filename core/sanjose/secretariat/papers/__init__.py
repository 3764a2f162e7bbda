"""The verbs about what is handed over: letters, briefs, sheets, figures, reports, pages."""
