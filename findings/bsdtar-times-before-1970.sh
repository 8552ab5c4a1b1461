#!/usr/bin/env bash
# A file's time of 1.5 s before 1970 is written as -2.5 by bsdtar (libarchive 3.6.2), in a PAX record that other programs read as 2.5 s before 1970.
#
# POSIX (pax, "Extended Header Keywords"): a time is a decimal number of seconds since the Epoch, which may be negative. The file system has seconds -2 and
# nanoseconds 500,000,000, and libarchive writes the two one after the other. GNU tar 1.34 writes -1.5. So a file of before 1970 that has a fraction of a second
# moves by up to a second with each copy through the other program.
#
# Seen: Debian 12, libarchive-tools and libarchive13 3.6.2-1+deb12u*; GNU tar 1.34.
#   bsdtar writes mtime=-2.5, GNU tar writes mtime=-1.5; bsdtar's archive unpacked by GNU tar has the whole second -3 (the file's own: -2)
# Ends with 0 while that is so, 1 when it has changed, 3 when the packages cannot be had.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
chmod 777 .
apt-get download libarchive-tools libarchive13 >apt.log 2>&1 || { tail -3 apt.log >&2; exit 3; }
for package in *.deb; do dpkg-deb -x "$package" root; done
libraries="$(dirname "$(find root -name 'libarchive.so.13' | head -n 1)")"
bsdtar() { LD_LIBRARY_PATH="$work/$libraries" "$work/root/usr/bin/bsdtar" "$@"; }

bsdtar --version
tar --version | head -n 1
touch -d @-1.5 file
bsdtar --format=pax -cf bsd.tar file
tar --format=posix -cf gnu.tar file
bsd="$(grep -ao 'mtime=-[0-9.]*' bsd.tar | head -n 1)"
gnu="$(grep -ao 'mtime=-[0-9.]*' gnu.tar | head -n 1)"
mkdir out
tar -C out -xf bsd.tar 2>/dev/null      # it warns that the time is implausibly old
read_by_gnu="$(stat -c %Y out/file)"
echo "bsdtar writes $bsd, GNU tar writes $gnu; bsdtar's archive unpacked by GNU tar has the whole second $read_by_gnu (the file's own: $(stat -c %Y file))"
[[ $bsd == mtime=-2.5* && $gnu == mtime=-1.5* && $read_by_gnu == -3 && $(stat -c %Y file) == -2 ]]
