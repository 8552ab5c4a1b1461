#!/usr/bin/env bash
# The engine says OOMKilled of a container only when it ends that way: while the kernel kills one process of it after the other for memory, inspect says false, and the events say "oom".
#
# A shell that goes on when its child is killed (exit code 137 of the child) is what servers with workers do. "docker inspect" shows OOMKilled=false and Running=true; the event "oom", which
# comes a moment later, is all that the engine tells.
#
# Seen: docker.io 20.10.24+dfsg1-1+deb12u1 (API 1.41).
#   child 137   Running=true OOMKilled=false   oom events: 1
# Ends with 0 while that is so, 1 when it has changed, 3 when the packages cannot be had or the engine cannot run here.
source "$(dirname "${BASH_SOURCE[0]}")/lib/engine.sh"

image plain <<'DOCKERFILE'
FROM scratch
COPY busybox /bin/busybox
DOCKERFILE
began="$(date +%s)"
docker run -d --name one --network none --memory 16m --memory-swap 16m plain /bin/busybox sh -c '/bin/busybox sh -c "x=\$(/bin/busybox tail -c 67108864 /dev/zero)"; echo "child $?"; /bin/busybox sleep 60' >/dev/null
for _ in $(seq 100); do [[ -n "$(docker logs one 2>/dev/null | grep child)" ]] && break; sleep 0.2; done
child="$(docker logs one 2>/dev/null | grep child)"
state="$(docker inspect one --format 'Running={{.State.Running}} OOMKilled={{.State.OOMKilled}}')"
sleep 2
events="$(docker events --since "$began" --until "$(date +%s)" --filter container=one --format '{{.Action}}' | grep -c '^oom$' || true)"
docker rm -f one >/dev/null
echo "$child   $state   oom events: $events"
[[ $child == 'child 137' && $state == 'Running=true OOMKilled=false' ]] && (( events > 0 ))
