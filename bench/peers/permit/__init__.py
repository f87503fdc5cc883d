"""An app of its own for the flow, as django-viewflow wants it."""
