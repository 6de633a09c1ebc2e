"""The screens, one module and one stylesheet each. None of them imports another."""
