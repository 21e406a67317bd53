"""Language models as engines: a GGUF file in this process, or a server on loopback.

`prompts` has the forms of prompts, a row for each kind of model; `answers` reads what comes back;
`local` and `server` are the two ways to a model; `engine` makes a translator of them.
"""
