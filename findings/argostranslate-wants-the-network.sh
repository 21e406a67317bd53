#!/usr/bin/env bash
# Argos Translate (the slim build, 1.12.1) is offline software whose first translation asks the network: packages
# for Chinese bring no model to split sentences with, so it fetches one from GitHub, without a checksum, when the first
# text comes, and where there is no network the translation fails. Its setting against it, ARGOS_CHUNK_TYPE=NONE
# ("no sentence splitting"), ends every translation with NotImplementedError before a model is loaded. It hurts whoever
# carries packages to a machine without a network.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/v"
"$work/v/bin/pip" install --quiet argos-translate-lt==1.12.1
mkdir "$work/package"
echo '{"package_version": "1.9", "argos_version": "1.9", "from_code": "zh", "from_name": "Chinese",
 "to_code": "en", "to_name": "English", "type": "translate"}' > "$work/package/metadata.json"
: > "$work/package/sentencepiece.model"
cat > "$work/try.py" <<'PY'
import importlib.metadata, sys
from pathlib import Path
asked = []
def watch(event, arguments):
    if event == "urllib.Request":
        asked.append(arguments[0])
    if event == "socket.getaddrinfo":
        raise OSError("no network here")
sys.addaudithook(watch)
from argostranslate.package import Package
from argostranslate.translate import Language, PackageTranslation
print("argos-translate-lt", importlib.metadata.version("argos-translate-lt"))
try:
    languages = Language("zh", "Chinese"), Language("en", "English")
    translation = PackageTranslation(*languages, Package(Path(sys.argv[1])))
    translation.sentencizer.split_sentences("会议在北京举行。")
except Exception as error:
    print(type(error).__name__, error, "; asked for", asked)
    assert type(error).__name__ == sys.argv[2] and len(asked) == int(sys.argv[3])
else:
    raise SystemExit("it splits sentences")
PY
export HOME="$work" XDG_DATA_HOME="$work/data" XDG_CONFIG_HOME="$work/config" XDG_CACHE_HOME="$work/cache"
unset http_proxy https_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY all_proxy
"$work/v/bin/python" -W ignore "$work/try.py" "$work/package" URLError 1
ARGOS_CHUNK_TYPE=NONE "$work/v/bin/python" -W ignore "$work/try.py" "$work/package" NotImplementedError 0
