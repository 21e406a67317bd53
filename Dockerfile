# Package, libraries and model in one image, which needs no network when it runs:
#
#     docker build -t bilingual .
#     docker run --rm --network none --user "$(id -u):$(id -g)" -v "$PWD:/work" bilingual translate seeds -o out
#
# Building asks the registries of Debian and of Python packages, and none else; docs/container.md tells more.
ARG BASE=debian:bookworm-slim

FROM ${BASE} AS build
RUN apt-get update && apt-get install -y --no-install-recommends python3-venv
RUN python3 -m venv /opt/bilingual
WORKDIR /src
COPY requirements.lock .
RUN /opt/bilingual/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bilingual bilingual
RUN /opt/bilingual/bin/pip install --no-cache-dir --no-deps .

FROM ${BASE}
RUN apt-get update && apt-get install -y --no-install-recommends python3 && rm -rf /var/lib/apt/lists/*
COPY --from=build /opt/bilingual /opt/bilingual
# An image made from this one has a package of its own with `RUN bilingual models install FILE`.
ENV PATH=/opt/bilingual/bin:$PATH \
    HOME=/tmp \
    XDG_DATA_HOME=/opt/bilingual/share \
    XDG_CACHE_HOME=/tmp/cache \
    BILINGUAL_OFFLINE=1
WORKDIR /work
USER 1000
ENTRYPOINT ["bilingual"]
CMD ["--help"]
