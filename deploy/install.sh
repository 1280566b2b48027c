#!/bin/sh
# Installs an offline bundle: no network, nothing outside the target directory.
set -eu
target=${1:-/opt/tiaowen}
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-python3}

want=$(cat "$here/PYTHON_VERSION")
have=$("$python" -c 'import platform, sys; print("%d.%d-%s" % (*sys.version_info[:2], platform.machine()))')
if [ "$want" != "$have" ]; then
  echo "这个安装包需要 Python $want，现在是 $have；可以用 PYTHON=/路径/python3 指定。" >&2
  exit 2
fi

mkdir -p "$target/var"
[ -x "$target/.venv/bin/python" ] || "$python" -m venv "$target/.venv"
pip() {
  "$target/.venv/bin/pip" install --quiet --disable-pip-version-check --no-index \
    --find-links "$here/wheels" "$@"
}
pip --upgrade 'tiaowen[postgres]'
# Two bundles may hold the same version's number: the program itself is always put in anew.
pip --force-reinstall --no-deps tiaowen
cp -R "$here/models" "$target/var/"
# The files of an earlier installation stay as they are.
[ -d "$target/source_docs" ] || cp -R "$here/source_docs" "$target/"
[ -d "$target/deploy" ] && rm -R "$target/deploy"
cp -R "$here/deploy" "$target/"

cd "$target"
.venv/bin/tiaowen index
# After an upgrade by root, what is new in var/ belongs to the service's user like the rest of it.
[ "$(id -u)" != 0 ] || chown -R --reference=var var
echo "已安装到 $target。启动：cd $target && .venv/bin/tiaowen serve"
