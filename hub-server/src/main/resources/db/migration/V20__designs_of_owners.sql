-- Pages of people and groups read no more than they show: their lists in their order, and how many they hold.
DROP INDEX design_by_owner;
CREATE INDEX design_by_owner ON design (owner, updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX design_by_owner_listed ON design (owner, updated_at, id) WHERE visibility = 'public' AND deleted_at IS NULL;

-- Kept with every change, in its transaction. An owner without designs has no line.
CREATE TABLE owner_count (
    owner  TEXT PRIMARY KEY,
    -- Those that lists show to everybody.
    listed INTEGER NOT NULL,
    -- All that are not deleted, whoever may see them.
    kept   INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO owner_count (owner, listed, kept)
    SELECT owner, SUM(visibility = 'public'), COUNT(*) FROM design WHERE deleted_at IS NULL GROUP BY owner;
CREATE TRIGGER owner_count_new AFTER INSERT ON design WHEN NEW.deleted_at IS NULL BEGIN
    INSERT INTO owner_count (owner, listed, kept) VALUES (NEW.owner, NEW.visibility = 'public', 1)
        ON CONFLICT (owner) DO UPDATE SET listed = listed + excluded.listed, kept = kept + 1;
END;
CREATE TRIGGER owner_count_changed AFTER UPDATE OF owner, visibility, deleted_at ON design
WHEN NEW.owner <> OLD.owner OR NEW.visibility <> OLD.visibility OR NEW.deleted_at IS NOT OLD.deleted_at BEGIN
    UPDATE owner_count SET listed = listed - (OLD.visibility = 'public'), kept = kept - 1
        WHERE owner = OLD.owner AND OLD.deleted_at IS NULL;
    INSERT INTO owner_count (owner, listed, kept) SELECT NEW.owner, NEW.visibility = 'public', 1 WHERE NEW.deleted_at IS NULL
        ON CONFLICT (owner) DO UPDATE SET listed = listed + excluded.listed, kept = kept + 1;
    DELETE FROM owner_count WHERE owner = OLD.owner AND kept = 0;
END;
CREATE TRIGGER owner_count_gone AFTER DELETE ON design WHEN OLD.deleted_at IS NULL BEGIN
    UPDATE owner_count SET listed = listed - (OLD.visibility = 'public'), kept = kept - 1 WHERE owner = OLD.owner;
    DELETE FROM owner_count WHERE owner = OLD.owner AND kept = 0;
END;

-- Bills of materials that could not be read, and when it is tried again; gone as soon as one is.
CREATE TABLE bill_unread (
    design   TEXT PRIMARY KEY REFERENCES design (id) ON DELETE CASCADE,
    -- The revision that was tried.
    revision TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    -- Never again after the last attempt.
    next_at  BIGINT
);

-- What older versions found out about files of a format is looked for at each start.
CREATE INDEX model_by_edition ON model (format, edition);
