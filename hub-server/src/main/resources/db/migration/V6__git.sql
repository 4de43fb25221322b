-- What git-lfs brings and keeps; times are UTC epoch milliseconds. Neither can be read from the repositories: an upload
-- waits here for the push that needs it, and a lock is an agreement between people. Both name designs without a
-- reference, since the index of designs may be made anew at any time.
CREATE TABLE lfs_upload (
    design      TEXT NOT NULL,
    sha256      TEXT NOT NULL,
    size_bytes  BIGINT NOT NULL,
    uploaded_at BIGINT NOT NULL,
    PRIMARY KEY (design, sha256)
);
CREATE INDEX lfs_upload_by_time ON lfs_upload (uploaded_at);
CREATE TABLE lfs_lock (
    id        TEXT PRIMARY KEY,
    design    TEXT NOT NULL,
    path      TEXT NOT NULL,
    person    TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    locked_at BIGINT NOT NULL,
    UNIQUE (design, path)
);
