#!/usr/bin/env bash
# Runs one instance on a host that starts and stops instances by itself.
#
# Needed in the host's secrets:
#   DATABASE_URL     postgres://user:password@host/name, the same for all instances
#   SESSION_SECRET   at least 32 signs, the same for all instances (openssl rand -hex 32)
#   ADMIN_PASSWORD   the first admin's
# Well to have:
#   REDIS_URL        without it instances hear of each other through PostgreSQL
#   DB_CA_FILE       the authority of the database's certificate; with it the connection is verified
#   PUBLIC_ORIGIN    https://… as browsers see it; cookies are Secure only with it
#   TRUSTED_PROXIES  the host's proxies, so that sign-ins are limited by the client's address and not theirs
#   METRICS_TOKEN    for whoever reads /metrics
# All others, with their defaults: README, "Operating it".
set -euo pipefail
cd "$(dirname "$0")/.."

export TRACETRACK_ENV=production PORT="${PORT:-5000}"
for name in DATABASE_URL SESSION_SECRET ADMIN_PASSWORD; do
  [ -n "${!name:-}" ] || { echo "deploy.sh: $name is missing" >&2; exit 2; }
done

# In this process's place, so that the host's SIGTERM reaches the launcher, which ends within 5 s.
if command -v deno >/dev/null; then exec deno task start; fi
exec npx -y deno@2.9.6 task start
