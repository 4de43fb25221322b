-- An import is published in the background, too, and knows what it was sent, so that it can begin again.
CREATE TABLE import_now (
    id            TEXT PRIMARY KEY,
    person        TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    kind          TEXT NOT NULL CHECK (kind IN ('archive', 'git')),
    -- The archive's name or the repository's address.
    source        TEXT NOT NULL,
    -- The archive, in the blob store.
    sha256        TEXT,
    -- JSON: the files of a folder as they were sent.
    sent          TEXT,
    state         TEXT NOT NULL
        CHECK (state IN ('waiting', 'running', 'ready', 'publishing', 'failed', 'cancelled', 'published')),
    -- JSON: what was found, or why it failed.
    found         TEXT NOT NULL,
    -- JSON: what its person said of the design it shall be.
    publication   TEXT,
    -- owner/name, once it is published.
    design        TEXT,
    created_at    BIGINT NOT NULL,
    expires_at    BIGINT NOT NULL
);
INSERT INTO import_now (id, person, kind, source, sha256, state, found, design, created_at, expires_at)
SELECT id, person, kind, source, sha256, state, found, design, created_at, expires_at FROM import;
DROP TABLE import;
ALTER TABLE import_now RENAME TO import;
CREATE INDEX import_by_person ON import (person, created_at, id);
CREATE INDEX import_by_expiry ON import (expires_at, id);
