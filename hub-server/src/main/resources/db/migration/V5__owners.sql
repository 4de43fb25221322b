-- Who can own designs: people and groups, in one space of handles. Times are UTC epoch milliseconds.
CREATE TABLE owner (
    id     TEXT PRIMARY KEY,
    handle TEXT NOT NULL UNIQUE,
    kind   TEXT NOT NULL CHECK (kind IN ('person', 'group'))
);
INSERT INTO owner (id, handle, kind) SELECT id, handle, 'person' FROM person;
CREATE TABLE hub_group (
    id           TEXT PRIMARY KEY REFERENCES owner (id) ON DELETE CASCADE,
    display_name TEXT NOT NULL,
    about        TEXT NOT NULL,
    created_at   BIGINT NOT NULL
);
CREATE TABLE group_member (
    group_id   TEXT NOT NULL REFERENCES hub_group (id) ON DELETE CASCADE,
    person     TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    role       TEXT NOT NULL CHECK (role IN ('owner', 'maintainer', 'contributor')),
    created_at BIGINT NOT NULL,
    PRIMARY KEY (group_id, person)
);
CREATE INDEX group_member_by_person ON group_member (person);

-- The index of designs, made anew because the owner need no longer be a person; what it holds moves over.
CREATE TABLE earlier_design AS SELECT * FROM design;
CREATE TABLE earlier_design_tag AS SELECT * FROM design_tag;
CREATE TABLE earlier_derivation AS SELECT * FROM derivation;
DROP TABLE derivation;
DROP TABLE design_tag;
DROP TABLE design;
CREATE TABLE design (
    id         TEXT PRIMARY KEY,
    owner      TEXT NOT NULL REFERENCES owner (id),
    name       TEXT NOT NULL,
    title      TEXT NOT NULL,
    summary    TEXT NOT NULL,
    licence    TEXT NOT NULL,
    tags       TEXT NOT NULL,
    head       TEXT NOT NULL,
    cover      TEXT,
    -- Title, summary, name, tags and owner in lower case without accents, for search.
    words      TEXT NOT NULL,
    visibility TEXT NOT NULL CHECK (visibility IN ('public', 'unlisted', 'private')),
    -- Since when it is deleted; it can be brought back until it is a tombstone, of which only the credit is left.
    deleted_at BIGINT,
    tombstone  BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX design_by_name ON design (owner, name) WHERE NOT tombstone;
CREATE INDEX design_by_update ON design (updated_at, id);
CREATE INDEX design_by_deletion ON design (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE TABLE design_tag (
    design TEXT NOT NULL REFERENCES design (id) ON DELETE CASCADE,
    tag    TEXT NOT NULL,
    PRIMARY KEY (design, tag)
);
CREATE INDEX design_tag_by_tag ON design_tag (tag, design);
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
INSERT INTO design (id, owner, name, title, summary, licence, tags, head, cover, words, visibility, deleted_at,
        tombstone, created_at, updated_at)
    SELECT id, owner, name, title, summary, licence, tags, head, cover, words, 'public', NULL,
        FALSE, created_at, updated_at FROM earlier_design;
INSERT INTO design_tag (design, tag) SELECT design, tag FROM earlier_design_tag;
INSERT INTO derivation (design, ancestor, ancestor_revision, position, note)
    SELECT design, ancestor, ancestor_revision, position, note FROM earlier_derivation;
DROP TABLE earlier_derivation;
DROP TABLE earlier_design_tag;
DROP TABLE earlier_design;

-- Where a design was found before it was renamed or handed over; the newest design of an address counts.
CREATE TABLE former_address (
    owner  TEXT NOT NULL,
    name   TEXT NOT NULL,
    design TEXT NOT NULL REFERENCES design (id) ON DELETE CASCADE,
    PRIMARY KEY (owner, name)
);
CREATE INDEX former_address_by_design ON former_address (design);
-- A design that its owner wants to hand over, until the receiver answers.
CREATE TABLE transfer (
    design     TEXT PRIMARY KEY REFERENCES design (id) ON DELETE CASCADE,
    receiver   TEXT NOT NULL REFERENCES owner (id) ON DELETE CASCADE,
    offered_by TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL
);
CREATE INDEX transfer_by_receiver ON transfer (receiver);
