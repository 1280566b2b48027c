#!/bin/sh
# Install the distribution's Chromium and a Chinese font where that is allowed; the browser tests skip without it.
command -v chromium >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk; } >/dev/null 2>&1 \
    || echo "Chromium could not be installed; browser tests will be skipped" >&2
fi
exit 0
