#!/bin/sh
# Installs what the tests and the desktop application need from Debian or Ubuntu. Quick and silent when all is there.
set -eu

# A name with | stands for the first of the two that this release has.
wanted='
xvfb xauth fonts-dejavu-core
libgtk-3-0t64|libgtk-3-0 libnss3 libasound2t64|libasound2 libgbm1 libdrm2 libxkbcommon0
libatk-bridge2.0-0t64|libatk-bridge2.0-0 libcups2t64|libcups2 libxcomposite1 libxdamage1 libxrandr2 libxss1 libxtst6
snmpd snmp openssl poppler-utils libnss3-tools
unzip coreutils iproute2
softhsm2 faketime chromium keepassxc gnome-keyring libsecret-1-0 dbus-daemon|dbus
python3 make g++
'

installed() {
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

missing=''
for entry in $wanted; do
  found=''
  for name in $(echo "$entry" | tr '|' ' '); do
    if installed "$name"; then found=yes; fi
  done
  [ -n "$found" ] || missing="$missing $entry"
done
[ -n "$missing" ] || exit 0

if [ "${1:-}" = --list ]; then
  echo "$missing" | tr ' ' '\n' | sed -e '/^$/d' -e 's/.*|//'
  exit 1
fi
if [ "$(id -u)" != 0 ]; then
  echo "Missing:$missing. Run build/setup-debian.sh as root." >&2
  exit 1
fi

# The SNMP agent is a peer for tests, started by them on loopback. Where it was not there before, it must never start by
# itself on a real address: its unit is masked before the package comes, and its start script is refused and disabled.
fresh_snmpd=''
if ! installed snmpd; then
  fresh_snmpd=yes
  if [ ! -e /etc/systemd/system/snmpd.service ]; then
    mkdir -p /etc/systemd/system
    ln -s /dev/null /etc/systemd/system/snmpd.service
  fi
fi
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
  trap 'rm -f "$policy"' EXIT
fi

export DEBIAN_FRONTEND=noninteractive
apt_options='-q -y -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0'
# shellcheck disable=SC2086
apt-get $apt_options update
packages=''
for entry in $missing; do
  for name in $(echo "$entry" | tr '|' ' '); do
    if apt-cache show "$name" >/dev/null 2>&1; then
      packages="$packages $name"
      break
    fi
  done
done
# shellcheck disable=SC2086
apt-get $apt_options install --no-install-recommends $packages
if [ -n "$fresh_snmpd" ] && command -v update-rc.d >/dev/null; then update-rc.d snmpd disable >/dev/null; fi
