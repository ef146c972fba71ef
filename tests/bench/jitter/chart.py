def write(figures, path):
    pass
