"""The leak guard: what in a text that may leave would tell an outsider who somebody is.

It reads and points, and decides nothing: whether a text leaves in spite of a finding is the
door's to ask, of two persons. It is pure, it keeps nothing of what it reads, and no finding and
no error carries a word of a text. It does not understand: a text that speaks of the only woman
judge of a town names nobody and passes. A second person reads what leaves.

Its lists (``lists``: English, French, Spanish), particles, family names, dates and shapes are the
authors' own, under this project's licence; letters of other scripts are put into Latin ones by
``anyascii`` (ISC). No list of persons' names is shipped: it knows those that the cases know.

Source: ours; G 12 and 13 ask for confidentiality and for no harm, and describe no means.
"""
