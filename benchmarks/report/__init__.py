"""What a run has found, for people and programs.

schema       everything, and the same as JSON
columns      rows as cells
sentences    rows as sentences
lettering    how much room words take in a chart
charts       SVG
summary      the result in a few sentences, and its charts
forms        the terminal, Markdown, JSON for trends, one HTML page
published    what the repository keeps of a run
"""
