-- The index of search; "reindex" and the background make it anew from designs and what is known of them.
-- One row for each design that lists show to everybody.
CREATE TABLE search_entry (
    -- The eighth of a second since 2015 in which it was created, or the next free one: so the order of the full text is that of age, and a
    -- list of the newest needs no sorting.
    id             INTEGER PRIMARY KEY,
    design         TEXT NOT NULL UNIQUE REFERENCES design (id) ON DELETE CASCADE,
    -- What can be chosen, parted by spaces, such as "process:print material:pla open: language:fr".
    facets         TEXT NOT NULL,
    -- The words of title, tags and owner as they are written without accents, parted by spaces: for suggestions.
    words          TEXT NOT NULL,
    makes          INTEGER NOT NULL,
    worked         INTEGER NOT NULL,
    judged         INTEGER NOT NULL,
    -- Without variants, and without uses as a part.
    derived        INTEGER NOT NULL,
    variants       INTEGER NOT NULL,
    -- What the box around each of its models is at most, the longest side first, in mm; 0 where none was measured.
    long_mm        DOUBLE PRECISION NOT NULL,
    middle_mm      DOUBLE PRECISION NOT NULL,
    short_mm       DOUBLE PRECISION NOT NULL,
    updated_at     BIGINT NOT NULL,
    -- Which edition of the rules of indexing made it.
    edition        INTEGER NOT NULL
);
-- Words as stems and as written, each once, without their places: nothing but whether a word stands in a column is asked.
CREATE VIRTUAL TABLE search_text USING fts5 (
    title, tags, people, parts, body, facets,
    content = '', contentless_delete = 1, detail = 'column',
    tokenize = "ascii tokenchars ':-_.+'"
);
CREATE TRIGGER search_entry_gone AFTER DELETE ON search_entry BEGIN
    DELETE FROM search_text WHERE rowid = OLD.id;
END;
-- The words of titles, tags and owners, and how many designs have them.
CREATE TABLE search_word (
    word TEXT PRIMARY KEY,
    uses INTEGER NOT NULL
) WITHOUT ROWID;
-- Each word with each of its letters left out once, so that a word with one typing error meets the one that was meant.
CREATE TABLE search_misspelling (
    spelling TEXT NOT NULL,
    word     TEXT NOT NULL REFERENCES search_word (word) ON DELETE CASCADE,
    PRIMARY KEY (spelling, word)
) WITHOUT ROWID;
CREATE INDEX search_misspelling_by_word ON search_misspelling (word);

-- Designs whose entry may no longer say what is so, written in the transaction that changed it, whichever that was.
CREATE TABLE search_due (
    design TEXT PRIMARY KEY
) WITHOUT ROWID;
INSERT INTO search_due (design) SELECT id FROM design;
CREATE TRIGGER search_due_design_new AFTER INSERT ON design BEGIN
    INSERT INTO search_due (design) VALUES (NEW.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER search_due_design AFTER UPDATE ON design BEGIN
    INSERT INTO search_due (design) VALUES (NEW.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER search_due_design_seen AFTER UPDATE OF visibility, deleted_at ON design
WHEN NEW.visibility IS NOT OLD.visibility OR NEW.deleted_at IS NOT OLD.deleted_at BEGIN
    INSERT INTO search_due (design) SELECT ancestor FROM derivation WHERE design = NEW.id ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER search_due_derivation_new AFTER INSERT ON derivation BEGIN
    INSERT INTO search_due (design) VALUES (NEW.ancestor) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER search_due_derivation AFTER UPDATE OF kind ON derivation BEGIN
    INSERT INTO search_due (design) VALUES (NEW.ancestor) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER search_due_derivation_gone AFTER DELETE ON derivation BEGIN
    INSERT INTO search_due (design) VALUES (OLD.ancestor) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER search_due_evidence_new AFTER INSERT ON evidence WHEN NEW.design IS NOT NULL BEGIN
    INSERT INTO search_due (design) VALUES (NEW.design) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER search_due_evidence AFTER UPDATE ON evidence WHEN NEW.design IS NOT NULL BEGIN
    INSERT INTO search_due (design) VALUES (NEW.design) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER search_due_evidence_gone AFTER DELETE ON evidence WHEN OLD.design IS NOT NULL BEGIN
    INSERT INTO search_due (design) VALUES (OLD.design) ON CONFLICT DO NOTHING;
END;
-- A model's content may be in several designs; those that have it without naming each other were indexed when they came.
CREATE TRIGGER search_due_model AFTER UPDATE OF state ON model WHEN NEW.state <> 'waiting' BEGIN
    INSERT INTO search_due (design)
        SELECT NEW.design WHERE TRUE
        UNION SELECT design FROM derivation WHERE ancestor = NEW.design
        UNION SELECT ancestor FROM derivation WHERE design = NEW.design
    ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER search_due_person AFTER UPDATE OF handle, display_name ON person BEGIN
    INSERT INTO search_due (design) SELECT id FROM design WHERE owner = NEW.id ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER search_due_group AFTER UPDATE OF display_name ON hub_group BEGIN
    INSERT INTO search_due (design) SELECT id FROM design WHERE owner = NEW.id ON CONFLICT DO NOTHING;
END;

-- Searches that people keep under a name.
CREATE TABLE saved_search (
    id         TEXT PRIMARY KEY,
    person     TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    name       TEXT NOT NULL,
    -- As in the address of the page, after the question mark.
    query      TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (person, query)
);
-- Lists: the newest changes of everybody's and of one owner's designs.
CREATE INDEX design_by_owner ON design (owner, updated_at, id);
ALTER TABLE design DROP COLUMN words;
