# One image for web, worker, beat and migrate. It needs no root, no network while it runs, and no writable root folder.
FROM python:3.11-slim AS packages
WORKDIR /build
COPY requirements.txt bin/uv.txt ./
RUN pip install --no-cache-dir --require-hashes --only-binary :all: -r uv.txt \
    && uv venv /venv \
    && uv pip install --no-cache --compile-bytecode --python /venv/bin/python --require-hashes -r requirements.txt

FROM python:3.11-slim
# For backup and restore: the client of PostgreSQL in the major version of `db`, which Debian itself may not have.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 postgresql-common \
    && /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y \
    && apt-get install -y --no-install-recommends postgresql-client-16 \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 10001 samenspel \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin samenspel \
    && install -d -o samenspel -g samenspel -m 750 /data
COPY --from=packages /venv /venv
WORKDIR /app
COPY . .
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DATA_DIR=/data STATIC_ROOT=/app/static-collected
# The key is made for this one step and kept nowhere; nothing is asked of what stands beside it.
RUN python -m compileall -q . \
    && SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(50))')" ALLOWED_HOSTS=localhost \
       SITE_URL=https://localhost DATABASE_URL=postgres://db/build REDIS_URL=redis://redis/0 \
       python manage.py collectstatic --noinput --verbosity 0
USER 10001:10001
EXPOSE 8000
CMD ["gunicorn", "samenspel.wsgi:application"]
