"""What programs for notebooks ask of IPython: display and clear_output."""


def get_ipython():
    """No shell of IPython's runs the cells."""
    return None
