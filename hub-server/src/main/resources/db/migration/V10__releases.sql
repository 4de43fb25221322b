-- Named revisions; the repositories hold them, and "reindex" makes these tables from them.
CREATE TABLE design_release (
    design        TEXT NOT NULL REFERENCES design (id) ON DELETE CASCADE,
    name          TEXT NOT NULL,
    -- The commit beside the branch that holds what is said of it and its artefacts.
    holder        TEXT NOT NULL,
    revision      TEXT NOT NULL,
    title         TEXT NOT NULL,
    notes         TEXT NOT NULL,
    author        TEXT NOT NULL,
    author_handle TEXT NOT NULL,
    created_at    BIGINT NOT NULL,
    PRIMARY KEY (design, name)
);
CREATE INDEX design_release_by_time ON design_release (design, created_at);
CREATE INDEX design_release_newest ON design_release (created_at, design);
