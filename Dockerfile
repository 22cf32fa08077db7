# Ringback in a container: everything it keeps is in /data.
#   docker build -t ringback .
#   docker run -p 8080:8080 -v ringback:/data ringback
FROM python:3.13-slim-bookworm AS build

WORKDIR /build
COPY . .
# hadolint ignore=DL3013
RUN pip install --no-cache-dir --root-user-action=ignore --prefix=/installed ".[speech]"

FROM python:3.13-slim-bookworm

COPY --from=build /installed /usr/local
RUN useradd --system --create-home --uid 10001 ringback \
    && install -d -o ringback -g ringback /data
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 8080 5060/udp 2775
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8080/readyz', timeout=2)"]
ENTRYPOINT ["ringback"]
CMD ["serve", "--data", "/data", "--http", "0.0.0.0:8080"]
