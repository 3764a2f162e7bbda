"""The rules: what a committee is, who may act, what stands against a step. Pure but for pluggy."""
