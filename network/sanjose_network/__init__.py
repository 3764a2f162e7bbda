"""The carrier: it brings sealed envelopes from one secretariat to the others, and reads none.

It imports ``sanjose.exchange`` and no other part of the core, so that it can reach no case, no
key of a secretariat and no store. Everything that it brings is verified again by whoever gets it.
"""
