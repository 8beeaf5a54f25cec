# observe_journal : whether an apply or a rollback died on this host and has not been ended yet,
# "interrupted apply"; or is at work right now, "busy" and what the lock says of it.
observe_journal() {
  # Asked by an apply itself, which ends what it finds before it asks anything.
  [ -z "${PENDING-}" ] || return 0
  lock=/var/lib/provision/lock
  if [ -e "$lock" ] && ! flock -n -s "$lock" true; then
    echo "busy $(head -n 1 "$lock")"
    return
  fi
  if [ -e /var/lib/provision/pending ]; then echo 'interrupted apply'; fi
  if [ -e /var/lib/provision/rollback ]; then echo 'interrupted rollback'; fi
}
