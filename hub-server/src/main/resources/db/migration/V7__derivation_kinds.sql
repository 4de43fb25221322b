-- What kind of derivation an edge is, and credit that outlives the ancestor: its names as the manifest holds them.
-- An ancestor may be gone, so that there is no foreign key to it.
CREATE TABLE derivation_kept (
    design            TEXT NOT NULL REFERENCES design (id) ON DELETE CASCADE,
    ancestor          TEXT NOT NULL,
    ancestor_revision TEXT NOT NULL,
    kind              TEXT NOT NULL
        CHECK (kind IN ('remix', 'improvement', 'port', 'translation', 'variant', 'part')),
    position          INTEGER NOT NULL,
    note              TEXT NOT NULL,
    ancestor_name     TEXT NOT NULL,
    ancestor_title    TEXT NOT NULL,
    ancestor_licence  TEXT NOT NULL,
    PRIMARY KEY (design, ancestor)
);
INSERT INTO derivation_kept
    SELECT e.design, e.ancestor, e.ancestor_revision, 'remix', e.position, e.note, o.handle || '/' || a.name, a.title,
           a.licence
    FROM derivation e JOIN design a ON a.id = e.ancestor JOIN owner o ON o.id = a.owner;
DROP TABLE derivation;
ALTER TABLE derivation_kept RENAME TO derivation;
CREATE INDEX derivation_by_ancestor ON derivation (ancestor, kind, design);
