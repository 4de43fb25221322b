-- Requests that carried an Idempotency-Key, and their answers. Times are UTC epoch milliseconds.
-- Only a hash of the key is kept; the answer is encrypted under the key itself, since it may hold a secret.
CREATE TABLE idempotent_request (
    key_hash     TEXT PRIMARY KEY,
    hub_start    TEXT NOT NULL,
    started_at   BIGINT NOT NULL,
    fingerprint  TEXT,
    status       INTEGER,
    location     TEXT,
    content_type TEXT,
    sealed       TEXT
);
CREATE INDEX idempotent_request_by_start ON idempotent_request (started_at);
