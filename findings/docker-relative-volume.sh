#!/usr/bin/env bash
# "VOLUME data" with "WORKDIR /app" is a volume at /data, not at /app/data, under the name "data"; and no volume can be mounted in its place over the API.
#
# Other instructions of a Dockerfile that take a path (COPY, ADD, RUN) resolve a relative one against WORKDIR. The engine keeps "data" as it stands in the image's configuration, makes an
# anonymous volume with the destination "data" for each container, mounts it at /data, and takes a mount at /data for another one: the container has both, and the anonymous
# one is on top or below. A mount with the target "data" is refused (400, "mount path must be absolute").
#
# Seen: docker.io 20.10.24+dfsg1-1+deb12u1 (API 1.41), classic builder.
#   image: {"data":{}}   container: destinations "/data data"   target "data": invalid mount config for type "volume": invalid mount path: 'data' mount path must be absolute
# Needs root. The engine is one of its own, in a temporary folder and network namespace, and ends with the script.
# Ends with 0 while that is so, 1 when it has changed, 3 when the packages cannot be had or the engine cannot run here.
set -euo pipefail
work="$(mktemp -d)"
engine=""
end() {
  if [[ -n $engine ]]; then kill "$engine" 2>/dev/null || true; wait "$engine" 2>/dev/null || true; fi
  umount "$work"/data/*/*/merged 2>/dev/null || true
  rm -rf "$work"
}
trap end EXIT
cd "$work"
chmod 777 .
apt-get download docker.io=20.10.24* containerd runc busybox-static >apt.log 2>&1 || { tail -n 3 apt.log >&2; exit 3; }
for package in *.deb; do dpkg-deb -x "$package" root; done
export PATH="$work/root/usr/sbin:$work/root/usr/bin:$PATH" DOCKER_HOST="unix://$work/docker.sock" DOCKER_BUILDKIT=0
unshare --net dockerd --host "$DOCKER_HOST" --data-root "$work/data" --exec-root "$work/exec" --pidfile "$work/pid" --bridge none --iptables=false >dockerd.log 2>&1 &
engine=$!
for _ in $(seq 100); do docker version >/dev/null 2>&1 && break; sleep 0.2; done
docker version --format 'engine {{.Server.Version}}, API {{.Server.APIVersion}}' || { tail -n 5 dockerd.log >&2; exit 3; }

mkdir image
cp root/bin/busybox image/
printf 'FROM scratch\nCOPY busybox /bin/busybox\nWORKDIR /app\nVOLUME data\n' >image/Dockerfile
docker build -q -t relative image >/dev/null
declared="$(docker image inspect relative --format '{{json .Config.Volumes}}')"
docker create --name one --mount type=volume,source=own,target=/data relative /bin/busybox true >/dev/null
destinations="$(docker inspect one --format '{{range .Mounts}}{{.Destination}} {{end}}' | tr ' ' '\n' | sed '/^$/d' | sort | tr '\n' ' ')"
refusal="$(docker create --mount type=volume,source=own,target=data relative /bin/busybox true 2>&1 || true)"
where="$(docker run --rm --network none relative /bin/busybox sh -c '/bin/busybox grep -c " /data " /proc/mounts; /bin/busybox grep -c " /app/data " /proc/mounts || true' | tr '\n' ' ')"
docker rm -fv one >/dev/null
echo "image: $declared   container: destinations $destinations  mounted at /data and /app/data: $where"
echo "target data: $refusal"
[[ $declared == '{"data":{}}' && $destinations == '/data data ' && $where == '1 0 ' && $refusal == *'mount path must be absolute'* ]]
