-- Files that arrive piece by piece (tus). How far one is, its file beside the database tells; what waits here to be named
-- by a revision has its SHA-256, so that it is not taken for garbage.
CREATE TABLE upload (
    id         TEXT PRIMARY KEY,
    person     TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    name       TEXT NOT NULL,
    size_bytes BIGINT NOT NULL,
    -- Missing until it is whole.
    sha256     TEXT,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX upload_by_person ON upload (person, created_at, id);
CREATE INDEX upload_by_expiry ON upload (expires_at, id);
-- Designs on their way in, from an archive or a git repository, until somebody has published or dropped them.
CREATE TABLE import (
    id            TEXT PRIMARY KEY,
    person        TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    kind          TEXT NOT NULL CHECK (kind IN ('archive', 'git')),
    -- The archive's name or the repository's address.
    source        TEXT NOT NULL,
    -- The archive, in the blob store.
    sha256        TEXT,
    state         TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'ready', 'failed', 'cancelled', 'published')),
    -- JSON: what was found, or why it failed.
    found         TEXT NOT NULL,
    -- owner/name, once it is published.
    design        TEXT,
    created_at    BIGINT NOT NULL,
    expires_at    BIGINT NOT NULL
);
CREATE INDEX import_by_person ON import (person, created_at, id);
CREATE INDEX import_by_expiry ON import (expires_at, id);
