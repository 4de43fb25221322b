-- Permissions that authors were asked for beyond their licences. They are what people of this hub said to each other,
-- not what a repository says, so that "reindex" leaves them alone, and no foreign key leads to its tables.
CREATE TABLE licence_permission (
    id          TEXT PRIMARY KEY,
    design      TEXT NOT NULL,
    -- owner/name at the time.
    design_name TEXT NOT NULL,
    asker       TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    -- Under which licence the asker wants to publish what they make of it.
    licence     TEXT NOT NULL,
    words       TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('asked', 'granted', 'refused', 'withdrawn')),
    answer      TEXT NOT NULL,
    answered_by TEXT REFERENCES person (id) ON DELETE SET NULL,
    asked_at    BIGINT NOT NULL,
    answered_at BIGINT
);
CREATE INDEX licence_permission_by_design ON licence_permission (design, state);
CREATE INDEX licence_permission_by_asker ON licence_permission (asker, asked_at);
CREATE UNIQUE INDEX licence_permission_open ON licence_permission (design, asker, licence) WHERE state = 'asked';
-- What the rules said of an edge when it was made, as the manifest holds it.
CREATE TABLE derivation_verdict (
    design     TEXT NOT NULL REFERENCES design (id) ON DELETE CASCADE,
    ancestor   TEXT NOT NULL,
    outcome    TEXT NOT NULL CHECK (outcome IN ('permitted', 'refused', 'needs-permission')),
    -- The version of the rules.
    rules      TEXT NOT NULL,
    -- Names of conditions, parted by spaces.
    conditions TEXT NOT NULL,
    -- The permission that decided.
    permission TEXT,
    PRIMARY KEY (design, ancestor)
);
