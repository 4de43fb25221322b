-- Variants of parametric designs that people asked for; kept for some days, with their files beside the database. One that
-- was published is a design of its own and does not need its line here.
CREATE TABLE variant (
    id          TEXT PRIMARY KEY,
    design      TEXT NOT NULL REFERENCES design (id) ON DELETE CASCADE,
    revision    TEXT NOT NULL,
    path        TEXT NOT NULL,
    -- JSON: the values that differ from those of the source, by name.
    chosen      TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('waiting', 'rendering', 'ready', 'failed')),
    fault       TEXT NOT NULL,
    -- What the program said, where it failed.
    said        TEXT NOT NULL,
    -- JSON.
    facts       TEXT NOT NULL,
    asked_by    TEXT NOT NULL REFERENCES person (id),
    asked_at    BIGINT NOT NULL
);
CREATE INDEX variant_by_turn ON variant (state, asked_at, id);
