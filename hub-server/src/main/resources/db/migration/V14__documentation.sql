-- Licences that documentation and software have of their own, as the manifest holds them; empty where the hardware's holds.
ALTER TABLE design ADD COLUMN documentation_licence TEXT NOT NULL DEFAULT '';
ALTER TABLE design ADD COLUMN software_licence TEXT NOT NULL DEFAULT '';
ALTER TABLE derivation ADD COLUMN ancestor_documentation_licence TEXT NOT NULL DEFAULT '';
ALTER TABLE derivation ADD COLUMN ancestor_software_licence TEXT NOT NULL DEFAULT '';
-- The bill of materials of each design's newest revision, read from its files: for search, and for who uses whom as a part.
CREATE TABLE bill (
    design   TEXT PRIMARY KEY REFERENCES design (id) ON DELETE CASCADE,
    -- The revision that was read.
    revision TEXT NOT NULL,
    -- The file it stands in; empty where there is none.
    path     TEXT NOT NULL
);
CREATE TABLE bill_line (
    design    TEXT NOT NULL REFERENCES design (id) ON DELETE CASCADE,
    -- From 1.
    place     INTEGER NOT NULL,
    name      TEXT NOT NULL,
    quantity  DOUBLE PRECISION NOT NULL,
    unit      TEXT NOT NULL,
    material  TEXT NOT NULL,
    -- The id of a design here that the part is.
    part_of   TEXT,
    PRIMARY KEY (design, place)
);
CREATE INDEX bill_line_by_part ON bill_line (part_of, design);
