"""The page and the API for colleagues: over `bilingual.run`, on a server of our own (starlette and
uvicorn, the extra ``[serve]``). docs/serve.md tells what it does; `app` is where it comes together.
"""
