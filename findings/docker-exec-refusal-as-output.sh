#!/usr/bin/env bash
# What an exec could not start comes as its standard output: the answer is 200, the frame is of stdout, and the exit code alone says 126 or 127.
#
# POST /exec/{id}/start of a program that is not there answers 200 and sends "OCI runtime exec failed: …" as a frame of stream 1, as if the program had printed that. Who reads stdout for a result (a backup, a
# health check) takes the engine's sentence for data. GET /exec/{id}/json says ExitCode 126 for what is not there and Pid 0: only the Pid tells that nothing ran, since programs end with 126 and 127 too.
#
# Seen: docker.io 20.10.24+dfsg1-1+deb12u1 (API 1.41).
#   answer 200   stream 1   text "OCI runtime exec failed: …"   inspect: ExitCode 126, Pid 0
# Ends with 0 while that is so, 1 when it has changed, 3 when the packages cannot be had or the engine cannot run here.
source "$(dirname "${BASH_SOURCE[0]}")/lib/engine.sh"

image plain <<'DOCKERFILE'
FROM scratch
COPY busybox /bin/busybox
DOCKERFILE
docker run -d --name one --network none plain /bin/busybox sleep 60 >/dev/null
api() { curl -s --max-time 20 --unix-socket docker.sock -H 'Content-Type: application/json' "$@"; }
id="$(api -X POST http://docker/containers/one/exec -d '{"Cmd":["/bin/absent"],"AttachStdout":true,"AttachStderr":true}' | sed -E 's/.*"Id":"([0-9a-f]+)".*/\1/')"
status="$(api -o answer -w '%{http_code}' -X POST "http://docker/exec/$id/start" -d '{"Detach":false,"Tty":false}')"
stream="$(head -c 1 answer | od -An -tu1 | tr -d ' ')"
text="$(tail -c +9 answer | tr -d '\0\r\n' | cut -c1-60)"
inspect="$(api "http://docker/exec/$id/json")"
code="$(sed -E 's/.*"ExitCode":([0-9]+).*/\1/' <<<"$inspect")"
pid="$(sed -E 's/.*"Pid":([0-9]+).*/\1/' <<<"$inspect")"
docker rm -f one >/dev/null
echo "answer $status   stream $stream   text \"$text\"   ExitCode $code   Pid $pid"
[[ $status == 200 && $stream == 1 && $text == 'OCI runtime exec failed'* && $pid == 0 ]]
