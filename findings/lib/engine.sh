# Sourced by the scripts about the container engine: Debian's docker.io of one version in a temporary folder, which runs in a network namespace of its own and ends with the script.
# Gives $work, and DOCKER_HOST and PATH for it; `image NAME` makes an image of standard input's Dockerfile, with busybox beside it. Needs root.
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

image() {
  mkdir -p "image-$1"
  cp root/bin/busybox "image-$1/"
  cat >"image-$1/Dockerfile"
  docker build -q -t "$1" "image-$1" >/dev/null
}
