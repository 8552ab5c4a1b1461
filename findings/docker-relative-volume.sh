#!/usr/bin/env bash
# "VOLUME data" with "WORKDIR /app" is a volume at /data, not at /app/data, under the name "data"; and no volume can be mounted in its place over the API.
#
# Other instructions of a Dockerfile that take a path (COPY, ADD, RUN) resolve a relative one against WORKDIR. The engine keeps "data" as it stands in the image's configuration, makes an
# anonymous volume with the destination "data" for each container, mounts it at /data, and takes a mount at /data for another one: the container has both, and the anonymous
# one is on top or below. A mount with the target "data" is refused (400, "mount path must be absolute").
#
# Seen: docker.io 20.10.24+dfsg1-1+deb12u1 (API 1.41), classic builder.
#   image: {"data":{}}   container: destinations "/data data"   target "data": invalid mount config for type "volume": invalid mount path: 'data' mount path must be absolute
# Ends with 0 while that is so, 1 when it has changed, 3 when the packages cannot be had or the engine cannot run here.
source "$(dirname "${BASH_SOURCE[0]}")/lib/engine.sh"

image relative <<'DOCKERFILE'
FROM scratch
COPY busybox /bin/busybox
WORKDIR /app
VOLUME data
DOCKERFILE
declared="$(docker image inspect relative --format '{{json .Config.Volumes}}')"
docker create --name one --mount type=volume,source=own,target=/data relative /bin/busybox true >/dev/null
destinations="$(docker inspect one --format '{{range .Mounts}}{{.Destination}} {{end}}' | tr ' ' '\n' | sed '/^$/d' | sort | tr '\n' ' ')"
refusal="$(docker create --mount type=volume,source=own,target=data relative /bin/busybox true 2>&1 || true)"
where="$(docker run --rm --network none relative /bin/busybox sh -c '/bin/busybox grep -c " /data " /proc/mounts; /bin/busybox grep -c " /app/data " /proc/mounts || true' | tr '\n' ' ')"
docker rm -fv one >/dev/null
echo "image: $declared   container: destinations $destinations  mounted at /data and /app/data: $where"
echo "target data: $refusal"
[[ $declared == '{"data":{}}' && $destinations == '/data data ' && $where == '1 0 ' && $refusal == *'mount path must be absolute'* ]]
