-- What the index in memory follows: each entry of search that came, with its words, or went, in the order in which that was
-- committed. The newest ten thousand are kept, the newest thousand with words. (The column facets of search_text stays empty from
-- now on: bitmaps in memory answer for it.)
CREATE TABLE search_change (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    entry  BIGINT NOT NULL,
    -- As search_text has them, parted by spaces; empty where the entry went.
    title  TEXT NOT NULL DEFAULT '',
    -- Tags, people and parts.
    beside TEXT NOT NULL DEFAULT '',
    body   TEXT NOT NULL DEFAULT ''
);
CREATE TRIGGER search_change_gone AFTER DELETE ON search_entry BEGIN
    INSERT INTO search_change (entry) VALUES (OLD.id);
END;
