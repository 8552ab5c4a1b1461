#!/usr/bin/env bash
# A tmpfs at a folder that the image does not have gets its mode at the first start of a container, and another one at the second.
#
# `--tmpfs /run/app:mode=1777` says how the folder is to be. At the first start runc makes the missing folder below (0755) and mounts the tmpfs with 1777. At the next start the folder is there, in the container's
# own layer, and its mode (0755) is copied onto the new tmpfs, over what was asked for. Owner and size stay as asked for. So a program that is not root can write there until its container is started again.
# A folder that the image has with the wanted mode keeps that at every start.
#
# Seen: docker.io 20.10.24+dfsg1-1+deb12u1 (API 1.41), runc 1.1.5.
#   first start 1777   second start 755
# Ends with 0 while that is so, 1 when it has changed, 3 when the packages cannot be had or the engine cannot run here.
source "$(dirname "${BASH_SOURCE[0]}")/lib/engine.sh"

image plain <<'DOCKERFILE'
FROM scratch
COPY busybox /bin/busybox
DOCKERFILE
docker create --name one --network none --tmpfs /run/app:mode=1777,size=1m plain /bin/busybox stat -c %a /run/app >/dev/null
first="$(docker start -a one)"
second="$(docker start -a one)"
echo "first start $first   second start $second"
[[ $first == 1777 && $second == 755 ]]
