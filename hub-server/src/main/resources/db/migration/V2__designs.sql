-- The index of designs; the repositories in the vault are what counts, and "reindex" makes these tables from them.
CREATE TABLE design (
    id         TEXT PRIMARY KEY,
    owner      TEXT NOT NULL REFERENCES person (id),
    name       TEXT NOT NULL,
    title      TEXT NOT NULL,
    summary    TEXT NOT NULL,
    licence    TEXT NOT NULL,
    tags       TEXT NOT NULL,
    head       TEXT NOT NULL,
    cover      TEXT,
    -- Title, summary, name, tags and owner in lower case without accents, for search.
    words      TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    UNIQUE (owner, name)
);
CREATE INDEX design_by_update ON design (updated_at, id);
CREATE TABLE design_tag (
    design TEXT NOT NULL REFERENCES design (id) ON DELETE CASCADE,
    tag    TEXT NOT NULL,
    PRIMARY KEY (design, tag)
);
CREATE INDEX design_tag_by_tag ON design_tag (tag, design);
-- What was measured of the meshes in the blob store, in mm.
CREATE TABLE mesh (
    sha256    TEXT PRIMARY KEY,
    triangles BIGINT NOT NULL,
    width_mm  DOUBLE PRECISION NOT NULL,
    depth_mm  DOUBLE PRECISION NOT NULL,
    height_mm DOUBLE PRECISION NOT NULL
);
-- Which design was made of which revision of which other one.
CREATE TABLE derivation (
    design            TEXT NOT NULL REFERENCES design (id) ON DELETE CASCADE,
    ancestor          TEXT NOT NULL REFERENCES design (id),
    ancestor_revision TEXT NOT NULL,
    position          INTEGER NOT NULL,
    note              TEXT NOT NULL,
    PRIMARY KEY (design, ancestor)
);
CREATE INDEX derivation_by_ancestor ON derivation (ancestor, design);
