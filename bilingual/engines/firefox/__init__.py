"""Firefox's models, through fxtranslate: settled on in `choice`, loaded in processes of their own
(`engines.pool` here, `worker` there, which has `model`), with what they get wrong kept from them
(`guard`).

fxtranslate translates one sentence a call, holds Python's lock while it does, may be used by the
thread alone that loaded the model, and writes of its own to stderr where a model is damaged. So
all of it is in processes, as many as there are cores.
"""
