"""The language of the reader's pages: what is written in Russian here is said in that language.

Templates, scripts and code hold the Russian words; ``builder/locale/`` has the others (gettext).
"""
